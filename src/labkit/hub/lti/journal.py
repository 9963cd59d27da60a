"""What was sent to the LMS, as a teacher reads it: one line a mark, in their language, in local time."""

from collections.abc import Iterator
from datetime import datetime

from labkit.hub.lti.marks import Message
from labkit.hub.lti.store import Person, Store
from labkit.language import brief, catalogue, current, printable

_ = catalogue("lti")


def lines(store: Store, course: str, labs: list[str]) -> Iterator[str]:
    """The journal of a course, oldest first."""
    people = store.people()
    for row in store.sent(course, labs):
        message = Message(row.activity, row.grading, row.score, row.maximum)
        yield f"{_moment(row.at)}  {row.lab}  {line(people.get(row.name, Person(row.name, '')), message, row.said)}"


def line(person: Person, message: Message, said: str) -> str:
    """One learner's mark, what it is, and whether the LMS took it."""
    names = " ".join(part for part in (person.given, person.family) if part)
    who = f"{names} ({person.name})" if names else person.name
    result = _("REFUSED by the LMS ({why})").format(why=said) if said else _("taken")
    return printable(_("{who}: {mark}, {result}").format(who=who, mark=_mark(message), result=result))


def _mark(message: Message) -> str:
    if message.score is None:
        return (
            _("no mark: it is not graded yet")
            if message.grading == "Pending"
            else _("mark taken back: the work is no longer there")
        )
    text = _("{score} of {maximum}, a person has still to mark part of it")
    if message.grading == "FullyGraded":
        text = _("{score} of {maximum}")
    return text.format(score=brief(message.score), maximum=brief(message.maximum))


def _moment(at: float) -> str:
    from babel.dates import format_datetime

    local = datetime.fromtimestamp(at).astimezone()
    return format_datetime(
        local, "medium", tzinfo=local.tzinfo, locale={"en": "en_US", "fr": "fr_CA"}[current()]
    )
