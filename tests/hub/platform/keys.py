"""RSA keys, as PEM and as a key set; a few are made once, since each takes a while."""

import functools
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from jwt.algorithms import RSAAlgorithm


@functools.cache
def private(number: int) -> str:
    """The private key of that number, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()


@functools.cache
def loaded(pem: str) -> rsa.RSAPrivateKey:
    """The key itself: to read it from its text takes long."""
    return RSAAlgorithm(RSAAlgorithm.SHA256).prepare_key(pem)


def public(pem: str) -> str:
    return loaded(pem).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def jwk(pem: str, kid: str) -> dict[str, Any]:
    """The public half, as a key set has it."""
    said = json.loads(RSAAlgorithm.to_jwk(loaded(pem).public_key()))
    return {**said, "kid": kid, "alg": "RS256", "use": "sig"}
