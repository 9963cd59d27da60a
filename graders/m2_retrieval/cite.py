"""Builder's task 5: cite a passage in force that speaks of the question, or refuse."""

from labkit.tasks import Text, case, function_task, laws

from .lexis import IDS, WORDS, few, some

REFUSE = "refuse"

task = function_task(
    points=2,
    why=Text(
        "Right. It cites what the ward may use, and stays silent when the passages do not speak of the question. A citation proves that a passage exists; whether it answers is for the reader to see.",
        "Juste. Elle cite ce que le service peut utiliser, et se tait quand les passages ne parlent pas de la question. Une citation prouve qu'un passage existe ; c'est à la personne qui lit de voir s'il répond.",
    ),
    hints=[
        Text(
            "set(query) holds each word of the question once; len(set(query) & set(words)) is how many of them a passage holds.",
            "set(query) contient une fois chaque mot de la question ; len(set(query) & set(words)) dit combien d'entre eux sont dans un passage.",
        ),
        Text(
            'Go through `ranked` from the first. Return passage as soon as status is "in_force" and the share is at least `least`.',
            'Parcourez `ranked` depuis le premier. Renvoyez passage dès que status vaut "in_force" et que la part atteint `least`.',
        ),
        Text(
            'return "refuse" stands after the loop, not inside it.',
            'return "refuse" se place après la boucle, pas dedans.',
        ),
    ],
    laws=[
        laws.known(
            {"query": ["enoxaparine", "grossesse"], "ranked": [], "least": 0.5},
            REFUSE,
            Text(
                'Nothing was found: the answer is "refuse".',
                'Rien n\'a été trouvé : la réponse est "refuse".',
            ),
        ),
        laws.known(
            {
                "query": ["dose", "morphine"],
                "ranked": [
                    {"passage": "old/1", "status": "replaced", "words": ["dose", "morphine"]},
                    {"passage": "now/1", "status": "in_force", "words": ["morphine", "douleur"]},
                ],
                "least": 0.5,
            },
            "now/1",
            Text(
                "The first passage holds both words and has been replaced; the second is in force and holds one word of two: exactly half, which is enough here.",
                "Le premier passage contient les deux mots, mais il est remplacé ; le second est en vigueur et contient un mot sur deux : exactement la moitié, ce qui suffit ici.",
            ),
        ),
    ],
)


def _share(query, words):
    return len(set(query) & set(words)) / len(set(query))


@task.reference
def first_that_may(query, ranked, least):
    for one in ranked:
        share = len(set(query) & set(one["words"])) / len(set(query))
        if one["status"] == "in_force" and share >= least:
            return one["passage"]
    return "refuse"


@task.alternative
def with_next(query, ranked, least):
    wanted = dict.fromkeys(query)
    usable = (one for one in ranked if one["status"] != "replaced")
    return next(
        (
            one["passage"]
            for one in usable
            if sum(word in one["words"] for word in wanted) >= least * len(wanted)
        ),
        "refuse",
    )


@task.alternative
def with_a_list(query, ranked, least):
    import numpy as np

    shares = [np.mean([word in one["words"] for word in dict.fromkeys(query)]) for one in ranked]
    kept = [
        one["passage"]
        for one, share in zip(ranked, shares, strict=True)
        if one["status"] == "in_force" and share >= least
    ]
    return (kept + ["refuse"])[0]


@task.mutant(
    Text(
        "You always cite the first passage. A search always has a first, even for a question that no protocol answers.",
        "Vous citez toujours le premier passage. Une recherche a toujours un premier, même pour une question à laquelle aucun protocole ne répond.",
    ),
)
def always_the_first(query, ranked, least):
    return ranked[0]["passage"] if ranked else REFUSE


@task.mutant(
    Text(
        "You cite a replaced protocol. Honey in the cheek of a drowsy patient was in the version of 2016; the words are right and the care is no longer so.",
        "Vous citez un protocole remplacé. Le miel dans la joue d'une personne somnolente est dans la version de 2016 ; les mots concordent, la conduite n'est plus la bonne.",
    ),
)
def replaced_too(query, ranked, least):
    return next((one["passage"] for one in ranked if _share(query, one["words"]) >= least), REFUSE)


