"""The patient's age, sex and allergy."""

from labkit.data.notes.writing.scribe import Scribe


def age(scribe: Scribe, form: str) -> None:
    """The age."""
    scribe.exact(str(scribe.stay.person.age))


def sexage(scribe: Scribe, form: str) -> None:
    """Sex and age, in short."""
    person = scribe.stay.person
    letter = "HF"[person.feminine] if scribe.language == "fr" else "MF"[person.feminine]
    if scribe.language == "fr":
        scribe.exact(f"{letter} {person.age}")
        scribe.text(" ans")
    else:
        scribe.exact(f"{person.age}{letter}")


def an(scribe: Scribe, form: str) -> None:
    """The article before an age: *an* 80-year-old."""
    age = scribe.stay.person.age
    scribe.text("an" if age in (8, 11, 18) or 80 <= age < 90 else "a")


def allergen(scribe: Scribe, form: str) -> None:
    """What the patient is allergic to."""
    names = scribe.words["allergens"]
    text = names[scribe.stay.person.allergen % len(names)]
    if form == "bare":
        text = text.removeprefix("l'").split(" ", 1)[-1] if text[:2] in ("la", "le", "l'") else text
    if form == "a":  # *au latex*, *aux sulfamides*
        first, _, rest = text.partition(" ")
        text = {"le": "au ", "les": "aux "}.get(first, f"à {first} ") + rest if rest else f"à {text}"
    scribe.text(text)
