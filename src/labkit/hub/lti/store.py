"""What is kept of the LMS: who came, to which course and as what, where marks go, and each mark that was sent."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

_META = MetaData()
# Nonces and states of launches that were let in: neither comes twice.
_USED = Table(
    "lti_used", _META, Column("value", String, primary_key=True), Column("at", Float, nullable=False)
)
_PEOPLE = Table(
    "lti_people",
    _META,
    Column("name", String, primary_key=True),
    Column("sub", String, nullable=False, unique=True),
    Column("given", String, default=""),
    Column("family", String, default=""),
    Column("email", String, default=""),
)
_MEMBERS = Table(
    "lti_members",
    _META,
    Column("course", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
)
_SERVICES = Table(
    "lti_services",
    _META,
    Column("course", String, primary_key=True),
    Column("lineitems", String, default=""),
    Column("scopes", JSON, default=list),
    Column("memberships", String, default=""),
)
_CHOOSING = Table(
    "lti_choosing",
    _META,
    Column("name", String, primary_key=True),
    Column("deployment", String, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("language", String, default="en"),
    Column("at", Float, nullable=False),
)
_SENT = Table(
    "lti_sent",
    _META,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("course", String, nullable=False, index=True),
    Column("lab", String, nullable=False),
    Column("name", String, nullable=False),
    Column("activity", String, nullable=False),
    Column("grading", String, nullable=False),
    Column("score", Float),
    Column("maximum", Float, nullable=False),
    Column("taken", Boolean, nullable=False),
    Column("said", String, default=""),
)

_CHOICE_SECONDS = 3600.0


@dataclass(frozen=True)
class Person:
    """Somebody the LMS has named: `name` on the hub, `sub` in the LMS."""

    name: str
    sub: str
    given: str = ""
    family: str = ""
    email: str = ""


class Store:
    """The database at a URL; its tables are made where they lack."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)
        if url.startswith("sqlite"):
            event.listen(self._engine, "connect", _patient)
        _META.create_all(self._engine)

    def close(self) -> None:
        self._engine.dispose()

    def use_once(self, values: Iterable[str]) -> bool:
        """Whether none of these was ever used; from now on all are.

        They are kept for good: how long a launch stays valid is the LMS's to say, and each takes a few hundred bytes.
        """
        now = time.time()
        try:
            with self._engine.begin() as db:
                db.execute(insert(_USED), [{"value": value, "at": now} for value in values])
        except IntegrityError:
            return False
        return True

    def keep_person(self, person: Person) -> None:
        """Keep a person's names; those that the LMS does not give this time stay."""
        said = {key: value for key, value in vars(person).items() if value}
        self._put(_PEOPLE, {"name": person.name}, said)

    def keep_member(self, course: str, name: str, role: str) -> None:
        self._put(_MEMBERS, {"course": course, "name": name}, {"role": role})

    def only_members(self, course: str, names: Iterable[str]) -> list[str]:
        """Take everybody else out of the course; returns who left."""
        gone = sorted(self.members(course).keys() - set(names))
        with self._engine.begin() as db:
            for name in gone:
                db.execute(delete(_MEMBERS).where(_MEMBERS.c.course == course, _MEMBERS.c.name == name))
        return gone

    def members(self, course: str) -> dict[str, str]:
        """Name to role."""
        with self._engine.begin() as db:
            return dict(
                db.execute(select(_MEMBERS.c.name, _MEMBERS.c.role).where(_MEMBERS.c.course == course)).all()
            )

    def courses_of(self, name: str) -> dict[str, str]:
        """Course to role."""
        with self._engine.begin() as db:
            return dict(
                db.execute(select(_MEMBERS.c.course, _MEMBERS.c.role).where(_MEMBERS.c.name == name)).all()
            )

    def people(self) -> dict[str, Person]:
        with self._engine.begin() as db:
            return {row.name: Person(*(value or "" for value in row)) for row in db.execute(select(_PEOPLE))}

    def keep_services(self, course: str, said: Mapping[str, Any]) -> None:
        """Keep where the LMS takes marks and lists members."""
        if said:
            self._put(_SERVICES, {"course": course}, dict(said))

    def services(self, course: str) -> dict[str, Any]:
        """``lineitems``, ``scopes``, ``memberships``; empty before the first launch."""
        with self._engine.begin() as db:
            row = db.execute(select(_SERVICES).where(_SERVICES.c.course == course)).mappings().one_or_none()
        return dict(row) if row else {}

    def keep_choosing(self, name: str, deployment: str, settings: Mapping[str, Any], language: str) -> None:
        """A teacher is about to link a lab."""
        values = {
            "deployment": deployment,
            "settings": dict(settings),
            "language": language,
            "at": time.time(),
        }
        self._put(_CHOOSING, {"name": name}, values)

    def choosing(self, name: str) -> dict[str, Any] | None:
        """What the LMS asked for when it sent this teacher to choose a lab, within the last hour."""
        asked = select(_CHOOSING).where(
            _CHOOSING.c.name == name, _CHOOSING.c.at > time.time() - _CHOICE_SECONDS
        )
        with self._engine.begin() as db:
            row = db.execute(asked).mappings().one_or_none()
        return dict(row) if row else None

    def keep_sent(self, **values: Any) -> None:
        """One line of the journal."""
        with self._engine.begin() as db:
            db.execute(insert(_SENT), {"at": time.time(), **values})

    def sent(self, course: str, labs: Iterable[str] = ()) -> list[Any]:
        """The journal of a course, oldest first."""
        asked = select(_SENT).where(_SENT.c.course == course).order_by(_SENT.c.id)
        names = list(labs)
        with self._engine.begin() as db:
            return list(db.execute(asked.where(_SENT.c.lab.in_(names)) if names else asked))

    def of_person(self, course: str, name: str) -> dict[str, Any]:
        """All that is kept of somebody in a course: ``person``, ``role``, ``sent`` (marks), None or empty where nothing is."""
        person = self.people().get(name)
        sent = [
            {key: value for key, value in row._mapping.items() if key != "id"}
            for row in self.sent(course)
            if row.name == name
        ]
        return {
            "person": vars(person) if person else None,
            "role": self.courses_of(name).get(course),
            "sent": sent,
        }

    def erase(self, course: str, name: str) -> int:
        """Forget somebody's part in a course, and who they are once no course is left; returns how many rows went.

        A nonce of their launches stays: it names nobody. They are back with their next sign-in from the LMS.
        """
        own = [
            (_MEMBERS, (_MEMBERS.c.course == course) & (_MEMBERS.c.name == name)),
            (_SENT, (_SENT.c.course == course) & (_SENT.c.name == name)),
        ]
        elsewhere = [
            select(_MEMBERS.c.name).where(_MEMBERS.c.name == name),
            select(_SENT.c.name).where(_SENT.c.name == name),
        ]
        with self._engine.begin() as db:
            if self._engine.dialect.name == "sqlite":
                db.execute(text("PRAGMA secure_delete = ON"))
            gone = sum(db.execute(delete(table).where(where)).rowcount for table, where in own)
            if not any(db.execute(asked.limit(1)).first() for asked in elsewhere):
                for table in (_PEOPLE, _CHOOSING):
                    gone += db.execute(delete(table).where(table.c.name == name)).rowcount
        return gone

    def _put(self, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
        """Insert a row or change it."""
        where = [table.c[name] == value for name, value in key.items()]
        with self._engine.begin() as db:
            if not db.execute(update(table).where(*where).values({**key, **values})).rowcount:
                db.execute(insert(table).values(**{**key, **values}))


def _patient(connection: Any, _record: Any) -> None:
    """The hub and a command may write at one time: wait for the other for a moment."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA busy_timeout = 10000")
