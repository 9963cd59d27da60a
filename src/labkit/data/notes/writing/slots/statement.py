"""The findings that a sentence is about."""

from labkit.data.notes.plan.items import Statement
from labkit.data.notes.writing import phrases
from labkit.data.notes.writing.scribe import Scribe


def statement(scribe: Scribe, form: str) -> None:
    """The findings of the statement."""
    phrases.write(scribe, scribe.statement, form, scribe.language, scribe.region)


def negated(scribe: Scribe, form: str) -> None:
    """What is denied, where a sentence denies one thing and affirms another."""
    assert scribe.negated is not None
    phrases.write(scribe, scribe.negated, form, scribe.language, scribe.region)


def affirmed(scribe: Scribe, form: str) -> None:
    """What is affirmed there."""
    assert scribe.affirmed is not None
    phrases.write(scribe, scribe.affirmed, form, scribe.language, scribe.region)


def reason(scribe: Scribe, form: str) -> None:
    """The complaint, in a sentence that is about something else."""
    scribe.relation += 1
    reason = Statement(
        tuple(scribe.stay.present["symptom"][:1]), "present", cue=None, relation=scribe.relation
    )
    phrases.write(scribe, reason, form, scribe.language, scribe.region)


def que(scribe: Scribe, form: str) -> None:
    """*pas que de la fièvre*, *pas qu'une toux*: the space after it too."""
    assert scribe.statement is not None
    forms = phrases.prepare(scribe, scribe.statement, scribe.language, scribe.region)
    elided = forms[0].article[:2] == "un"
    scribe.text({"": "qu'" if elided else "que", "space": "" if elided else " "}[form])
