"""What ties a credential to the file that it lies in and to the person it is of: two digests."""

import hashlib

# The piece of evidence that is the file itself.
FILE = "labkit:file"


def digest_of(file: bytes) -> str:
    """How a credential names the file that it lies in."""
    return "urn:sha256:" + hashlib.sha256(file).hexdigest()


def hash_of(name: str, salt: str) -> str:
    """A name as an Open Badges identity: salted, hashed."""
    return "sha256$" + hashlib.sha256((name + salt).encode()).hexdigest()
