"""What else is thought of in a stay, asked about, or feared for the days after."""

from collections.abc import Sequence

from labkit.data.notes.facts.identity import Draw
from labkit.data.notes.facts.person import Person
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.concepts import differential
from labkit.data.notes.knowledge.vocabulary import Condition, conditions, findings


class Hypotheses:
    """Diagnoses ``doubted`` and ``excluded`` on arrival, ``open`` and ``settled`` beside the main one, illnesses ``never`` had,
    findings ``feared``."""

    def __init__(
        self, person: Person, main: Condition, groups: set[str], u: Sequence[float], r: Draw
    ) -> None:
        had = {c.id for c in (*person.known, *person.past, *person.earlier)}
        taken = {main.id, follows.cause(main.id), *had}
        near = [c for c in differential(main.id) if c.id not in taken and _of_age(c, person.age)]
        start = int(r() * len(near)) if near else 0
        turned = near[start:] + near[:start]
        self.doubted = turned[:3]
        self.excluded = [c for c in turned[3:6] if c.id not in follows.beside(main.id)]  # which stays open
        beside = [conditions()[c] for c in follows.beside(main.id) if c not in taken]
        beside = [c for c in beside if _of_age(c, person.age)]
        start = int(u[20] * len(beside))
        self.open = beside[start:] + beside[:start]
        barred = {*follows.beside(main.id), *together.among_patients("unnamed")}
        self.settled = [  # nobody rules out what the patient shows
            c
            for c in self.doubted
            if c.id not in barred and not any(findings()[f].group in groups for f in c.findings[:1])
        ]
        asked = [conditions()[c] for c in follows.not_had(main.specialty)]
        over = {c.id for c in (*person.past, *person.earlier)}  # of two infarctions neither is denied
        asked = [c for c in asked if c.id not in taken and not together.rivals(c.id) & over]
        asked = [c for c in asked if c.ages[0] <= person.age]
        self.never = asked[int(u[22] * len(asked)) :][:1]
        known = [findings()[f] for f in follows.warned(main.id) or together.worth_fearing(main.specialty)]
        operated = main.id in together.among_patients("operated")
        warnings = [w for w in known if operated or w.id != "wound_discharge"]
        warnings = [w for w in warnings if w.group not in groups] or warnings[:1]
        start = int(r() * len(warnings))
        self.feared = (warnings[start:] + warnings[:start])[:4]


def _of_age(condition: Condition, age: int) -> bool:
    """Whether it is thought of at an age."""
    return condition.ages[0] - 8 <= age <= condition.ages[1] + 8
