"""Builder's task 1: truncation that keeps the conclusion."""

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    forbids=["labkit.text.truncate", "labkit.text.fit_sections"],
    why=Text(
        "Right. A model never says that it did not read the end, so the choice of the cut decides which patients are misread. In these "
        'notes the red flag of a "late" note stands in the last sentence.',
        "Juste. Un modèle ne dit jamais qu'il n'a pas lu la fin : le choix de la coupe décide donc des patients mal lus. Dans ces notes, le "
        "signe d'alarme d'une note « tardive » est dans la dernière phrase.",
    ),
    hints=[
        Text(
            "A note that fits the budget must come back unchanged: test that first.",
            "Une note qui tient dans le budget doit revenir inchangée : testez cela d'abord.",
        ),
        Text(
            "Keep token_ids[0]: the encoder has never read a note without it. How many places are left for the end?",
            "Gardez token_ids[0] : l'encodeur n'a jamais lu de note sans lui. Combien de places reste-t-il pour la fin ?",
        ),
        Text(
            "For a note that is too long: token_ids[:1] + token_ids[len(token_ids) - (budget - 1):]. Why not [-(budget - 1):]? Try a "
            "budget of 1.",
            "Pour une note trop longue : token_ids[:1] + token_ids[len(token_ids) - (budget - 1):]. Pourquoi pas [-(budget - 1):] ? "
            "Essayez un budget de 1.",
        ),
    ],
    laws=[
        laws.known(
            {"token_ids": [2, 10, 11, 3], "budget": 8},
            [2, 10, 11, 3],
            Text(
                "A note of four tokens fits in eight: nothing may be lost or added.",
                "Une note de quatre jetons tient dans huit : rien ne doit être perdu ni ajouté.",
            ),
        ),
        laws.known(
            {"token_ids": [2, 10, 11, 3], "budget": 1},
            [2],
            Text(
                "A budget of 1: [CLS] takes the only place, nothing is left for the end. (In Python, -0 is 0: list[-0:] is the "
                "whole list.)",
                "Un budget de 1 : [CLS] prend la seule place, il ne reste rien pour la fin. (En Python, -0 vaut 0 : liste[-0:] est "
                "la liste entière.)",
            ),
        ),
        laws.idempotent(
            "token_ids",
            Text(
                "Cutting a note that was already cut must change nothing.",
                "Couper une note déjà coupée ne doit rien changer.",
            ),
        ),
    ],
)


@task.reference
def first_and_last(token_ids, budget):
    token_ids = list(token_ids)
    return token_ids if len(token_ids) <= budget else token_ids[:1] + token_ids[len(token_ids) - budget + 1 :]


@task.alternative
def by_dropping(token_ids, budget):
    kept = list(token_ids)
    while len(kept) > budget:
        del kept[1]
    return kept


@task.alternative
def by_positions(token_ids, budget):
    too_many = max(0, len(token_ids) - budget)
    return [token for place, token in enumerate(token_ids) if place == 0 or place > too_many]


task.equivalent(
    "first_and_last:around:list(*", "slices make new lists, and what comes back unchanged is not changed"
)
task.equivalent(
    "first_and_last:comparison:len(token_ids) <= budget -> len(token_ids) < budget",
    "a note as long as the budget is its first token and all the others",
)
for change in ("around:max(0*", "number:0 -> -1"):
    task.equivalent(f"by_positions:{change}", "no place is below 0: whatever is left of it keeps every token")


@task.mutant(
    Text(
        "You keep the head of the note: the age and the vital signs. In a note, what decides often comes last: this cut throws the "
        "conclusion away, and the patient's red flag with it.",
        "Vous gardez le début de la note : l'âge et les constantes. Dans une note, ce qui décide vient souvent à la fin : cette coupe "
        "jette la conclusion, et avec elle le signe d'alarme du patient.",
    ),
)
def head_matters_most(token_ids, budget):
    return list(token_ids)[:budget]


@task.mutant(
    Text(
        "The note is properly closed, but it is still its head that you keep (what libraries do by default): the conclusion is lost.",
        "La note est bien fermée, mais c'est encore son début que vous gardez (ce que font les bibliothèques par défaut) : la "
        "conclusion est perdue.",
    ),
)
def head_with_separator(token_ids, budget):
    token_ids = list(token_ids)
    return token_ids if len(token_ids) <= budget else token_ids[: budget - 1] + token_ids[-1:]


@task.mutant(
    Text(
        "The conclusion is there, the first token is gone: every text the encoder has read began with [CLS], this one does not.",
        "La conclusion y est, le premier jeton a disparu : tous les textes que l'encodeur a lus commençaient par [CLS], pas celui-ci.",
    ),
)
def decision_token_lost(token_ids, budget):
    return list(token_ids)[-budget:]


@task.mutant(
    Text(
        "The result is one token longer than the budget: [CLS] takes a place too, and a model refuses position 129 of 128.",
        "Le résultat dépasse le budget d'un jeton : [CLS] prend une place aussi, et un modèle refuse la position 129 sur 128.",
    ),
)
def one_too_many(token_ids, budget):
    token_ids = list(token_ids)
    return token_ids if len(token_ids) <= budget else token_ids[:1] + token_ids[-budget:]


@task.mutant(
    Text(
        "You keep half of the beginning and half of the end. A fair idea, but here the whole budget after [CLS] goes to the end.",
        "Vous gardez une moitié du début et une moitié de la fin. L'idée se défend, mais ici tout le budget après [CLS] va à la fin.",
    ),
)
def half_and_half(token_ids, budget):
    token_ids, half = list(token_ids), budget // 2
    return token_ids if len(token_ids) <= budget else token_ids[:half] + token_ids[-(budget - half) :]


@task.mutant(
    Text(
        "You share the budget between the beginning and the end, and the beginning gets the odd place. It sounds fair, but here every place after [CLS] goes "
        "to the end.",
        "Vous partagez le budget entre le début et la fin, et le début reçoit la place impaire. Cela paraît équitable, mais ici chaque place après [CLS] va à la "
        "fin.",
    ),
)
def shared_with_the_head(token_ids, budget):
    token_ids, head = list(token_ids), (budget + 1) // 2
    if len(token_ids) <= budget:
        return token_ids
    return token_ids[:head] + token_ids[len(token_ids) - (budget - head) :]


@task.mutant(
    Text(
        "Right until the budget is 1: then -(budget - 1) is -0, and token_ids[-0:] is the whole note, longer than the budget. Count "
        "from the beginning: len(token_ids) - (budget - 1).",
        "Juste, sauf avec un budget de 1 : alors -(budget - 1) vaut -0, et token_ids[-0:] est la note entière, plus longue que le "
        "budget. Comptez depuis le début : len(token_ids) - (budget - 1).",
    ),
)
def minus_zero(token_ids, budget):
    token_ids = list(token_ids)
    return token_ids if len(token_ids) <= budget else token_ids[:1] + token_ids[-(budget - 1) :]


@task.cases
def notes_in_tokens(rng):
    for length, budget in ((6, 12), (12, 12), (13, 12), (30, 12), (47, 12), (9, 2), (7, 1)):
        yield case(token_ids=[2, *(int(i) for i in rng.integers(10, 3000, length - 2)), 3], budget=budget)
    # a note far below the budget, and one that another tokenizer opens with another token
    yield case(token_ids=[2, *(int(i) for i in rng.integers(10, 3000, 2)), 3], budget=12)
    yield case(token_ids=[int(i) for i in rng.integers(10, 3000, 15)], budget=int(rng.integers(6, 12)))
