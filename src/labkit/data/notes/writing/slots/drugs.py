"""A line of a treatment, part by part."""

from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge.spelling import decimal
from labkit.data.notes.writing.scribe import Scribe
from labkit.data.notes.writing.writer import Span

_UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {"mcg": ("mcg", "µg"), "UI": ("UI",), "gtt": ("goutte",), "appl": ("application",)},
    "en": {"UI": ("units",), "gtt": ("drop",), "appl": ("application",)},
}


def drug(scribe: Scribe, form: str) -> None:
    """A whole line."""
    scribe.say(f"drug.{form or 'line'}")


def part(scribe: Scribe, form: str) -> None:
    """A part of a prescription: name, dose, unit, route or frequency, each a span of one relation."""
    p = scribe.prescription
    assert p is not None
    language, region = scribe.language, scribe.region
    if form == "name":
        names = p.drug.names[language, region]
        injected = p.route in ("IV", "SC", "IM") and p.drug.id in ("paracetamol", "morphine")
        branded = scribe.r() < scribe.habits.brand and not injected  # the brand is that of the tablet
        if branded:
            text = p.drug.brands[region] if together.branded(region, p.drug.id, p.dose, p.route) else names[0]
        else:
            text = names[int(scribe.r() * len(names))]
        start = scribe.position
        scribe.text(text)
        status = scribe.drug_status
        scribe.spans.append(
            Span(start, scribe.position, "DRUG", None, "patient", None, p.drug.id, status, scribe.relation)
        )
        return
    if form == "dose":
        scribe.mark("DOSE", decimal(p.dose, language), concept=p.dose, relation=scribe.relation)
        return
    if form == "unit":
        units = _UNITS[language].get(p.drug.unit, (p.drug.unit,))
        if p.drug.unit == "mmol" and region == "US":
            units = ("mEq",)
        text = units[int(scribe.r() * len(units))]
        if p.drug.unit in ("gtt", "appl") and p.dose != "1":
            text += "s"
        scribe.mark("UNIT", text, concept=p.drug.unit, relation=scribe.relation)
        return
    key = {"route": "routes", "route_long": "routes_long", "freq": "frequencies"}[form]
    value = p.frequency if form == "freq" else p.route
    known = scribe.words[key]
    ways = (f"{value}_{p.drug.id}_{region}", f"{value}_{p.drug.id}", f"{value}_{region}")
    options = next((known[way] for way in ways if way in known), known[value])
    if form == "freq":
        options = options["t"] if scribe.r() < scribe.habits.terse else options["v"]
    scribe.mark(
        "FREQUENCY" if form == "freq" else "ROUTE",
        options[int(scribe.r() * len(options))],
        exact=False,
        concept=value,
        relation=scribe.relation,
    )
