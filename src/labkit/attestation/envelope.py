"""How a signed credential lies in a file, and what of the file it signs: all the rest, to the byte."""

import re
from dataclasses import dataclass

from labkit.attestation.page import CLOSE, OPEN
from labkit.errors import CourseError
from labkit.language import catalogue, plural_catalogue

_ = catalogue("attestation")
ngettext = plural_catalogue("attestation")

_LARGEST = 30_000_000
_TOKEN = rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+"
_IN_PAGE = re.compile(re.escape(OPEN.encode()) + rb"(" + _TOKEN + rb")" + re.escape(CLOSE.encode()))
# A comment after the end of a PDF, which readers pass over.
_COMMENT = b"%labkit-attestation "
_IN_PDF = re.compile(rb"\n" + re.escape(_COMMENT) + rb"(" + _TOKEN + rb")\n\Z")


@dataclass(frozen=True)
class Envelope:
    """A file taken apart: the credential, and what it signs."""

    token: str
    rest: bytes
    is_pdf: bool


def in_page(html: str, token: str) -> bytes:
    """A page with its credential in it."""
    return html.replace(OPEN + CLOSE, OPEN + token + CLOSE).encode()


def in_pdf(pdf: bytes, token: str) -> bytes:
    """A PDF with its credential after it."""
    return pdf + b"\n" + _COMMENT + token.encode() + b"\n"


def opened(data: bytes, name: str) -> Envelope:
    """A file taken apart.

    Raises
    ------
    CourseError
        Where there is no credential in it, or more than one.
    """
    if len(data) > _LARGEST:
        raise CourseError(_("{file} is too large to be an attestation").format(file=name))
    is_pdf = data.startswith(b"%PDF")
    found = list((_IN_PDF if is_pdf else _IN_PAGE).finditer(data))
    if len(found) != 1:
        raise CourseError(
            ngettext(
                "{file} is no attestation: it holds {n} signed credential where it must hold one",
                "{file} is no attestation: it holds {n} signed credentials where it must hold one",
                len(found),
            ).format(file=name, n=len(found))
        )
    start, end = found[0].span() if is_pdf else found[0].span(1)
    return Envelope(found[0][1].decode(), data[:start] + data[end:], is_pdf)