@task.mutant(
    Text(
        "A share equal to `least` is refused. At least means that `least` itself is enough.",
        "Une part égale à `least` est refusée. « Au moins » veut dire que `least` suffit.",
    ),
)
def strictly_more(query, ranked, least):
    usable = [one for one in ranked if one["status"] == "in_force"]
    return next((one["passage"] for one in usable if _share(query, one["words"]) > least), REFUSE)


@task.mutant(
    Text(
        "You give up when the first passage will not do. The next one may: the assistant reads them all.",
        "Vous abandonnez dès que le premier passage ne convient pas. Le suivant convient peut-être : l'assistant les lit tous.",
    ),
)
def first_or_nothing(query, ranked, least):
    return first_that_may(query, ranked[:1], least)


@task.mutant(
    Text(
        "You look for the passage that holds the most words. The order of the search is to be kept: the first that may be cited.",
        "Vous cherchez le passage qui contient le plus de mots. Gardez l'ordre de la recherche : le premier qui peut être cité.",
    ),
)
def largest_share(query, ranked, least):
    usable = [one for one in ranked if one["status"] == "in_force"]
    best = max(usable, key=lambda one: _share(query, one["words"]), default=None)
    return best["passage"] if best and _share(query, best["words"]) >= least else REFUSE


@task.mutant(
    Text(
        "The share is taken of the passage's words. It is the question that must be covered; a long passage would never be cited.",
        "La part est calculée sur les mots du passage. C'est la question qui doit être couverte ; un long passage ne serait jamais cité.",
    ),
)
def share_of_the_passage(query, ranked, least):
    usable = [one for one in ranked if one["status"] == "in_force"]
    held = (
        one["passage"]
        for one in usable
        if len(set(query) & set(one["words"])) / len(set(one["words"])) >= least
    )
    return next(held, REFUSE)


@task.mutant(
    Text(
        "A word typed twice counts twice in your share. Each word of the question counts once.",
        "Un mot tapé deux fois compte deux fois dans votre part. Chaque mot de la question compte une fois.",
    ),
)
def repetitions_counted(query, ranked, least):
    usable = [one for one in ranked if one["status"] == "in_force"]
    held = (
        one["passage"] for one in usable if sum(word in one["words"] for word in query) / len(query) >= least
    )
    return next(held, REFUSE)


@task.mutant(
    Text(
        "You refuse everything. That is safe on paper, and the nurse goes back to a colleague's memory.",
        "Vous refusez tout. C'est sûr sur le papier, et l'infirmière s'en remet à la mémoire d'une collègue.",
    ),
)
def always_refuses(query, ranked, least):
    return REFUSE


@task.cases
def searches(rng):
    def one(passage, held, status="in_force", others=6):
        words = [*held, *some(rng, ["malade", "heure", "appelez", "pression", "avant", "aussi"], others)]
        return {
            "passage": passage,
            "status": status,
            "words": [words[p] for p in rng.permutation(len(words))],
        }

    for _ in range(3):
        a, b, c, d = few(rng, WORDS, 4)
        ids = few(rng, IDS, 4)
        # replaced first; too little; exactly enough; more, but later
        query = [a, b, c, d]
        yield case(
            query=query,
            ranked=[
                one(ids[0], query, "replaced"),
                one(ids[1], [a]),
                one(ids[2], [b, c]),
                one(ids[3], [a, b, c]),
            ],
            least=0.5,
        )
        # a word typed three times: covered by repetition alone
        yield case(query=[a, a, a, b, c], ranked=[one(ids[0], [a]), one(ids[1], [b, c])], least=0.6)
        # words that begin with one of the passage's
        yield case(query=[f"{a}s", f"{b}s"], ranked=[one(ids[0], [a, b]), one(ids[1], [f"{b}s"])], least=0.5)
        yield case(query=[a, b], ranked=[one(ids[0], [a, b], others=0), one(ids[1], [b])], least=1.0)
        yield case(query=[a, b, c], ranked=[one(ids[0], [a, a, a, a])], least=0.5)
        yield case(
            query=[a, b, c], ranked=[one(ids[0], [], others=8), one(ids[1], [c], "replaced")], least=0.2
        )
    # half the words are too few, whichever half: each word of the query counts
    for word in ("malade", "heure"):
        ranked = [{"passage": IDS[0], "status": "in_force", "words": [word, "avant"]}]
        yield case(query=["malade", "heure"], ranked=ranked, least=0.6)
