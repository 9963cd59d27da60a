"""The course's signing key: made once, kept in the course's folder, readable by its owner alone."""

import base64
import hashlib
import json
import os
import re
import stat
from pathlib import Path
from typing import Any

from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("attestation")

FOLDER = Path(".labkit") / "attestations"
PRIVATE, PUBLIC, ISSUER, REVOKED, ISSUED = (
    "private.pem",
    "public.pem",
    "issuer.json",
    "revoked.jwt",
    "issued.jsonl",
)
ALGORITHM = "EdDSA"


def need(name: str) -> Any:
    """A module of the optional packages; a `CourseError` that says how to get them."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as missing:
        raise CourseError(
            _("attestations need further packages: run `pip install 'labkit[badges]'` ({module})").format(
                module=missing.name
            )
        ) from None


def signing_key(course: Path) -> bytes:
    """The private key in PEM; made, with its public half beside it, the first time.

    Raises
    ------
    CourseError
        Where others could read it.
    """
    folder = course / FOLDER
    file = folder / PRIVATE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        private, public = (
            need("openbadgeslib.keys")
            .KeyFactory(need("openbadgeslib.keys").KeyType.ED25519)
            .generate_keypair()
        )
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(private)
            out.flush()
            os.fsync(out.fileno())
        (folder / PUBLIC).write_bytes(public)
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise CourseError(
            _(
                "others can read the signing key: run `chmod 600 {file}`, and make a new one if it was copied"
            ).format(file=file)
        )
    return file.read_bytes()


def public_key(pem: bytes, file: Path) -> Any:
    """An Ed25519 public key, from what a PEM file holds."""
    need("jwt")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(pem)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise CourseError(
            _("{file} is not a public key of an issuing course (public.pem): ask the course for it").format(
                file=file
            )
        )
    return key


def jwk_of(key: Any) -> dict[str, str]:
    """The public key as the JSON that RFC 8037 sets out."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {"crv": "Ed25519", "kty": "OKP", "x": _base64(raw)}


def fingerprint(key: Any) -> str:
    """The key's thumbprint (RFC 7638), in groups of four to be read aloud."""
    canonical = json.dumps(jwk_of(key), separators=(",", ":"), sort_keys=True)
    digest = hashlib.sha256(canonical.encode()).hexdigest()[:32]
    return " ".join(re.findall("....", digest))


def did_of(key: Any) -> str:
    """An identifier that holds the key itself (did:jwk), so that nothing has to be looked up."""
    return "did:jwk:" + _base64(json.dumps(jwk_of(key), separators=(",", ":"), sort_keys=True).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
