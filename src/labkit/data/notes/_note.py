"""One note: a plan, worded by an author in a language, with its gold spans and codes."""

from random import Random
from typing import NamedTuple

from labkit.data.notes.facts.prescription import Prescription
from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.knowledge.vocabulary import conditions, pool, table
from labkit.data.notes.plan.items import Item
from labkit.data.notes.plan.planner import Planner
from labkit.data.notes.writing.authors import PER_ROLE, author
from labkit.data.notes.writing.phrases import prepare
from labkit.data.notes.writing.scribe import Scribe
from labkit.data.notes.writing.slots import SLOTS
from labkit.data.notes.writing.writer import Span


class Note(NamedTuple):
    """A worded note. ``template`` is the sequence of sentence patterns; ``layout`` its header and sections."""

    text: str
    spans: list[Span]
    codes: list[tuple[str, str, int, int, bool]]
    author: str
    style: str
    layout: str
    template: tuple[int, ...]


# What would be a bare list, or nothing, without its heading.
_SAID_BY_HEADING = {
    "home_drugs", "home_drugs_short", "discharge_drugs", "allergies", "family", "history", "history_short", "conclusion",
}  # fmt: skip
_HEADINGS = ("{} :", "{}", "{} -", "{}:", "== {} ==", "{} :", "* {}")


def write_note(
    stay: Stay, kind: str, language: str, seed: int, surface: int, typos: float, canary: str | None
) -> Note:
    """Word a note.

    Parameters
    ----------
    stay : Stay
    kind : str
    language : {"fr", "en"}
    seed : int
        Draws the plan: the same in both languages.
    surface : int
        Draws the words.
    typos : float
        Multiplies the author's rate of slips.
    canary : str, optional
        A sentence to plant at a section's end.
    """
    plan = Random(seed).random
    planner = Planner(stay, plan)
    role = table("kinds")[kind]["role"]
    identifier, habits = author(role, stay.region, int(plan() * PER_ROLE))
    planned = planner.sections(kind)
    r = Random(surface).random
    scribe = Scribe(stay, language, habits, SLOTS, r, typos, relation=1000)
    scribe.kind = kind
    scribe.followed = any(section == "followup" for section, _ in planned)  # nobody fixes two dates
    layout = [kind, _head(scribe, kind)]
    place = int(r() * len(planned))
    for i, (section, items) in enumerate(planned):
        layout.append(section)
        _heading(scribe, section)
        _body(scribe, items)
        if canary and i == place:
            scribe.layout("\n")
            scribe.mark("CANARY", canary)
    _sign(scribe, kind if kind in scribe.words["titles"] else role, planned[-1][0])
    text = scribe.finished()
    return Note(
        text,
        scribe.spans,
        _codes(scribe, stay),
        identifier,
        habits.style,
        "|".join(layout),
        tuple(scribe.keys),
    )


def _head(scribe: Scribe, kind: str) -> str:
    """Title and letterhead, as one HEADER span; returns which ones they were."""
    header = table("kinds")[kind]["header"]
    titles = pool(scribe.language, scribe.region, f"title.{kind}")
    headers = scribe.fitting(f"header.{header}")
    title, letterhead = titles[int(scribe.r() * len(titles))], headers[int(scribe.r() * len(headers))]
    first = scribe.r() < 0.5
    start = scribe.position
    for template in (title, letterhead) if first else (letterhead, title):
        if template.steps:
            if scribe.position > start:
                scribe.layout("\n")
            scribe.play(template)
    if scribe.position > start:
        scribe.spans.append(Span(start, scribe.position, "HEADER"))
        scribe.layout("\n\n" if scribe.r() < 0.6 else "\n")
    scribe.capital = True
    return f"{title.key}.{letterhead.key}.{int(first)}"


def _heading(scribe: Scribe, section: str) -> None:
    options = scribe.fitting(f"heading.{section}")
    options = tuple(o for o in options if o.steps[0][1] not in scribe.headings) or options
    if scribe.position and scribe.parts[-1][-1] != "\n":
        scribe.layout(
            "\n"
            if scribe.habits.style in ("telegraphic", "capitals")
            else "\n\n"
            if scribe.habits.heading % 2
            else "\n"
        )
    scribe.heading, scribe.section, scribe.first = "", section, True
    if not options:
        return
    if (
        scribe.habits.style == "telegraphic"
        and scribe.r() < 0.25
        and section.partition(".")[0] not in _SAID_BY_HEADING
    ):
        return
    chosen = options[int(scribe.r() * len(options))]
    scribe.keys.append(chosen.key)
    text = scribe.heading = chosen.steps[0][1]
    scribe.headings.add(text)
    if scribe.habits.heading in (2, 5):
        text = text.upper()
    before, _, after = _HEADINGS[scribe.habits.heading].partition("{}")
    if before:
        scribe.exact(before)
    scribe.exact(text)
    scribe.spans.append(Span(scribe.position - len(text), scribe.position, "SECTION", concept=section))
    if scribe.language == "en":
        after = after.replace(" :", ":")
    inline = after.strip() in (":", "-") and scribe.habits.style in ("telegraphic", "capitals", "plain")
    scribe.layout(after + (" " if inline else "\n"))


