"""The course's side: an attestation is made, signed and noted, and may be withdrawn."""

import json
import secrets
import uuid
from datetime import UTC, datetime
from pathlib import Path

from labkit.attestation import credential, page, revocation
from labkit.attestation.envelope import in_page, in_pdf
from labkit.attestation.keys import (
    FOLDER,
    ISSUER,
    PUBLIC,
    did_of,
    fingerprint,
    public_key,
    signing_key,
)
from labkit.attestation.printing import as_pdf
from labkit.attestation.register import OUT, note, noted
from labkit.attestation.shown import shown_by
from labkit.content import Content
from labkit.errors import CourseError
from labkit.grading.gradebook.records import write_atomically
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.language import catalogue

_ = catalogue("attestation")


def issue(
    course: CourseSettings,
    learner: str,
    language: str,
    *,
    name: str | None = None,
    issuer: str | None = None,
    pdf: bool = False,
) -> list[Path]:
    """Make a learner's attestation; returns the page and, where asked for, its PDF.

    Parameters
    ----------
    course : CourseSettings
    learner : str
    language : {"en", "fr"}
    name : str, optional
        As it stands on the page; the gradebook's, else the learner's id.
    issuer : str, optional
        Who attests: needed the first time, kept in the course's folder.
    pdf : bool
    """
    content = Content.find()
    shown = shown_by(course, content, learner)
    issuer = _issuer(course.root, issuer)
    private = signing_key(course.root)
    public_file = course.root / FOLDER / PUBLIC
    key = public_key(public_file.read_bytes(), public_file)
    number, name = str(uuid.uuid4()), (name or shown.name).strip()
    made = credential.build(
        shown,
        content,
        id=f"urn:uuid:{number}",
        salt=secrets.token_hex(16),
        name=name,
        issuer=issuer,
        did=did_of(key),
        when=datetime.now(UTC).replace(microsecond=0),
        language=language,
    )
    html = page.page_of(made.to_vc(), name, fingerprint(key), language)
    folder = course.root / OUT
    written = [folder / f"{number}.html"]
    files = [in_page(html, credential.signed(made, html.encode(), private))]
    if pdf:
        printed = as_pdf(files[0])
        written.append(folder / f"{number}.pdf")
        files.append(in_pdf(printed, credential.signed(made, printed, private)))
    revocation.ensure(course.root, private, did_of(key))
    note(course.root, {"id": number, "learner": learner, "at": made.to_vc()["validFrom"]})
    for file, data in zip(written, files, strict=True):
        write_atomically(file, data)
        file.chmod(0o600)  # a name is in it
    return written


def withdraw(course: Path, number: str) -> Path:
    """Put an attestation on the list of those withdrawn, and return the list's file.

    Raises
    ------
    CourseError
        Where the course never made one of that number.
    """
    number = number.strip().removeprefix("urn:uuid:").lower()
    if number not in {event.get("id") for event in noted(course)}:
        raise CourseError(
            _("this course made no attestation of number {number}: it stands on the page").format(
                number=number
            )
        )
    private = signing_key(course)
    public_file = course / FOLDER / PUBLIC
    did = did_of(public_key(public_file.read_bytes(), public_file))
    return revocation.add(course, private, did, number)


def _issuer(course: Path, given: str | None) -> str:
    file = course / FOLDER / ISSUER
    if given and given.strip():
        write_atomically(file, json.dumps({"name": given.strip()}, ensure_ascii=False).encode())
        return given.strip()
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, KeyError, TypeError):
        raise CourseError(
            _(
                'say once who attests, such as --issuer "Hospital of ..., nursing school": it is kept in {file}'
            ).format(file=file)
        ) from None
