"""Anybody's side: is this file, to the byte, what the issuer signed, and does it still stand? PyJWT alone; no network."""

from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from labkit.attestation import revocation
from labkit.attestation.binding import FILE, digest_of, hash_of
from labkit.attestation.envelope import Envelope, opened
from labkit.attestation.keys import ALGORITHM, FOLDER, PUBLIC, REVOKED, fingerprint, need, public_key
from labkit.attestation.page import facts
from labkit.errors import CourseError
from labkit.language import LANGUAGES, catalogue, current, printable

_ = catalogue("attestation")


@dataclass
class Verdict:
    """Whether a file stands, and what is to be said of it, line by line."""

    good: bool = False
    lines: list[str] = field(default_factory=list)


def verify(
    file: Path, *, key: Path | None = None, revoked: Path | None = None, course: Path | None = None
) -> Verdict:
    """Check an attestation.

    Parameters
    ----------
    file : Path
        The page or the PDF.
    key : Path, optional
        The issuer's ``public.pem``; the course folder's where it is left out.
    revoked : Path, optional
        The issuer's ``revoked.jwt``; the course folder's where it is left out.
    course : Path, optional
        A course's folder.

    Raises
    ------
    CourseError
        Where the file holds no credential, or there is no key to check it with.
    """
    envelope = opened(file.read_bytes(), file.name)
    key = key or _there(course, PUBLIC)
    revoked = revoked or _there(course, REVOKED)
    if key is None:
        raise CourseError(
            _(
                "with which key? Give the issuer's with --key public.pem: a file that brought its own key would prove nothing"
            )
        )
    public = public_key(key.read_bytes(), key)
    try:
        signed = _claims(envelope.token, public)
    except _Refused as why:
        return Verdict(lines=[_("REFUSED: {why}").format(why=why)])
    number = signed["id"].removeprefix("urn:uuid:")
    said = _told(signed)
    own = [one.get("id") for one in signed["evidence"] if one.get("genre") == FILE]
    if own != [digest_of(envelope.rest)]:
        lines = [_("REFUSED: the file was changed after it was signed."), *_differences(envelope, signed)]
        return Verdict(lines=[*lines, _("What the issuer signed:"), *said])
    if revoked is not None:
        numbers, when = revocation.read(revoked, public)
        if number in numbers:
            return Verdict(lines=[_("REFUSED: the issuer withdrew it."), *said])
        standing = _("Not withdrawn, by the list of {day}.").format(day=when.date().isoformat())
    else:
        standing = _("Whether it was withdrawn could not be checked: give the issuer's list with --revoked.")
    lines = [
        _("GENUINE: to the byte what was signed with the key {fingerprint}.").format(
            fingerprint=fingerprint(public)
        ),
        standing,
        *said,
    ]
    return Verdict(True, lines)


class _Refused(Exception):
    """Why a credential is not taken."""


def _there(course: Path | None, name: str) -> Path | None:
    file = (course or Path()) / FOLDER / name
    return file if file.is_file() else None


def _claims(token: str, key: Any) -> dict[str, Any]:
    """What was signed, once the signature holds; of the header nothing is believed."""
    jwt = need("jwt")
    try:
        signed = jwt.decode(token, key, algorithms=[ALGORITHM], leeway=timedelta(days=1))
        facts(signed, current())  # a credential of ours has all that its page says
        if "OpenBadgeCredential" not in signed["type"] or not isinstance(signed["evidence"], list):
            raise KeyError("type")
    except jwt.ImmatureSignatureError:
        raise _Refused(_("it is dated in the future; is this computer's clock right?")) from None
    except jwt.ExpiredSignatureError:
        raise _Refused(_("it has expired.")) from None
    except jwt.PyJWTError:
        raise _Refused(_("the credential was not signed with this key, or was changed.")) from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _Refused(_("the credential is signed, but it is no attestation.")) from None
    return dict(signed)


def _told(signed: dict[str, Any]) -> list[str]:
    """What the credential itself says."""
    rows, colon = facts(signed, current()), "\u00a0: " if current() == "fr" else ": "
    lines = [f"  {printable(first)}{colon}{printable(value)}" for first, value in rows["whose"]]
    heads = (_("On unseen cases"), _("Single answers"))
    for table in ("competencies", "labs"):
        for first, *values in rows[table]:
            told = [f"{head}{colon}{value}" for head, value in zip(heads, values, strict=False)]
            lines.append("  " + printable(" · ".join([first, *told, *values[2:]])))
    return lines


def _differences(envelope: Envelope, signed: dict[str, Any]) -> list[str]:
    """Where the tables of a page say something else than the credential in it."""
    if envelope.is_pdf:
        return [_("What differs in a PDF cannot be told: compare it with what was signed.")]
    read = _Tables()
    read.feed(envelope.rest.decode(errors="replace"))
    language = read.language if read.language in LANGUAGES else current()
    expected = [row for rows in facts(signed, language).values() for row in rows]
    lines = []
    for row in expected:
        if row not in read.rows:
            there = next((other for other in read.rows if other[0] == row[0]), None)
            shown = " | ".join(there[1:]) if there else _("nothing")
            lines.append(
                "  "
                + _("{what}: the file says {shown}, signed was {signed}.").format(
                    what=printable(row[0]), shown=printable(shown), signed=printable(" | ".join(row[1:]))
                )
            )
    firsts = {row[0] for row in expected}
    identity = signed["credentialSubject"]["identifier"][0]
    names = [row for row in read.rows if len(row) > 1 and row[0] not in firsts]
    owner = [row for row in names if hash_of(row[1], identity["salt"]) == identity["identityHash"]]
    if not owner:
        lines.append("  " + _("The name is not the one that was signed."))
    heads = read.heads
    lines += [
        "  " + _("Not signed: {row}").format(row=printable(" | ".join(row)))
        for row in read.rows
        if row[0] not in firsts and row not in owner and row not in heads and (owner or row not in names[:1])
    ]
    return lines or ["  " + _("The tables agree: something else was changed (text, style, spaces).")]


class _Tables(HTMLParser):
    """Every row of a page's tables, and its language."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.rows: list[tuple[str, ...]] = []
        self.heads: list[tuple[str, ...]] = []
        self._cells: list[str] | None = None
        self._inside = self._head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""
        elif tag == "thead":
            self._head = True
        elif tag == "tr":
            self._cells = []
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._inside = False
        elif tag == "thead":
            self._head = False
        elif tag == "tr" and self._cells:
            (self.heads if self._head else self.rows).append(tuple(self._cells))
            self._cells = None

    def handle_data(self, data: str) -> None:
        if self._inside and self._cells:
            self._cells[-1] += data
