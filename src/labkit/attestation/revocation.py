"""Attestations withdrawn: numbers alone, in a list that the course signs and may publish."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from labkit.attestation.keys import ALGORITHM, FOLDER, REVOKED, need
from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("attestation")

_KIND = "labkit-revoked+jwt"


def ensure(course: Path, private: bytes, did: str) -> None:
    """A list that is empty, where there is none yet."""
    if not (course / FOLDER / REVOKED).exists():
        _write(course, private, did, [])


def add(course: Path, private: bytes, did: str, number: str) -> Path:
    """The list with one number more."""
    from labkit.attestation.keys import PUBLIC, public_key

    file, public = course / FOLDER / REVOKED, course / FOLDER / PUBLIC
    numbers: list[str] = []
    if file.exists():
        numbers = read(file, public_key(public.read_bytes(), public))[0]
    return _write(course, private, did, sorted({*numbers, number}))


def _write(course: Path, private: bytes, did: str, numbers: list[str]) -> Path:
    from labkit.grading.gradebook.records import write_atomically  # who checks has no grader

    claims = {"iss": did, "iat": int(datetime.now(UTC).timestamp()), "revoked": numbers}
    token = need("jwt").encode(claims, private.decode(), algorithm=ALGORITHM, headers={"typ": _KIND})
    file = course / FOLDER / REVOKED
    write_atomically(file, token.encode(), durable=True)
    return file


def read(file: Path, key: Any) -> tuple[list[str], datetime]:
    """The numbers on a list, and when it was signed.

    Raises
    ------
    CourseError
        Where it is not a list that this key signed.
    """
    jwt = need("jwt")
    try:
        token = file.read_text(encoding="utf-8").strip()
        claims = jwt.decode(token, key, algorithms=[ALGORITHM], options={"verify_iat": False})
        numbers, when = claims["revoked"], datetime.fromtimestamp(claims["iat"], UTC)
        if jwt.get_unverified_header(token).get("typ") != _KIND or not isinstance(numbers, list):
            raise KeyError("typ")
    except (jwt.PyJWTError, UnicodeDecodeError, KeyError, TypeError, ValueError, OverflowError):
        raise CourseError(
            _(
                "{file} is not a list of withdrawn attestations signed by this key: get it again from the issuer"
            ).format(file=file)
        ) from None
    return [str(number) for number in numbers], when
