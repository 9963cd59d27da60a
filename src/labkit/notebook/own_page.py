"""The learner's own page: what they predicted, how sure they were, their card and their ward, to keep or to show.

It is made of what lies on their computer (`labkit.notebook.progress`), written beside their labs, and sent to nobody. It has no name.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast, get_args

from labkit.content import PATHWAYS, Content, assignment_of
from labkit.errors import CourseError
from labkit.language import MISSING, NBSP, Text, brief, catalogue, label, number, speaking, words_in
from labkit.notebook.task_titles import task_titles
from labkit.pages import Page
from labkit.tasks.outcome import Outcome, Status
from labkit.tasks.practice import FILE, Pack, PackError, read_pack
from labkit.tasks.sealed import unseal

FOLDER = {"en": "my_pages", "fr": "mes_pages"}
# What a notebook calls the function that works out the numbers of the learner's own ward.
WARD = "my_ward"
Copy = tuple[str, str]  # lab and pathway
Event = Mapping[str, Any]
Words = Mapping[str, Mapping[str, str]] | None
_LONGEST = 2_000


def packs_in(folder: Path) -> dict[Copy, Pack]:
    """The practice packs of the labs in a folder; one that does not read is passed over."""
    found: dict[Copy, Pack] = {}
    for file in sorted(folder.glob(f"*/{FILE}")):
        try:
            pack = read_pack(file)
        except PackError:
            continue
        found.setdefault((pack.lab, pack.pathway), pack)
    return found


def write_own_page(
    folder: Path,
    events: list[dict[str, Any]],
    packs: Mapping[Copy, Pack],
    language: str,
    only: Copy | None = None,
) -> Path:
    """Write the page in ``my_pages/`` under `folder`, and say where.

    Parameters
    ----------
    folder : Path
        The learner's folder of labs.
    events : list of dict
        Everything in the learner's record.
    packs : mapping of (lab, pathway) to Pack
        Where questions are worded; without one they go by their names.
    language : {"en", "fr"}
    only : (lab, pathway), optional
        The one lab the page is of; all by default.
    """
    name = assignment_of(*only) if only else FOLDER[language]
    file = folder / FOLDER[language] / f"{name}.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(own_page(events, packs, language, only, folder).html(), encoding="utf-8")
    return file


def own_page(
    events: list[dict[str, Any]],
    packs: Mapping[Copy, Pack],
    language: str,
    only: Copy | None = None,
    folder: Path | None = None,
) -> Page:
    """The page; see `write_own_page`. Each lab's words, and what its headings call its tasks, are those of its copy in `folder`."""
    from babel.dates import format_date

    with speaking(language):
        _ = catalogue("lab", language)
        titles = _titles(language)
        copies = [only] if only else list(dict.fromkeys(copy for copy in map(_copy, events) if copy))
        title = titles.get(only[0], only[0]) if only else ""
        page = Page(
            _("What I did: {lab}").format(lab=title) if only else _("What I did in the labs"), language
        )
        page.paragraph(
            _(
                "Made on {day} from what is kept on this computer alone. Nothing was sent, and no name is in it: keep it, show it or delete it as you like."
            ).format(day=format_date(date.today(), "long", locale=language))
        )
        for copy in copies:
            mine = [event for event in events if _copy(event) == copy]
            if not only:
                ways = {"builder": _("builder"), "explorer": _("explorer")}
                page.heading(f"{titles.get(copy[0], copy[0])} ({ways.get(copy[1], copy[1])})")
            beside = folder / assignment_of(*copy) if folder and copy[1] in PATHWAYS else None
            words = words_in(beside) if beside else None
            called = task_titles(beside, *copy, language) if beside else {}
            _lab(page, mine, packs.get(copy), language, 2 if only else 3, words, called)
        page.heading(_("How sure I was, over all labs"))
        _calibration(page, events)
    return page


def _copy(event: Event) -> Copy | None:
    lab, pathway = event.get("lab"), event.get("pathway", event.get("path"))
    return (lab, pathway) if isinstance(lab, str) and isinstance(pathway, str) and lab else None


def _titles(language: str) -> dict[str, str]:
    try:
        return {lab: Text(**title).in_language(language) for lab, title in Content.find().titles().items()}
    except (CourseError, OSError, ValueError, TypeError):
        return {}


def _lab(
    page: Page,
    events: list[dict[str, Any]],
    pack: Pack | None,
    language: str,
    level: int,
    words: Words,
    called: Mapping[str, str],
) -> None:
    _ = catalogue("lab", language)
    of = {
        kind: [e for e in events if e.get("kind") == kind]
        for kind in ("predict", "check", "ward", "card", "hint")
    }
    page.heading(_("My predictions"), level)
    firsts: dict[str, Event] = {}
    for event in of["predict"]:
        firsts.setdefault(_said(event.get("item")), event)
    if firsts:
        heads = [_("Question"), _("I said"), _("How sure"), _("What became of it")]
        page.table(
            _("What I expected before I saw the result"),
            heads,
            [_prediction(event, pack, language, words) for event in firsts.values()],
        )
    else:
        page.paragraph(_("No prediction yet."))
    page.heading(_("My tasks"), level)
    _tasks(page, of["check"], of["hint"], pack, language, called)
    page.heading(_("My ward"), level)
    _ward(page, of["ward"], language, words)
    page.heading(_("My human-guarantee card"), level)
    _card(page, of["card"], language, words)


