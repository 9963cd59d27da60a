"""Builder's task 2: what the letter says of one claim of the summary."""

from labkit.tasks import Text, case, function_task, laws

from .made_up import CONCEPTS, DRUGS, claim, letter

_LETTER = [
    {"concept": "pulmonary embolism", "polarity": "absent", "dose": None},
    {"concept": "digoxin", "polarity": "present", "dose": 0.125},
]

task = function_task(
    points=2,
    forbids=("labkit.text",),
    why=Text(
        "Right. The letter decides, not the sound of the sentence: each claim of the summary is held against what the letter says of the same thing.",
        "Juste. C'est la lettre qui décide, non le ton de la phrase : chaque affirmation du résumé est confrontée à ce que la lettre dit de la même chose.",
    ),
    hints=[
        Text(
            "First same = [s for s in source if s['concept'] == claim['concept']]. Nothing there: invented.",
            "D'abord same = [s for s in source if s['concept'] == claim['concept']]. Rien : invented.",
        ),
        Text(
            "Keep those of the same polarity: none, flipped. A claim without a dose agrees with any dose; otherwise one of them must have the same dose, or it is wrong_dose.",
            "Gardez celles de même polarité : aucune, flipped. Une affirmation sans dose s'accorde avec toute dose ; sinon, l'une d'elles doit avoir la même, faute de quoi c'est wrong_dose.",
        ),
    ],
    laws=[
        laws.known(
            {
                "claim": {"concept": "pulmonary embolism", "polarity": "present", "dose": None},
                "source": _LETTER,
            },
            "flipped",
            Text(
                "Her letter says: no embolism. The summary: embolism.",
                "Sa lettre dit : pas d'embolie. Le résumé : embolie.",
            ),
        ),
        laws.known(
            {"claim": {"concept": "digoxin", "polarity": "present", "dose": None}, "source": _LETTER},
            "supported",
            Text("A summary may leave a dose out.", "Un résumé peut taire une dose."),
        ),
        laws.permutation_invariant(
            ["source"],
            Text(
                "The order of the letter's sentences must change nothing.",
                "L'ordre des phrases de la lettre ne doit rien changer.",
            ),
        ),
    ],
)


@task.reference
def step_by_step(claim, source):
    same = [s for s in source if s["concept"] == claim["concept"]]
    if not same:
        return "invented"
    agreeing = [s for s in same if s["polarity"] == claim["polarity"]]
    if not agreeing:
        return "flipped"
    if claim["dose"] is None or claim["dose"] in [s["dose"] for s in agreeing]:
        return "supported"
    return "wrong_dose"


@task.alternative
def the_kindest(claim, source):
    order = ["supported", "wrong_dose", "flipped", "invented"]
    found = {"invented"}
    for said in source:
        if said["concept"] == claim["concept"]:
            if said["polarity"] != claim["polarity"]:
                found.add("flipped")
            else:
                found.add("supported" if claim["dose"] in (None, said["dose"]) else "wrong_dose")
    return min(found, key=order.index)


task.equivalent("the_kindest:ties:*", "The verdicts of a set differ: none ties with another.")


@task.alternative
def with_pandas(claim, source):
    import pandas as pd

    table = pd.DataFrame(source, columns=["concept", "polarity", "dose"])
    table = table[table.concept == claim["concept"]]
    if table.empty:
        return "invented"
    table = table[table.polarity == claim["polarity"]]
    if table.empty:
        return "flipped"
    if claim["dose"] is None or (table.dose == claim["dose"]).any():
        return "supported"
    return "wrong_dose"


@task.mutant(
    Text(
        "You only ask whether the letter speaks of it. *No embolism* speaks of embolism: this is how ROUGE reads.",
        "Vous demandez seulement si la lettre en parle. *Pas d'embolie* parle d'embolie : c'est ainsi que ROUGE lit.",
    ),
)
def mentioned_is_supported(claim, source):
    answer = step_by_step(claim, source)
    return "supported" if answer == "flipped" else answer


