"""The page JupyterLab opens on: the labs by module, how long they take, what they ask for, where the learner stands."""

from pathlib import Path
from urllib.parse import quote

from babel.dates import format_date

from labkit.content import Content, assignment_of
from labkit.course.learner.learner_folder import FILES, Placed
from labkit.course.learner.where_stopped import Stopped, where_stopped
from labkit.course.source.competencies import by_audience
from labkit.course.source.outline import LabOutline, module_name
from labkit.language import catalogue

LEXICON = {"en": "lexicon.md", "fr": "lexique.md"}


def write_welcome(
    content: Content, folder: Path, labs: list[LabOutline], placed: list[Placed], language: str
) -> Path:
    """Write the page and the lexicon in the learner's folder and return the page's path; the other language's go."""
    from labkit.lexicon import page as lexicon_page

    for other in FILES.keys() - {language}:
        for files in (FILES, LEXICON):
            (folder / files[other]).unlink(missing_ok=True)
    links = _links(placed)
    (folder / LEXICON[language]).write_text(lexicon_page(language, links), encoding="utf-8")
    page = folder / FILES[language]
    page.write_text(welcome_page(content, labs, placed, language, where_stopped(folder)), encoding="utf-8")
    return page


def _links(placed: list[Placed]) -> dict[str, str]:
    """Where a lab named alone leads: to its last copy, the explorer's where both are there."""
    return {one.lab: _address(one) for one in placed}


def welcome_page(
    content: Content,
    labs: list[LabOutline],
    placed: list[Placed],
    language: str,
    stopped: Stopped | None = None,
) -> str:
    """Markdown of the page. Links are relative, so JupyterLab opens the notebook in a tab.

    Parameters
    ----------
    content : Content
        Where the competencies are said.
    labs : list of LabOutline
    placed : list of Placed
        The copies that are there, one or two a lab.
    language : {"en", "fr"}
    stopped : Stopped, optional
    """
    _ = catalogue("course", language)
    titles = {lab.id: lab.title[language] for lab in labs}
    ways = list(dict.fromkeys(one.pathway for one in placed))
    lines = ["# " + _("AI for health: hands-on labs"), "", _other_language(language), ""]
    if len(ways) > 1:
        lines += ["## " + _("What would you like to do?"), ""]
        lines += [
            "- "
            + _(
                "**Read, predict, decide**: take the *explorer* column. The code is given; you run it, move a value, read "
                "a figure and decide. No programming."
            ),
            "- " + _("**Write the code**: take the *builder* column. A few lines of Python a task."),
            "",
            _("Both follow the same patients to the same question, and you may change at any lab."),
            "",
        ]
    if stopped is not None:
        lines += _go_on(stopped, titles, placed, language)
    lines += [
        _("Click in a lab's row to open it, read from the top, and run each cell with Shift + Enter."),
        "",
    ]
    for module in sorted({lab.module for lab in labs}):
        lines += [f"## {module_name(module, language)}", "", *_table_head(ways, language)]
        for lab in labs:
            if lab.module == module:
                lines.append(_row(lab, [one for one in placed if one.lab == lab.id], ways, titles, language))
        lines.append("")
    lines += ["## " + _("How a lab works"), ""]
    lines += [
        "- " + _("Predict before you compute: a number that surprises you is the lesson."),
        "- "
        + _(
            "`lab.check(...)` tells you at once whether an answer is right, and why it is not. "
            "Try as often as you like."
        ),
        "- "
        + _(
            'Stuck? `lab.hint("task\'s name")` gives one step at a time; `lab.progress()` shows where you are.'
        ),
        "- "
        + _(
            'A word you do not know? `lab.lexicon("triage")`, in either language, or the whole {page}.'
        ).format(page=f"[{_('Lexicon').lower()}]({LEXICON[language]})"),
        "- "
        + _(
            "To keep what you predicted and decided: `lab.my_page()` in a cell writes a page of it, `labkit mine` one of all labs."
        ),
        "- " + _("Your work stays in this folder. Nothing is sent anywhere, and no network is needed."),
        "",
        _("For a fresh copy of one lab (yours is kept): `labkit reset LAB`."),
        "",
        *_competencies(content, labs, placed, language),
    ]
    return "\n".join(lines)