def _body(scribe: Scribe, items: list[Item]) -> None:
    habits = scribe.habits
    bullets = habits.style == "bullets" and len(items) > 1
    for i, item in enumerate(items):
        scribe.capital = True
        if bullets:
            if scribe.parts and scribe.parts[-1][-1] != "\n":
                scribe.layout("\n")
            scribe.exact(f"{i + 1}. " if habits.bullet == "1" else habits.bullet)
            scribe.capital = habits.heading % 3 != 0
        elif i:
            separator = habits.separator
            if separator in (" ", ". "):
                _stop(scribe)
                scribe.layout(" ")
            else:
                scribe.layout(separator)
                scribe.capital = separator == "\n"
                scribe.lower = not scribe.capital
        _item(scribe, item)
        scribe.first = False
    if habits.style in ("verbose", "plain"):
        _stop(scribe)


def _stop(scribe: Scribe) -> None:
    last = scribe.parts[-1][-1:] if scribe.parts else ""
    if last not in (".", "?", ":", "\n", "!"):
        scribe.layout(".")


def _item(scribe: Scribe, item: Item) -> None:
    if item.kind == "say":
        assert item.statement is not None
        scribe.statement = item.statement
        scribe.negated, scribe.affirmed = item.statement, item.other
        scribe.relation = item.statement.relation
        prepare(scribe, item.statement, scribe.language, scribe.region)
        scribe.say(item.pool)
        scribe.statement = None
        scribe.relation = max(1000, len(scribe.spans) + 1000)
    elif item.kind == "frame":
        scribe.say(item.pool)
    elif item.kind == "drug":
        scribe.drug_status, prescription = item.content
        _prescribe(scribe, prescription, item.pool)
    elif item.kind == "drugs":
        _drug_list(scribe, item)
    else:
        _laboratory(scribe, item)


def _prescribe(scribe: Scribe, prescription: Prescription, name: str) -> None:
    scribe.prescription = prescription
    scribe.relation = 2000 + len(scribe.spans)
    scribe.say(name)


def _drug_list(scribe: Scribe, item: Item) -> None:
    if not item.content:
        scribe.say("drug.none")
        return
    scribe.drug_status = item.pool
    inline = scribe.habits.style in ("verbose", "plain") and scribe.r() < 0.5
    joiner = ", " if inline else ("\n" + (scribe.habits.bullet if len(scribe.habits.bullet) > 1 else "- "))
    bulleted = bool(scribe.parts) and scribe.parts[-1] == scribe.habits.bullet
    position = scribe.position
    if scribe.r() < 0.4 and not (scribe.heading and scribe.first):
        scribe.say("drug.lead")
    for i, prescription in enumerate(item.content):
        if i:
            scribe.layout(joiner)
        elif scribe.position > position:
            scribe.layout(" " if inline else joiner)
        elif not inline:
            before = scribe.parts[-1][-1:] if scribe.parts else "\n"
            scribe.layout(joiner[1:] if before == "\n" else joiner if before == " " and not bulleted else "")
        scribe.capital = not inline
        _prescribe(scribe, prescription, "drug.line")


def _laboratory(scribe: Scribe, item: Item) -> None:
    for i, result in enumerate(item.content):
        if i:
            scribe.exact(", ")
        scribe.lab = result
        scribe.say("lab")


def _sign(scribe: Scribe, role: str, last: str) -> None:
    """Some authors sign; letters already did."""
    if last in ("closing.letter", "rx_end") or scribe.r() < 0.45:
        return
    title = scribe.words["titles"][role]
    options = [t for t in title if ":" not in t or t.startswith(scribe.region + ":")]
    text = options[int(scribe.r() * len(options))].rpartition(":")[2]
    masculine, _, feminine = text.partition("|")
    scribe.layout("\n")
    before, _, after = ((feminine or masculine) if scribe.habits.feminine else masculine).partition("{}")
    if before:
        scribe.exact(before)
    scribe.identifier("NAME", scribe.habits.name, attribute="clinician")
    if after:
        scribe.text(after)


def _codes(scribe: Scribe, stay: Stay) -> list[tuple[str, str, int, int, bool]]:
    """(code, condition, start, end, main) of each mention that supports a code.

    Coded: the patient's conditions that are present, now or as long-term illness; a past one has its
    history code (Z or I25.2). Never coded: denied, doubted, feared, or a relative's.
    """
    known, found = conditions(), []
    past = {c.id for c in (*stay.person.past, *stay.person.earlier)} - {c.id for c in stay.person.known}
    for span in scribe.spans:
        if span.attribute != "condition" or span.status != "present" or span.experiencer != "patient":
            continue
        assert span.concept is not None
        condition = known[span.concept]
        history = span.temporality == "history" and condition.id in past
        code = condition.history_code if history else condition.code
        if not code:  # over, and nothing is left of it
            continue
        found.append((code, condition.id, span.start, span.end, condition.id == stay.main.id and not history))
    return found
