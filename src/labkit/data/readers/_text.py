"""Bytes of a file to text, with the place of the byte that is not."""

import codecs
import gzip
import re
import zlib
from pathlib import Path

from labkit.data.readers._problem import BadFile, Problem, missing_file
from labkit.language import catalogue

_ = catalogue("data")
# "Ã©" and "â€™" in UTF-8: an accent or an apostrophe that was read as cp1252 and written again.
_TWICE = re.compile(rb"\xc3\x83(?:\xc2[\x80-\xbf]|\xe2\x80.)|\xc3\xa2\xe2\x82\xac|\xc3\x85\xe2\x80\x9c")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_bytes(path: Path) -> bytes:
    """Bytes of a file, unpacked when its name ends in ``.gz``.

    Raises
    ------
    BadFile
        When there is no such file, it is a folder, or the archive is damaged.
    """
    if path.is_dir():
        raise BadFile([Problem(str(path), _("this is a folder"), _("Give the path of one file."))])
    if not path.is_file():
        raise missing_file(path)
    content = path.read_bytes()
    if path.suffix != ".gz":
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        what = _("the gzip archive is damaged or incomplete")
        raise BadFile([Problem(path.name, what, _("Copy or download the file again."))]) from None


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """Text of a file (see `decode`)."""
    return decode(read_bytes(path), path.name, encoding)


def decode(content: bytes, name: str, encoding: str = "utf-8") -> str:
    """Text of a file's bytes, line ends untouched; a UTF-8 byte-order mark is dropped.

    Raises
    ------
    BadFile
        When a byte does not belong to the encoding: its line and what stands before it are named.
    """
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        if content.startswith(_WIDE):
            advice = _("Save it as UTF-8, or pass encoding='utf-16'.")
            raise BadFile([Problem(name, _("the file is in UTF-16, not UTF-8"), advice)])
        if wide := _wide_without_mark(content):
            advice = _("Save it as UTF-8, or pass encoding={encoding}.").format(encoding=repr(wide))
            raise BadFile([Problem(name, _("the file is in UTF-16, not UTF-8"), advice)])
        content = content.removeprefix(codecs.BOM_UTF8)
    elif _is_utf8(content, encoding):
        what = _("the file is in UTF-8, not {encoding}").format(encoding=encoding)
        raise BadFile([Problem(name, what, _("Leave encoding out: its accents would be wrong."))])
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadFile([_undecodable(name, content, error)]) from None
    except LookupError:
        what = _("no encoding is called {name}").format(name=repr(encoding))
        raise BadFile([Problem(name, what, _("Use 'utf-8', 'cp1252' or 'latin-1'."))]) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        advice = _("This is not a text file, or it was damaged: export it again.")
        raise BadFile([Problem(name, _("a NUL character was found"), advice, line)])
    return text


def _wide_without_mark(content: bytes) -> str | None:
    """UTF-16 without its mark: of the first letters every second byte is 0."""
    first = content[:80]
    even, odd = first[::2], first[1::2]
    if (
        len(first) < 8
        or max(even.count(0), odd.count(0)) < 0.9 * len(odd)
        or min(even.count(0), odd.count(0))
    ):
        return None
    return "utf-16-le" if odd.count(0) > even.count(0) else "utf-16-be"


def _undecodable(name: str, content: bytes, error: UnicodeDecodeError) -> Problem:
    line_start = content.rfind(b"\n", 0, error.start) + 1
    line = content.count(b"\n", 0, error.start) + 1
    before = content[max(line_start, error.start - 20) : error.start].decode(error.encoding, "replace")
    what = _("byte {byte} after {before} is not {encoding}").format(
        byte=f"0x{content[error.start]:02x}", before=repr(before), encoding=error.encoding.upper()
    )
    advice = _("Save the file as UTF-8, or pass encoding='cp1252' if it comes from Excel on Windows.")
    return Problem(name, what, advice, line)


def _is_utf8(content: bytes, encoding: str) -> bool:
    """Whether bytes that are said to be in an encoding of one byte a character are UTF-8 with accents."""
    if content.isascii() or encoding.lower().startswith(("utf", "u8")):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def twice_encoded(content: bytes, name: str) -> list[Problem]:
    """The first line whose accents were read in the wrong encoding before the file was written."""
    found = _TWICE.search(content)
    if not found:
        return []
    line = content.count(b"\n", 0, found.start()) + 1
    what = _("accents were read in the wrong encoding before: {example}").format(
        example=repr(found[0].decode("utf-8", "replace"))
    )
    return [Problem(name, what, _("Export the file again; searches for accented words miss these."), line)]