def _competencies(content: Content, labs: list[LabOutline], placed: list[Placed], language: str) -> list[str]:
    _ = catalogue("course", language)
    lines = []
    head = " | ".join([_("Competency"), _("Labs")])
    links = _links(placed)
    for part, entries in by_audience(content, labs, language):
        lines += [f"### {part}", "", f"| {head} |", "| --- | --- |"]
        for competency, where in entries:
            named = ", ".join(f"[{_cell(lab.title[language])}]({links[lab.id]})" for lab in where)
            lines.append(f"| {_cell(competency.says[language])} | {named} |")
        lines.append("")
    return ["## " + _("What you will be able to do"), "", *lines] if lines else []


def _other_language(language: str) -> str:
    other = "fr" if language == "en" else "en"
    _ = catalogue("course", other)  # said to whoever reads that one
    said = _("In English: close JupyterLab, then `make start LANGUAGE=en`, or `labkit start --language en`.")
    if other == "fr":
        said = _(
            "In French: close JupyterLab, then `make start LANGUAGE=fr`, or `labkit start --language fr`."
        )
    return f'<span lang="{other}">{said}</span>'


def _go_on(stopped: Stopped, titles: dict[str, str], placed: list[Placed], language: str) -> list[str]:
    _ = catalogue("course", language)
    for one in placed:
        if (one.lab, one.pathway) == (stopped.lab, stopped.pathway):
            said = _("You stopped here: {lab} ({pathway}), task `{task}`, on {day}.")
            link = f"[{_cell(titles[one.lab])}]({_address(one)})"
            day = format_date(stopped.when, "long", locale=language)
            return [
                said.format(lab=link, pathway=_way(one.pathway, language), task=stopped.task, day=day),
                "",
            ]
    return []


def _way(pathway: str, language: str) -> str:
    _ = catalogue("course", language)
    return {"builder": _("builder"), "explorer": _("explorer")}[pathway]


def _table_head(ways: list[str], language: str) -> list[str]:
    _ = catalogue("course", language)
    heads = {"builder": _("Builder: you write code"), "explorer": _("Explorer: the code is given")}
    # Whoever does not know what to take finds the way without programming first.
    names = [_("Lab"), *(heads[way] for way in _order(ways)), _("Before it")]
    return ["| " + " | ".join(names) + " |", "| --- |" + " --- |" * (len(names) - 1)]


def _order(ways: list[str]) -> list[str]:
    return sorted(ways, reverse=True)


def _row(
    lab: LabOutline, placed: list[Placed], ways: list[str], titles: dict[str, str], language: str
) -> str:
    _ = catalogue("course", language)
    before = ", ".join(_cell(titles[p]) for p in lab.prerequisites if p in titles) or _("nothing")
    there = {one.pathway: _place(lab, one, language) for one in placed}
    cells = [there.get(way, "") for way in _order(ways)]  # a lab may have one way only
    return f"| {_cell(lab.title[language])} | {' | '.join(cells)} | {before} |"


def _place(lab: LabOutline, where: Placed, language: str) -> str:
    _ = catalogue("course", language)
    state = {"started": _("started"), "beside": _("started; a newer version is beside it")}.get(
        where.status, _("to begin")
    )
    name = assignment_of(where.lab, where.pathway)
    # The link's own words say where it leads, for who hears the links alone; some titles are questions, or hold a comma.
    link = f"[{_cell(lab.title[language])} ({_way(where.pathway, language)})]({_address(where)})"
    said = _("{link}, {n} minutes, {state}").format(
        link=link, n=lab.minutes.get(where.pathway, "?"), state=state
    )
    if where.fresh is not None:
        said += " ([" + _("open it") + f"]({quote(f'{where.fresh.name}/{name}.ipynb')}))"
    return said


def _address(where: Placed) -> str:
    name = assignment_of(where.lab, where.pathway)
    return quote(f"{name}/{name}.ipynb")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