@task.mutant(
    Text(
        "You never look at the dose. Ten times the digoxin passes.",
        "Vous ne regardez jamais la dose. Dix fois la digoxine passent.",
    ),
)
def dose_ignored(claim, source):
    answer = step_by_step(claim, source)
    return "supported" if answer == "wrong_dose" else answer


@task.mutant(
    Text(
        "A summary that leaves a dose out is punished as if it had changed it. Short is not wrong.",
        "Un résumé qui tait une dose est puni comme s'il l'avait changée. Court n'est pas faux.",
    ),
)
def silence_is_wrong(claim, source):
    answer = step_by_step(claim, source)
    if answer == "supported":
        doses = [
            s["dose"]
            for s in source
            if s["concept"] == claim["concept"] and s["polarity"] == claim["polarity"]
        ]
        return "supported" if claim["dose"] in doses else "wrong_dose"
    return answer


@task.mutant(
    Text(
        "You compare with the first mention only. A letter says *fever at entry* and *no fever at discharge*: one mention that agrees is enough.",
        "Vous ne comparez qu'à la première mention. Une lettre dit *fièvre à l'entrée* et *pas de fièvre à la sortie* : une mention qui s'accorde suffit.",
    ),
)
def first_mention_only(claim, source):
    return step_by_step(claim, [s for s in source if s["concept"] == claim["concept"]][:1])


@task.mutant(
    Text(
        "What the letter does not mention is called flipped. Nobody denied it: it was invented, which has another cause.",
        "Ce dont la lettre ne parle pas est dit inversé. Personne ne l'a nié : c'est inventé, et la cause est autre.",
    ),
)
def invented_is_flipped(claim, source):
    answer = step_by_step(claim, source)
    return "flipped" if answer == "invented" else answer


@task.mutant(
    Text(
        "The letter gives no dose, the summary gives one, and you let it pass. That dose stands nowhere in the letter.",
        "La lettre ne dit pas de dose, le résumé en donne une, et vous la laissez passer. Cette dose n'est nulle part dans la lettre.",
    ),
)
def a_silent_letter_agrees(claim, source):
    answer = step_by_step(claim, source)
    same = [s for s in source if s["concept"] == claim["concept"] and s["polarity"] == claim["polarity"]]
    return "supported" if answer == "wrong_dose" and None in [s["dose"] for s in same] else answer


@task.cases
def claims(rng):
    drawn = list(_drawn(rng))
    for place in rng.permutation(len(drawn)):
        yield drawn[place]


def _drawn(rng):
    for _ in range(6):
        source = letter(rng, 5)
        absent = next(c for c in CONCEPTS if c not in [s["concept"] for s in source])
        one = source[int(rng.integers(5))]
        other = {"present": "absent", "absent": "present"}[one["polarity"]]
        yield case(claim=dict(one), source=source)
        yield case(claim={**one, "dose": None}, source=source)
        yield case(claim={**one, "polarity": other, "dose": None}, source=source)
        yield case(claim=claim(rng, absent), source=source)
    for drug, (right, wrong, *_) in DRUGS.items():
        said = claim(rng, drug, "present", right)
        rest = [s for s in letter(rng, 4) if s["concept"] != drug]
        stopped = {**said, "polarity": "absent", "dose": None}
        yield case(claim=said, source=[*rest, said])
        yield case(claim={**said, "dose": wrong}, source=[*rest, said])
        yield case(claim=said, source=[stopped, *rest, said])
        yield case(claim=said, source=[{**said, "dose": wrong}, *rest, said])
        yield case(claim=said, source=[*rest, {**said, "dose": None}])
        yield case(claim={**said, "dose": None}, source=[*rest, said])
        yield case(claim={**said, "polarity": "absent"}, source=[*rest, said])
    yield case(claim=claim(rng), source=[])
