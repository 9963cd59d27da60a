"""A test's name, its result and its unit."""

from labkit.data.notes.knowledge.spelling import decimal
from labkit.data.notes.knowledge.vocabulary import in_use
from labkit.data.notes.writing.scribe import Scribe


def lab(scribe: Scribe, form: str) -> None:
    """The name, the value or the unit of the result that is being told."""
    assert scribe.lab is not None
    test, value = scribe.lab
    american = (
        scribe.region == "US" or scribe.region == "FR" and test["id"] == "hb"
    )  # haemoglobin per decilitre
    if form == "name":
        names = [f.partition("@") for f in test[scribe.language].split(";")]
        kept = [text for text, _, only in names if only in ("", scribe.region)]
        scribe.exact(kept[int(scribe.r() * len(kept))])
    elif form == "unit":
        own, _, english = test["unit"].partition(";")
        unit = test["us_unit"] if american else english if english and scribe.language == "en" else own
        unit = in_use(unit, scribe.language, scribe.region)
        if unit:
            scribe.exact(" " + unit)
    else:
        scaled = value * float(test["us_factor"]) if american else value
        shown = int(test["digits"])
        if american and test["us_factor"] != "1":
            shown = 0 if scaled >= 30 else 1 if scaled >= 3 else 2
        scribe.exact(decimal(f"{scaled:.{shown}f}", scribe.language))


def result(scribe: Scribe, form: str) -> None:
    """A result on arrival, with its unit: what a treatment answers."""
    kept, scribe.lab = scribe.lab, next(result for result in scribe.stay.labs if result[0]["id"] == form)
    lab(scribe, "value")
    lab(scribe, "unit")
    scribe.lab = kept
