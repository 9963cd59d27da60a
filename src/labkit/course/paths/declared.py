"""A path as its file declares it, ``data/paths/<name>.toml``."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from labkit.content import PATHWAYS, Content, data_file
from labkit.course.source.competencies import competencies
from labkit.errors import CourseError
from labkit.language import Text, catalogue
from labkit.tasks.toml_table import Table, read_table

_ = catalogue("course")

FOLDER = "paths"
# The common core, in place of a list of competencies.
CORE = "core"
# How near a competency's name is to another (difflib's ratio) when it is taken for a slip of the keyboard.
_MISTYPED = 0.85
# Parts that every lab has, by the cell that each holds whatever its title is.
KINDS = {
    "audit": ("audit", "audit-task", "published-audit-task"),
    "explain": ("explain",),
    "quiz": ("quiz",),
    "ward": ("my-ward",),
    "card": ("guarantee",),
}


@dataclass(frozen=True)
class Section:
    """A part of a path, or one of the specialties that follow its parts.

    Attributes
    ----------
    place : str
        File and key, for an error.
    competencies : tuple of str
        What must be taught; the lab whose subject it is, or the fewest minutes of labs that teach it, are taken.
    labs : tuple of str
        Labs taken whatever they teach.
    """

    place: str
    title: Text
    note: Text | None
    competencies: tuple[str, ...]
    labs: tuple[str, ...]


@dataclass(frozen=True)
class PathFile:
    """A path by public.

    Attributes
    ----------
    audiences : tuple of str
        A lab suits when its ``lab.toml`` names one of them.
    minutes : int
        What its public has, the longest specialty included.
    alone : bool
        Whether labs are taken without those that come before them in the course.
    leave_out : tuple of str
        Parts left out of each lab, of `KINDS`.
    weekly : Text or None
        How it runs, one lab a week, without an instructor.
    before, after : tuple of (int, Text)
        A session's script around its labs: minutes, and what is done.
    """

    name: str
    title: Text
    intro: Text
    source: Text | None
    audiences: tuple[str, ...]
    pathway: str
    minutes: int
    alone: bool
    leave_out: tuple[str, ...]
    weekly: Text | None
    before: tuple[tuple[int, Text], ...]
    after: tuple[tuple[int, Text], ...]
    parts: tuple[Section, ...]
    specialties: tuple[Section, ...]


def _folder(content: Content) -> Path | None:
    own = content.data / FOLDER
    return own if own.is_dir() else data_file(FOLDER)


def names(content: Content) -> list[str]:
    """Names of the paths that are there."""
    folder = _folder(content)
    return sorted(file.stem for file in folder.glob("*.toml")) if folder else []


def read_path(content: Content, name: str) -> PathFile:
    """One path.

    Raises
    ------
    CourseError
        Naming the file and the key, or the nearest path where there is none of that name.
    """
    known, folder = names(content), _folder(content)
    if name not in known or folder is None:
        near = get_close_matches(name, known, n=1, cutoff=0)
        meant = _("did you mean {name}?").format(name=near[0]) if near else _("there are none here.")
        raise CourseError(_("there is no path called {name!r}: {meant}").format(name=name, meant=meant))
    table = read_table(folder / f"{name}.toml")
    table.known(
        *("title", "intro", "source", "audiences", "pathway", "minutes", "alone", "leave_out", "weekly"),
        *("parts", "specialties", "before", "after"),
    )
    pathway = table.get("pathway", str)
    if pathway not in PATHWAYS:
        raise table.fault("pathway", f"{pathway!r} is none of {', '.join(PATHWAYS)}")
    leave_out = table.names("leave_out")
    for kind in leave_out:
        if kind not in KINDS:
            raise table.fault("leave_out", f"{kind!r} is none of {', '.join(KINDS)}")
    audiences = table.names("audiences")
    if not audiences:
        raise table.fault("audiences", "name one at least, as labs' lab.toml files do")
    alone = table.values.get("alone", False)
    if not isinstance(alone, bool):
        raise table.fault("alone", f"must be true or false, not {alone!r}")
    parts = tuple(_section(content, row) for row in table.rows("parts"))
    if not parts:
        raise table.fault("parts", "a path has one at least")
    return PathFile(
        name,
        table.text("title"),
        table.text("intro"),
        _optional(table, "source"),
        tuple(audiences),
        pathway,
        table.get("minutes", int),
        alone,
        tuple(leave_out),
        _optional(table, "weekly"),
        _script(table, "before"),
        _script(table, "after"),
        parts,
        tuple(_section(content, row) for row in table.rows("specialties")),
    )


def _optional(table: Table, key: str) -> Text | None:
    return table.text(key) if key in table.values else None


def _script(table: Table, key: str) -> tuple[tuple[int, Text], ...]:
    rows = list(table.rows(key))
    for row in rows:
        row.known("minutes", "en", "fr")
    return tuple((row.get("minutes", int), row.own_text()) for row in rows)


def _section(content: Content, row: Table) -> Section:
    row.known("title", "note", "competencies", "labs")
    known = competencies(content)
    wanted: list[str]
    if row.values.get("competencies") == CORE:
        wanted = [competency.id for competency in known if not competency.audiences]
    else:
        wanted = row.names("competencies")
    ids = [competency.id for competency in known]
    for one in wanted:
        # A name that is far from all others is that of a lab which is not here.
        near = [] if one in ids else get_close_matches(one, ids, n=1, cutoff=_MISTYPED)
        if near:
            raise row.fault(
                "competencies",
                f"{one!r} is a competency of no list and of no lab that is here; did you mean {near}?",
            )
    labs = row.names("labs")
    if not wanted and not labs:
        raise row.fault("competencies", "name what this part must teach")
    return Section(
        f"{row.file}: {row.key}", row.text("title"), _optional(row, "note"), tuple(wanted), tuple(labs)
    )
