"""Builder's task 6: where an answer went wrong."""

from itertools import product

from labkit.tasks import Text, case, function_task, laws

from .lexis import IDS, few

task = function_task(
    points=1,
    why=Text(
        "Right. Each kind of error has its own remedy: the search for what was not found, the model or its instructions for what was misread, a rule of refusal for what no protocol says.",
        "Juste. Chaque erreur a son remède : la recherche pour ce qui n'est pas trouvé, le modèle ou ses consignes pour ce qui est mal lu, une règle de refus pour ce qu'aucun protocole ne dit.",
    ),
    hints=[
        Text(
            "Begin with what is right: cited == passage. It also covers a refusal of a question without an answer, where both are empty.",
            "Commencez par ce qui est juste : cited == passage. Cela couvre aussi le refus d'une question sans réponse, où les deux sont vides.",
        ),
        Text(
            'Then passage == "" (should_refuse), then cited == "" (refused). Last, is passage in given (misread) or not (not_found)?',
            'Puis passage == "" (should_refuse), puis cited == "" (refused). Enfin, passage est-il dans given (misread) ou non (not_found) ?',
        ),
    ],
    laws=[
        laws.known(
            {"passage": "warfarin/3", "given": ["warfarin/2"], "cited": "warfarin/2"},
            "not_found",
            Text(
                "Mrs. Malenfant's answer: warfarin/3 answers, only warfarin/2 was given and cited. The search did not find it.",
                "La réponse de Mme Malenfant : warfarin/3 répond, seul warfarin/2 a été donné et cité. La recherche ne l'a pas trouvé.",
            ),
        ),
    ],
)


@task.reference
def one_after_the_other(passage, given, cited):
    if cited == passage:
        return "right"
    if passage == "":
        return "should_refuse"
    if cited == "":
        return "refused"
    return "misread" if passage in given else "not_found"


@task.alternative
def as_a_match(passage, given, cited):
    match (bool(passage), bool(cited)):
        case (False, False):
            return "right"
        case (False, True):
            return "should_refuse"
        case (True, False):
            return "refused"
    if passage not in given:
        return "not_found"
    return "right" if passage == cited else "misread"


@task.alternative
def by_elimination(passage, given, cited):
    found = "not_found"
    if given.count(passage):
        found = "misread"
    if not cited:
        found = "refused"
    if not passage:
        found = "should_refuse"
    return "right" if passage == cited else found


@task.mutant(
    Text(
        "You take any answer with a citation for right. The passage cited to Mrs. Malenfant exists, and it is about patients who do not bleed.",
        "Vous prenez pour juste toute réponse qui a une citation. Le passage cité pour Mme Malenfant existe, et il parle de patients qui ne saignent pas.",
    ),
)
def a_citation_is_enough(passage, given, cited):
    return "right" if cited else one_after_the_other(passage, given, cited)


@task.mutant(
    Text(
        "You call every refusal right. Where a protocol answers, a refusal leaves the nurse alone: it is an error of its own, less dangerous than a wrong dose.",
        "Vous jugez juste tout refus. Quand un protocole répond, un refus laisse l'infirmière seule : c'est une erreur à part, moins dangereuse qu'une dose fausse.",
    ),
)
def refusal_always_right(passage, given, cited):
    return "right" if cited == "" else one_after_the_other(passage, given, cited)


@task.mutant(
    Text(
        "A question without an answer is filed as not found. There was nothing to find: no better search will help, only a refusal.",
        "Une question sans réponse est classée comme non trouvée. Il n'y avait rien à trouver : aucune recherche n'y changera rien, seul un refus.",
    ),
)
def nothing_to_find(passage, given, cited):
    answer = one_after_the_other(passage, given, cited)
    return "not_found" if answer == "should_refuse" else answer


@task.mutant(
    Text(
        "Misread and not found have changed places. Misread: the right passage was among those given, and another was copied.",
        "Vous avez échangé mal lu et non trouvé. Mal lu : le bon passage était parmi ceux qui ont été donnés, et un autre a été recopié.",
    ),
)
def changed_places(passage, given, cited):
    answer = one_after_the_other(passage, given, cited)
    return {"misread": "not_found", "not_found": "misread"}.get(answer, answer)


@task.mutant(
    Text(
        "Every wrong answer is the model's fault in yours. Look whether the right passage was given to it at all.",
        "Chez vous, toute réponse fausse est la faute du modèle. Regardez d'abord si le bon passage lui a été donné.",
    ),
)
def always_the_model(passage, given, cited):
    answer = one_after_the_other(passage, given, cited)
    return "misread" if answer == "not_found" else answer


@task.mutant(
    Text(
        "You look at the first passage given only. The assistant reads all of them.",
        "Vous ne regardez que le premier passage donné. L'assistant les lit tous.",
    ),
)
def first_given_only(passage, given, cited):
    return one_after_the_other(passage, given[:1], cited)


@task.mutant(
    Text(
        "You ask whether the right passage was given before you ask whether there was an answer at all. A refusal is refused, whether or not the passage was there.",
        "Vous regardez si le bon passage était donné avant de regarder s'il y a une réponse. Un refus reste un refus, que le passage ait été donné ou non.",
    ),
)
def refusal_not_found(passage, given, cited):
    answer = one_after_the_other(passage, given, cited)
    return "not_found" if answer == "refused" and passage not in given else answer


@task.cases
def answers(rng):
    made = []
    for where, _ in product(range(3), range(2)):
        ids = few(rng, IDS, 5)
        given = ids[:3]
        made += [
            (given[where], given, given[where]),
            (given[where], given, given[(where + 1) % 3]),
            (ids[4], given, given[where]),
        ]
    made += [
        ("", given, given[0]),
        ("", [], ""),
        ("", given, ""),
        (ids[4], [], ""),
        (given[1], given, ""),
        (f"{given[0]}2", given, given[1]),
    ]
    for place in rng.permutation(len(made)):
        passage, given, cited = made[place]
        yield case(passage=passage, given=given, cited=cited)
