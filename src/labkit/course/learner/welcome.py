"""The page JupyterLab opens on: the labs by module, how long they take, what they ask for, where the learner stands."""

from pathlib import Path
from urllib.parse import quote

from labkit.content import Content, assignment_of
from labkit.course.learner.learner_folder import FILES, Placed
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
    links = {lab.id: _address(lab, where) for lab, where in zip(labs, placed, strict=True)}
    (folder / LEXICON[language]).write_text(lexicon_page(language, links), encoding="utf-8")
    page = folder / FILES[language]
    page.write_text(welcome_page(content, labs, placed, language), encoding="utf-8")
    return page


def welcome_page(content: Content, labs: list[LabOutline], placed: list[Placed], language: str) -> str:
    """Markdown of the page. Links are relative, so JupyterLab opens the notebook in a tab.

    Parameters
    ----------
    content : Content
        Where the competencies are said.
    labs : list of LabOutline
    placed : list of Placed
        One a lab, in the same order.
    language : {"en", "fr"}
    """
    _ = catalogue("course", language)
    titles = {lab.id: lab.title[language] for lab in labs}
    lines = ["# " + _("AI for health: hands-on labs"), ""]
    lines += [
        _("Click a lab's title to open it, read from the top, and run each cell with Shift + Enter."),
        "",
    ]
    for module in sorted({lab.module for lab in labs}):
        lines += [f"## {module_name(module, language)}", "", *_table_head(language)]
        for lab, where in zip(labs, placed, strict=True):
            if lab.module == module:
                lines.append(_row(lab, where, titles, language))
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
        "- " + _("Your work stays in this folder. Nothing is sent anywhere, and no network is needed."),
        "",
        "## " + _("Two ways through each lab"),
        "",
        "- " + _("**Builder**: you write a few lines of Python for each task."),
        "- " + _("**Explorer**: the code is given; you run it, predict, change a value, read and decide."),
        "",
        _("To change, close JupyterLab and start again with one of these:"),
        "",
        "```",
        "make start PATHWAY=explorer        labkit start --pathway explorer",
        "make start LANGUAGE=en             labkit start --language en"
        if language == "fr"
        else "make start LANGUAGE=fr             labkit start --language fr",
        "```",
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
    links = {lab.id: _address(lab, where) for lab, where in zip(labs, placed, strict=True)}
    for part, entries in by_audience(content, labs, language):
        lines += [f"### {part}", "", f"| {head} |", "| --- | --- |"]
        for competency, where in entries:
            named = ", ".join(f"[{_cell(lab.title[language])}]({links[lab.id]})" for lab in where)
            lines.append(f"| {_cell(competency.says[language])} | {named} |")
        lines.append("")
    return ["## " + _("What you will be able to do"), "", *lines] if lines else []


def _table_head(language: str) -> list[str]:
    _ = catalogue("course", language)
    names = [_("Lab"), _("Minutes"), _("Way"), _("Before it"), _("Where you are")]
    return ["| " + " | ".join(names) + " |", "| --- | ---: | --- | --- | --- |"]


def _row(lab: LabOutline, where: Placed, titles: dict[str, str], language: str) -> str:
    _ = catalogue("course", language)
    name = assignment_of(lab.id, where.pathway)
    link = f"[{_cell(lab.title[language])}]({_address(lab, where)})"
    before = ", ".join(_cell(titles[p]) for p in lab.prerequisites if p in titles) or _("nothing")
    ways = {"builder": _("builder"), "explorer": _("explorer")}
    way = ways[where.pathway]
    others = [
        f"{ways[pathway]}{_colon(language)}{lab.minutes[pathway]}"
        for pathway in lab.pathways
        if pathway != where.pathway
    ]
    if others:
        way += f" ({', '.join(others)})"
    state = {"started": _("started"), "beside": _("started; a newer version is beside it")}.get(
        where.status, _("to begin")
    )
    if where.fresh is not None:
        state += " ([" + _("open it") + f"]({quote(f'{where.fresh.name}/{name}.ipynb')}))"
    return f"| {link} | {lab.minutes.get(where.pathway, '')} | {way} | {before} | {state} |"


def _address(lab: LabOutline, where: Placed) -> str:
    name = assignment_of(lab.id, where.pathway)
    return quote(f"{name}/{name}.ipynb")


def _colon(language: str) -> str:
    return "\u00a0: " if language == "fr" else ": "


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
