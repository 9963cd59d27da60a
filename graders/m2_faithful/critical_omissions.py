"""Builder's task 3: what the letter says, must not be left out, and was."""

from labkit.tasks import Text, case, function_task, laws

from .made_up import CONCEPTS, claim, letter

task = function_task(
    points=1,
    forbids=("labkit.text",),
    why=Text(
        "Right. A summary of one true sentence has a support of 100 %. Omissions are counted from the letter, never from the summary.",
        "Juste. Un résumé d'une seule phrase vraie est soutenu à 100 %. Les omissions se comptent depuis la lettre, jamais depuis le résumé.",
    ),
    hints=[
        Text(
            "Go through `source` in its order; keep a concept if it is in `critical` and in no claim of `summary`.",
            "Parcourez `source` dans son ordre ; gardez un concept s'il est dans `critical` et dans aucune affirmation de `summary`.",
        ),
        Text(
            "Each concept once, where it comes first: list(dict.fromkeys(found)) does that.",
            "Chaque concept une fois, là où il vient d'abord : list(dict.fromkeys(found)) le fait.",
        ),
    ],
    laws=[
        laws.known(
            {
                "source": [{"concept": "sepsis", "polarity": "absent", "dose": None}],
                "summary": [],
                "critical": ["sepsis"],
            },
            ["sepsis"],
            Text(
                "*No sepsis* matters to whoever takes over: what was ruled out can be left out too.",
                "*Pas de sepsis* compte pour la relève : ce qui a été écarté peut être omis aussi.",
            ),
        ),
    ],
)


@task.reference
def in_order(source, summary, critical):
    said = {claim["concept"] for claim in summary}
    found = [s["concept"] for s in source if s["concept"] in critical and s["concept"] not in said]
    return list(dict.fromkeys(found))


@task.alternative
def one_by_one(source, summary, critical):
    left_out = []
    for stated in source:
        concept = stated["concept"]
        told = any(claim["concept"] == concept for claim in summary)
        if concept in critical and not told and concept not in left_out:
            left_out.append(concept)
    return left_out


@task.alternative
def with_pandas(source, summary, critical):
    import pandas as pd

    stated = pd.Series([s["concept"] for s in source], dtype=object).drop_duplicates()
    told = [c["concept"] for c in summary]
    return stated[stated.isin(critical) & ~stated.isin(told)].tolist()


@task.mutant(
    Text(
        "You list everything that was left out. A summary leaves things out: that is its purpose. Only what is critical counts.",
        "Vous listez tout ce qui manque. Un résumé laisse des choses de côté : c'est son but. Seul ce qui est critique compte.",
    ),
)
def everything_counts(source, summary, critical):
    return in_order(source, summary, [s["concept"] for s in source])


@task.mutant(
    Text(
        "You forget what was ruled out. Without *no embolism*, somebody orders the scan again, or treats.",
        "Vous oubliez ce qui a été écarté. Sans *pas d'embolie*, on refait le scanner, ou l'on traite.",
    ),
)
def present_only(source, summary, critical):
    return in_order([s for s in source if s["polarity"] == "present"], summary, critical)


@task.mutant(
    Text(
        "You look in the summary for what the letter lacks: that is invention. Omission goes the other way.",
        "Vous cherchez dans le résumé ce qui n'est pas dans la lettre : c'est l'invention. L'omission va dans l'autre sens.",
    ),
)
def the_other_way(source, summary, critical):
    return in_order(summary, source, critical)


@task.mutant(
    Text(
        "A concept that the letter says twice is counted twice. One omission, one line.",
        "Un concept que la lettre dit deux fois compte deux fois. Une omission, une ligne.",
    ),
)
def twice(source, summary, critical):
    said = {claim["concept"] for claim in summary}
    return [s["concept"] for s in source if s["concept"] in critical and s["concept"] not in said]


@task.mutant(
    Text(
        "You list critical things of which the letter does not speak. Nothing that was never said can be left out.",
        "Vous listez des éléments critiques dont la lettre ne parle pas. On n'omet pas ce qui n'a jamais été dit.",
    ),
)
def never_said(source, summary, critical):
    said = {claim["concept"] for claim in summary}
    return [concept for concept in critical if concept not in said]


@task.mutant(
    Text(
        "The right concepts, in the order of your list. Asked for is the order of the letter, in which whoever checks will read it.",
        "Les bons concepts, dans l'ordre de votre liste. On demande l'ordre de la lettre : c'est ainsi que la lira la personne qui vérifie.",
    ),
)
def in_the_order_of_the_list(source, summary, critical):
    left_out = in_order(source, summary, critical)
    return [concept for concept in dict.fromkeys(critical) if concept in left_out]


@task.cases
def letters(rng):
    for n in (6, 5, 7, 6):
        source = letter(rng, n)
        source = [*source, claim(rng, source[1]["concept"]), claim(rng, source[0]["concept"])]
        critical = [str(c) for c in rng.permutation(CONCEPTS)[:6]]
        summary = [claim(rng, source[i]["concept"]) for i in (2, 3)] + [claim(rng, CONCEPTS[-1 - n % 3])]
        yield case(source=source, summary=summary, critical=critical)
    one, two, three, other, none = (str(c) for c in rng.permutation(CONCEPTS)[:5])
    source = [claim(rng, c, "absent", None) for c in (one, two, one, three)]
    yield case(source=source, summary=[], critical=[two, one, none])
    yield case(source=source, summary=source[:1], critical=[two, one])
    yield case(source=[], summary=source, critical=[two])
    yield case(source=source, summary=[claim(rng, other, "present")], critical=[other, three, two])
    yield case(source=source, summary=source, critical=[one])
    # Names that hold one another are other concepts.
    whole, longer, part = (claim(rng, c) for c in ("chest pain", "pain of the leg", "pain"))
    first = claim(rng, one)
    yield case(source=[longer, first, whole], summary=[], critical=["pain", two])
    yield case(source=[longer, whole, first], summary=[part], critical=["chest pain", one, "pain of the leg"])
    yield case(
        source=[part, first, whole, longer], summary=[], critical=["pain of the leg", "pain", "chest pain"]
    )
