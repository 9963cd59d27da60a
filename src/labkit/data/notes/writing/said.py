"""What sentences ask of the findings they name: the tags of a statement, ``?felt:`` in the vocabulary."""

from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.compatibility import among_patients
from labkit.data.notes.plan.items import Statement


def said_of(statement: Statement, stay: Stay) -> set[str]:
    """Every tag that a statement bears."""
    said = {c.id for c in statement.concepts}
    lasting = among_patients("lasting")
    told = {
        "lasting": said <= lasting,
        "fresh": not said & lasting,
        "felt": not said & among_patients("unfelt"),
        "seen": said <= among_patients("seen"),
        "event": bool(said & among_patients("events")),
        "beside": not said & {f.id for f in stay.present["symptom"][:1]},
        "datable": "dentures" not in said,
        "limits": said <= follows.among("limits"),
        "elicited": said <= follows.among("elicited"),
        "palpated": said <= follows.among("palpated"),
        "bothers": said <= follows.among("bothers"),
        "vital": bool(said & follows.among("vital")),
        "many": len(said) > 1,
    }
    return {tag for tag, true in told.items() if true} | ({statement.lean} if statement.lean else set())
