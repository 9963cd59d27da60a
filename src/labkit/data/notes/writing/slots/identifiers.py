"""Who and where: names, dates, telephones, numbers, addresses, hospital and department."""

from datetime import timedelta

from labkit.data.notes.facts import identity
from labkit.data.notes.knowledge.spelling import fold, vowel
from labkit.data.notes.knowledge.vocabulary import in_use, table
from labkit.data.notes.writing.scribe import Scribe


def name(scribe: Scribe, form: str) -> None:
    """The patient's name."""
    person, style = scribe.stay.person, scribe.habits
    surname = person.surname.upper() if style.capital_name else person.surname
    order = f"{surname} {person.first}" if style.capital_name else f"{person.first} {surname}"
    scribe.identifier("NAME", order, attribute="patient")


def surname(scribe: Scribe, form: str) -> None:
    """The patient's surname."""
    surname = scribe.stay.person.surname
    scribe.identifier("NAME", surname.upper() if scribe.habits.capital_name else surname, attribute="patient")


def doctor(scribe: Scribe, form: str) -> None:
    """The author's name, or another doctor's."""
    name = scribe.habits.name if form == "author" else scribe.stay.doctors[form]
    scribe.identifier("NAME", name, attribute="clinician")


def date(scribe: Scribe, form: str) -> None:
    """A date of the stay, as the note's kind has it."""
    day = scribe.stay.dates[form]
    if form == "previous" and scribe.kind == "medication_reconciliation":
        day = scribe.stay.dates["list"]  # a list of drugs is read within the season
    if form == "now" and scribe.kind in ("emergency_note", "admission_note", "triage", "prehospital_report"):
        day = scribe.stay.admitted  # the day on which the patient comes
    if form == "now" and scribe.kind == "discharge_letter":
        day = scribe.stay.dates["discharge"]  # nobody writes it while the patient is in bed
    if form == "now" and scribe.kind == "progress_note" and "shock" in scribe.tags:
        day = scribe.stay.admitted + timedelta(days=1)  # its vital signs are those of the first hours
    text = identity.date_text(day, scribe.language, scribe.region, scribe.date_style)
    scribe.identifier("DATE", text, concept=day.isoformat(), attribute=form)


def birth(scribe: Scribe, form: str) -> None:
    """The date of birth."""
    day = scribe.stay.person.born
    text = identity.date_text(day, scribe.language, scribe.region, scribe.date_style)
    scribe.identifier("DATE", text, concept=day.isoformat(), attribute="birth")


def year(scribe: Scribe, form: str) -> None:
    """The year of a past illness."""
    year = str(scribe.stay.person.past_year)
    scribe.identifier("DATE", year, concept=year, attribute="history")


def phone(scribe: Scribe, form: str) -> None:
    """A telephone number."""
    person = scribe.stay.person
    number = {"patient": person.phone, "relative": person.relative_phone}.get(form) or scribe.stay.phones[
        form
    ]
    if scribe.language == "en":
        number = number.replace(", poste ", " ext. ")
    scribe.identifier("PHONE", number, attribute=form)


def email(scribe: Scribe, form: str) -> None:
    """The author's address."""
    name = "".join(c for c in fold(scribe.habits.name).lower() if c.isalpha())
    place = "hopital" if scribe.language == "fr" else "hospital"
    scribe.mark("EMAIL", f"{name}@{place}.example", attribute="clinician")


def address(scribe: Scribe, form: str) -> None:
    """The patient's address, or the hospital's."""
    text = scribe.stay.person.address if not form else scribe.stay.hospital_address
    scribe.identifier("ADDRESS", text, attribute=form or "patient")


def town(scribe: Scribe, form: str) -> None:
    """The hospital's town."""
    scribe.identifier("ADDRESS", scribe.stay.town, attribute="town")


def health(scribe: Scribe, form: str) -> None:
    """The health number."""
    scribe.identifier("HEALTH_ID", scribe.stay.person.health, attribute=scribe.stay.person.scheme)


def record(scribe: Scribe, form: str) -> None:
    """The record's number."""
    scribe.identifier("RECORD", scribe.stay.person.record)


def hospital(scribe: Scribe, form: str) -> None:
    """The hospital's name."""
    names = table("places")["hospitals"]
    key = (
        f"{scribe.region}_en" if scribe.language == "en" and scribe.region in ("FR", "QC") else scribe.region
    )
    scribe.identifier("HOSPITAL", names[key][scribe.stay.hospital])


def department(scribe: Scribe, form: str) -> None:
    """The department's name."""
    names = table("places")["departments"][scribe.language][scribe.stay.department]
    text = in_use(names[int(scribe.stay.u_department * len(names))], scribe.language, scribe.region)
    upper = form in ("upper", "deupper") or scribe.habits.upper
    if form in ("de", "deupper"):  # *de chirurgie*, *d'orthopédie*
        before = "d'" if vowel(text) else "de "
        scribe.text(before.upper() if form == "deupper" else before)
    scribe.mark("DEPARTMENT", text.upper() if upper else text, concept=scribe.stay.department)
