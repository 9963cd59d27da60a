"""The attestation as a page, made from its credential: what the one says, the other says."""

from datetime import datetime
from typing import Any

from labkit.attestation.binding import FILE
from labkit.language import MISSING, catalogue
from labkit.pages import Page

# Where the signed credential lies in the page; the digest is taken with nothing in it.
OPEN, CLOSE = '<pre id="credential">', "</pre>"
Row = tuple[str, ...]


def facts(credential: dict[str, Any], language: str) -> dict[str, list[Row]]:
    """The rows of the page's tables that follow from a credential (`OpenBadgeCredential.to_vc`), by table."""
    from babel.dates import format_date

    _ = catalogue("attestation", language)
    subject = credential["credentialSubject"]
    named = {one["id"]: one["name"] for one in subject["achievement"].get("resultDescription", ())}
    when = datetime.fromisoformat(credential["validFrom"].replace("Z", "+00:00"))
    return {
        "whose": [
            (_("Issued by"), credential["issuer"]["name"]),
            (_("Date"), format_date(when.date(), "long", locale=language)),
            (_("Number"), credential["id"].removeprefix("urn:uuid:")),
        ],
        "competencies": [
            (named[one["resultDescription"]], *_counts(one["value"], language))
            for one in subject.get("result", ())
        ],
        "labs": [
            (one["name"], *_counts(one["description"], language), one["narrative"])
            for one in credential.get("evidence", ())
            if one.get("genre") != FILE
        ],
    }


def page_of(credential: dict[str, Any], name: str, fingerprint: str, language: str) -> str:
    """HTML of the page, its place for the signed credential still empty."""
    _ = catalogue("attestation", language)
    rows = facts(credential, language)
    page = Page(_("Attestation: what was shown in graded labs"), language)
    page.table(_("Whose, from whom, when"), [_("What"), _("Value")], [(_("Name"), name), *rows["whose"]])
    page.paragraph(
        _(
            "Two kinds of task are told apart. On unseen cases: the person wrote a function, and a program judged it on cases that nobody had seen; it counts only when it was right on all of them. Single answers: a number or letters, the same for everybody, that could be tried as often as one liked."
        )
    )
    page.heading(_("Competency by competency"))
    page.table(
        _("Tasks judged right in the labs that train each competency"),
        [_("Competency"), _("On unseen cases"), _("Single answers")],
        rows["competencies"],
    )
    page.heading(_("Lab by lab"))
    page.table(
        _("The labs, and which of their tasks were right"),
        [_("Lab"), _("On unseen cases"), _("Single answers"), _("Which")],
        rows["labs"],
    )
    page.heading(_("What this does not say"))
    page.paragraph(
        _(
            "It says nothing of what was not tried, of written explanations, nor of how this person works with patients. It gives no right to practise and replaces no diploma."
        )
    )
    page.heading(_("How to check it"))
    page.paragraph(
        _(
            "Without a network: labkit verify FILE --key public.pem --revoked revoked.jwt, with the key and the list of withdrawn attestations that the issuer publishes. A file in which a character was changed is refused."
        )
    )
    page.paragraph(_("Fingerprint of the issuer's key: {fingerprint}").format(fingerprint=fingerprint))
    summary = _("The credential (Open Badges 3.0, signed)")
    page.markup(f"<details><summary>{summary}</summary>{OPEN}{CLOSE}</details>", summary)
    return page.html()


def _counts(value: str, language: str) -> tuple[str, str]:
    """``5/6 0/0`` as two cells: 5 of 6, and a dash where there was none."""
    _ = catalogue("attestation", language)
    (right, tasks), (found, answers) = (part.split("/") for part in value.split())
    said = _("{right} of {tasks}")
    return (
        said.format(right=right, tasks=tasks) if tasks != "0" else MISSING,
        said.format(right=found, tasks=answers) if answers != "0" else MISSING,
    )
