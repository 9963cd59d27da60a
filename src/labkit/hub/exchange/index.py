"""The index of submissions and feedback pages, in SQLite or at any URL of SQLAlchemy's; it can be made again from the files."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from typing import Any

from nbgrader.utils import notebook_hash
from sqlalchemy import JSON, Column, MetaData, String, Table, create_engine, delete, event, insert, select

_META = MetaData()
_SUBMISSIONS = Table(
    "exchange_submissions",
    _META,
    Column("course", String(100), primary_key=True),
    Column("learner", String(100), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("lab", String(100), nullable=False, index=True),
    Column("stamp", String(40), nullable=False),
    Column("due", String(40)),
    Column("sha256", String(64), nullable=False),
    Column("notebooks", JSON, nullable=False),
)
_PAGES = Table(
    "exchange_pages",
    _META,
    Column("course", String(100), primary_key=True),
    Column("page", String(32), primary_key=True),
    Column("learner", String(100), nullable=False, index=True),
    Column("lab", String(100), nullable=False),
    Column("id", String(32), nullable=False),
    Column("notebook", String(240), nullable=False),
)


@dataclass(frozen=True)
class Submission:
    """What was handed in, by whom and when; `stamp` is UTC, as nbgrader writes it, `due` has its zone."""

    course: str
    learner: str
    lab: str
    id: str
    stamp: str
    sha256: str
    due: str | None = None
    notebooks: list[str] = field(default_factory=list)

    def pages(self, secret: str) -> dict[str, str]:
        """Notebook to the name of its feedback page, as nbgrader makes it."""
        return {notebook: notebook_hash(secret=secret, notebook_id=notebook) for notebook in self.notebooks}


class Index:
    """The tables at a URL; made where they lack."""

    def __init__(self, url: str) -> None:
        if url.startswith("postgresql://") and not find_spec("psycopg2"):
            url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
        self._engine = create_engine(url)
        if url.startswith("sqlite"):
            event.listen(self._engine, "connect", _patient)
        _META.create_all(self._engine)

    def close(self) -> None:
        self._engine.dispose()

    def add(self, submissions: Iterable[tuple[Submission, dict[str, str]]]) -> None:
        """Add submissions with the names of their pages; one that is there is replaced."""
        rows = list(submissions)
        with self._engine.begin() as db:
            if len(rows) == 1:  # handed in again after a crash; many at once are those that lack
                self._delete(db, rows[0][0].course, rows[0][0].learner, rows[0][0].id)
            if rows:
                db.execute(insert(_SUBMISSIONS), [asdict(submission) for submission, _pages in rows])
            pages = [
                {
                    "course": s.course,
                    "page": page,
                    "learner": s.learner,
                    "lab": s.lab,
                    "id": s.id,
                    "notebook": notebook,
                }
                for s, named in rows
                for notebook, page in named.items()
            ]
            if pages:
                db.execute(insert(_PAGES), pages)

    def remove(self, course: str, learner: str, id: str | None = None) -> None:
        """Take one submission out, or all of a learner."""
        with self._engine.begin() as db:
            self._delete(db, course, learner, id)

    def find(self, course: str, learner: str = "", lab: str = "", id: str = "") -> list[Submission]:
        """Submissions of a course, oldest first; of one learner, one lab."""
        table = _SUBMISSIONS.c
        asked = select(_SUBMISSIONS).where(table.course == course).order_by(table.stamp)
        for column, value in ((table.learner, learner), (table.lab, lab), (table.id, id)):
            if value:
                asked = asked.where(column == value)
        with self._engine.begin() as db:
            return [Submission(**row) for row in db.execute(asked).mappings()]

    def pages(self, course: str, learner: str = "", pages: Iterable[str] = ()) -> list[dict[str, Any]]:
        """Whose pages these are: ``course, page, learner, lab, id, notebook``."""
        asked = select(_PAGES).where(_PAGES.c.course == course)
        if learner:
            asked = asked.where(_PAGES.c.learner == learner)
        if named := list(pages):
            asked = asked.where(_PAGES.c.page.in_(named))
        with self._engine.begin() as db:
            return [dict(row) for row in db.execute(asked).mappings()]

    def keys(self) -> set[tuple[str, str, str]]:
        """Course, learner and id of all there is."""
        table = _SUBMISSIONS.c
        with self._engine.begin() as db:
            return {tuple(row) for row in db.execute(select(table.course, table.learner, table.id))}

    def _delete(self, db: Any, course: str, learner: str, id: str | None) -> None:
        for table in (_SUBMISSIONS, _PAGES):
            gone = delete(table).where(table.c.course == course, table.c.learner == learner)
            db.execute(gone if id is None else gone.where(table.c.id == id))


def _patient(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA busy_timeout = 10000")
