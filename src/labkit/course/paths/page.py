"""A path as a page: its labs with their minutes, what is left out, what changes for its public, its weeks."""

import re

from labkit.content import Content
from labkit.course.paths.plan import Plan, Planned, Step, lab_script
from labkit.course.source.audiences import audience_name
from labkit.course.source.competencies import competencies
from labkit.course.teaching.trainer_swaps import swap
from labkit.language import Text, catalogue, plural_catalogue
from labkit.pages import Page
from labkit.tasks.lab_file import TrainerNotes, read_lab_file

_ITALICS = re.compile(r"\*([^*]+)\*")


def page_of(content: Content, plan: Plan, language: str) -> Page:
    """The page.

    Parameters
    ----------
    content : Content
    plan : Plan
        Of `labkit.course.paths.plan`.
    language : {"en", "fr"}
    """
    _, ngettext = catalogue("course", language), plural_catalogue("course", language)
    path = plan.path
    page = Page(path.title.in_language(language), language)
    page.paragraph(path.intro.in_language(language))
    ways = {"builder": _("builder"), "explorer": _("explorer")}
    page.items(
        [
            _("For whom: {audiences}.").format(
                audiences=", ".join(audience_name(a, language) for a in path.audiences)
            ),
            _("Pathway: {way}.").format(way=ways[path.pathway]),
            _("Labs: {n}; minutes of work: {minutes}, of the {given} there are.").format(
                n=len(plan.steps), minutes=plan.minutes, given=path.minutes
            ),
        ]
    )
    if plan.minutes > path.minutes:
        page.paragraph(
            ngettext(
                "That is {more} minute more than there are: leave a lab or a part out, or give the path more time.",
                "That is {more} minutes more than there are: leave a lab or a part out, or give the path more time.",
                plan.minutes - path.minutes,
            ).format(more=plan.minutes - path.minutes)
        )
    if path.leave_out:
        page.paragraph(
            _(
                "Parts that are left out stay in the notebooks. Where labs are marked, the points of these parts are missing from the mark: say so before."
            )
        )
    for part in plan.parts:
        _section(page, content, plan, part, language)
    if plan.specialties:
        page.heading(_("Then one of these specialties"))
        for specialty in plan.specialties:
            _section(page, content, plan, specialty, language, level=3)
    if path.before or path.after:
        _script(page, content, plan, language)
    if path.weekly is not None:
        _weeks(page, content, plan, language)
    if plan.further and not (path.before or path.after):  # a session has its hours
        page.heading(_("If there is time"))
        page.items(
            f"{_title(step.lab.title, language)} ({step.lab.id}, {step.minutes} min)" for step in plan.further
        )
    if path.source is not None:
        page.heading(_("Source"))
        page.paragraph(path.source.in_language(language))
    return page


def _section(
    page: Page, content: Content, plan: Plan, planned: Planned, language: str, level: int = 2
) -> None:
    _ = catalogue("course", language)
    section = planned.section
    page.heading(section.title.in_language(language), level)
    if section.note is not None:
        page.paragraph(section.note.in_language(language))
    if planned.missing:
        said = {c.id: Text(**c.says).in_language(language) for c in competencies(content)}
        lacking = " ".join(said.get(name, name.replace("_", " ")) for name in planned.missing)
        page.paragraph(_("This course has no lab for: {lacking}").format(lacking=lacking))
    if not planned.steps:
        if not planned.missing:
            page.paragraph(_("No further lab: those above already teach it."))
        return
    page.table(
        _("Labs, in this order ({minutes} minutes)").format(minutes=planned.minutes),
        [_("Lab"), _("Minutes"), _("Left out"), _("What it adds")],
        [_row(content, planned, step, language) for step in planned.steps],
    )
    changes = [
        f"{whose}{_colon(language)}{text}"
        for step in planned.steps
        for whose, text in _changes(content, plan, step, language)
    ]
    if (
        changes and plan.path.weekly is None
    ):  # where nobody teaches, learners read the page: these notes tell results
        page.heading(_("For the trainer: what changes for this public"), level + 1)
        page.items(changes)