def _prediction(event: Event, pack: Pack | None, language: str, words: Words) -> list[str]:
    _ = catalogue("lab", language)
    item, meant = _said(event.get("item")), _said(event.get("meant", event.get("choice")))
    asked = pack.predictions.get(item) if pack else None
    question, choice, comment = label(item, words), _said(event.get("choice")), ""
    if asked is not None:
        question = asked.question.in_language(language)
        if meant in asked.choices:
            choice = asked.choices[meant].in_language(language)
            opened = unseal(asked.salt, asked.box, meant) or {}
            comment = Text(**{one: _said(opened.get(one)) or "-" for one in ("en", "fr")}).in_language(
                language
            )
    became = _("✓ Right.") if event.get("right") is True else _("○ A surprise.")
    return [question, choice, _percent(event.get("confidence"), language), f"{became} {comment}".strip()]


def _percent(value: Any, language: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        return MISSING
    return f"{brief(value, language)}{NBSP}%" if language == "fr" else f"{brief(value, language)}%"


def _tasks(
    page: Page,
    checks: list[Any],
    hints: list[Any],
    pack: Pack | None,
    language: str,
    called: Mapping[str, str],
) -> None:
    _ = catalogue("lab", language)
    latest = {_said(event.get("item")): event for event in checks}
    names = list(pack.bundles) if pack else sorted(latest)
    if not names:
        page.paragraph(_("No task yet."))
        return
    rows = []
    for name in names:
        status = _said(latest.get(name, {}).get("status", "not_started"))
        known = status in get_args(Status)
        outcome = (
            Outcome(name, cast(Status, status), 0, 0, Text("-", "-")).title(language) if known else MISSING
        )
        tries = sum(_said(e.get("item")) == name and e.get("status") != "not_started" for e in checks)
        rows.append(
            [called.get(name, name), outcome, tries, sum(_said(e.get("item")) == name for e in hints)]
        )
    caption = _("How my last answer to each task was judged, in practice: not a mark")
    page.table(caption, [_("Task"), _("Outcome"), _("Tries"), _("Hints")], rows)


def _ward(page: Page, events: list[Any], language: str, words: Words) -> None:
    """The last numbers that are not those the lab begins with, which each run of its cell notes first."""
    _ = catalogue("lab", language)
    noted = [event for event in events if isinstance(event.get("numbers"), dict)]
    own = [event for event in noted if event["numbers"] != noted[0]["numbers"]]
    if not noted:
        page.paragraph(_("Not set yet."))
        return
    if not own:
        page.paragraph(
            _(
                "These are the numbers that the notebook first ran with. If they are the lab’s, move the sliders to yours."
            )
        )
    last = (own or noted)[-1]
    numbers = last["numbers"].items()
    page.table(
        _("What I said of my ward"),
        [_("Figure"), _("Value")],
        [[label(_said(name), words), _number(value, language)] for name, value in numbers],
    )
    head, *rows = _rows(last.get("rows")) or [[]]
    if rows and head:
        page.table(_("What follows from it"), head, (row for row in rows if len(row) == len(head)))


def _card(page: Page, events: list[Any], language: str, words: Words) -> None:
    _ = catalogue("lab", language)
    rows = [row for row in _rows(events[-1].get("rows")) if len(row) == 3] if events else []
    if not rows:
        page.paragraph(_("Not filled in yet."))
        return
    said = {"True": "✓ " + _("filled in"), "False": "○ " + _("to complete")}
    page.table(
        _("Who is told, who may override, what stops the system"),
        [_("Question"), _("My card"), _("Check")],
        [[label(name, words), written, said.get(stands, MISSING)] for name, written, stands in rows],
    )


def _rows(found: Any) -> list[list[str]]:
    rows = found if isinstance(found, list) else []
    return [[_said(cell) for cell in row] for row in rows if isinstance(row, list) and row]


def _number(value: Any, language: str) -> str:
    real = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not real:
        return _said(value)
    return number(value, 0, language) if float(value).is_integer() else brief(value, language)


def _said(value: Any) -> str:
    """What a record holds, as text, whatever somebody wrote into it."""
    return "" if value is None else str(value)[:_LONGEST]


def _calibration(page: Page, events: Iterable[dict[str, Any]]) -> None:
    from labkit.notebook.own_calibration import OwnCalibrationDisplay

    try:
        shown = OwnCalibrationDisplay.from_events(
            e for e in events if e.get("kind") == "predict" and _sound(e)
        )
    except ValueError as none:
        page.paragraph(str(none))
        return
    page.paragraph(shown.sentence)
    page.markup(shown.figure_html(), shown.alt_text)


def _sound(event: Event) -> bool:
    sure = event.get("confidence")
    return isinstance(sure, (int, float)) and 0 <= sure <= 100 and isinstance(event.get("right"), bool)
