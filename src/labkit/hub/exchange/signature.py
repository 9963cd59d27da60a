"""The service's key: it signs receipts, and each submission's feedback has a name that only its owner can know."""

import hashlib
import hmac
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from labkit.errors import CourseError
from labkit.grading.gradebook.records import write_atomically
from labkit.language import catalogue

_ = catalogue("hub")

_ALGORITHM = "EdDSA"


class Signature:
    """An Ed25519 key, made in `file` the first time, readable by its owner only."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            made = Ed25519PrivateKey.generate().private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            write_atomically(file, made, durable=True)
        file.chmod(0o600)
        try:
            key = serialization.load_pem_private_key(file.read_bytes(), None)
        except ValueError:
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise CourseError(
                _("{file} is not the exchange's key: restore it from your backup.").format(file=file)
            )
        self._key = key
        self._seed = key.private_bytes_raw()

    @property
    def public(self) -> str:
        """The public key, as PEM: with it anybody can check a receipt."""
        made = self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return made.decode()

    def sign(self, said: dict[str, Any]) -> str:
        """A compact JSON Web Signature (RFC 7515, Ed25519 by RFC 8037) of what is said."""
        return jwt.encode(said, self._key, _ALGORITHM)

    def secret(self, *submission: str) -> str:
        """The ``submission_secret.txt`` of a submission, said by its course, its learner and its id."""
        said = "\n".join(("feedback", *submission))  # names hold no line's end
        return hmac.new(self._seed, said.encode(), hashlib.sha256).hexdigest()


def verified(receipt: str, public: str) -> dict[str, Any]:
    """What a receipt says, if its signature holds.

    Raises
    ------
    CourseError
        If it does not.
    """
    try:
        return jwt.decode(receipt.strip(), public, [_ALGORITHM])
    except jwt.InvalidTokenError:
        raise CourseError(_("This receipt was not signed by this exchange, or was changed.")) from None