def _row(content: Content, planned: Planned, step: Step, language: str) -> list[str]:
    _ = catalogue("course", language)
    kinds = {
        "audit": _("the published audit"),
        "explain": _("the written explanation"),
        "quiz": _("the questions from earlier labs"),
        "ward": _("my ward"),
        "card": _("the human-guarantee card"),
    }
    without = ", ".join(
        f"{kinds[kind]} ({minutes} min)" if minutes else kinds[kind] for kind, minutes in step.left_out
    )
    said = {c.id: Text(**c.says).in_language(language) for c in competencies(content)}
    asked = [c for c in planned.section.competencies if c in step.lab.competencies]
    adds = " ".join(said[c] for c in asked or step.lab.competencies if c in said)
    if step.before:
        titles = content.titles()
        earlier = ", ".join(_title(titles[lab], language) if lab in titles else lab for lab in step.before)
        adds += " " + _(
            "In the course it follows: {labs}; say in five minutes what is needed of them."
        ).format(labs=earlier)
    return [_title(step.lab.title, language), str(step.minutes), without or "–", adds.strip()]


def _changes(content: Content, plan: Plan, step: Step, language: str) -> list[tuple[str, str]]:
    """A lab's name and its trainer's notes for this public: another case, tasks to leave out."""
    notes = _notes(content, step.lab.id)
    found = []
    for audience in plan.path.audiences:
        own = notes.swaps.get(audience)
        text = own.in_language(language) if own else swap(audience, language)
        whose = f" ({audience_name(audience, language)})" if len(plan.path.audiences) > 1 else ""
        found.append((_title(step.lab.title, language) + whose, _quoted(text, language)))
    return found


def _title(title: dict[str, str], language: str) -> str:
    return Text(**title).in_language(language)


def _quoted(text: str, language: str) -> str:
    """What a note sets in italics, between the language's quotation marks: a page takes no Markdown."""
    return _ITALICS.sub("«\u00a0\\1\u00a0»" if language == "fr" else r"“\1”", text)


def _notes(content: Content, lab: str) -> TrainerNotes:
    folder = content.grader(lab)
    return read_lab_file(folder).trainer if folder.is_dir() else TrainerNotes()


def _rubric(content: Content, lab: str) -> list[Text]:
    """The points by which a person marks what is explained in a lab."""
    folder = content.grader(lab)
    explanations = read_lab_file(folder).explanations if folder.is_dir() else []
    return [text for explain in explanations for _points, text in explain.rubric]


def _script(page: Page, content: Content, plan: Plan, language: str) -> None:
    """A session minute by minute: what is done before, each part of its labs, what is done after."""
    _ = catalogue("course", language)
    path, clock, rows = plan.path, 0, []
    around = [[(text.in_language(language), n) for n, text in done] for done in (path.before, path.after)]
    labs = [
        (
            _quoted(
                title
                if len(plan.steps) == 1
                else f"{_title(step.lab.title, language)}{_colon(language)}{title}",
                language,
            ),
            minutes,
        )
        for step in plan.steps
        for title, minutes in lab_script(content, path, step.lab, language)
    ]
    for done, minutes in (*around[0], *labs, *around[1]):
        rows.append([f"{clock // 60}:{clock % 60:02d}", str(minutes), done])
        clock += minutes
    page.heading(_("Minute by minute"))
    page.table(_("The session, from its start"), [_("From"), _("Minutes"), _("What is done")], rows)


def _weeks(page: Page, content: Content, plan: Plan, language: str) -> None:
    """One lab a week, with the question that opens its forum; nobody needs to teach."""
    _ = catalogue("course", language)
    page.heading(_("Week by week"))
    if plan.path.weekly is not None:
        page.paragraph(plan.path.weekly.in_language(language))
    rows = []
    for week, step in enumerate(plan.steps, start=1):
        asked = _notes(content, step.lab.id).debrief
        question = asked[0] if asked else None
        fallback = _("On your own ward, who would be harmed first if everybody made this error?")
        rows.append(
            [
                str(week),
                _title(step.lab.title, language),
                str(step.minutes),
                _quoted(question.in_language(language), language) if question else fallback,
            ]
        )
    page.table(
        _("One lab a week"), [_("Week"), _("Lab"), _("Minutes"), _("Question that opens the forum")], rows
    )
    page.heading(_("What to look for in a colleague’s explanation"), 3)
    for step in plan.steps:
        points = _rubric(content, step.lab.id)
        if points:
            page.paragraph(_title(step.lab.title, language))
            page.items(point.in_language(language) for point in points)


def _colon(language: str) -> str:
    return "\u00a0: " if language == "fr" else ": "
