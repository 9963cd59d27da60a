"""Explorer's task 1: of a hundred wrong answers to questions that have one, how many the search explains."""

from functools import cache

from labkit.tasks import Text, value_task

from .cohort import counts


@cache
def share(*others):
    """Not found, for a hundred answers of the kinds `others` (and not found): search by words as typed."""
    here = counts("words")
    return 100 * here["not_found"] / (here["not_found"] + sum(here[kind] for kind in others))


def _near(answer, value):
    return abs(float(answer) - value) < 0.6


task = value_task(
    points=2,
    domain=lambda: [*range(101), 84.6, 61.1, 0.85, 0.84, 0.846, 18.3],
    accepts=lambda answer: _near(answer, share("misread")),
    why=lambda: Text(
        f"Right: {counts('words')['not_found']} of {counts('words')['not_found'] + counts('words')['misread']}. This assistant copies one passage in twelve wrongly, and yet most of its wrong answers begin before it reads. "
        "With another model the share is another: count yours before you blame it, or buy a larger one.",
        f"Juste : {counts('words')['not_found']} sur {counts('words')['not_found'] + counts('words')['misread']}. Cet assistant recopie de travers une fois sur douze, et pourtant la plupart de ses réponses fausses commencent avant la lecture. "
        "Avec un autre modèle, la part sera autre : comptez chez vous avant de l'accuser, ou d'en acheter un plus gros.",
    ),
    hints=[
        Text(
            "Which columns are wrong answers to questions that have an answer? Neither the refusals nor the questions without an answer.",
            "Quelles colonnes sont des réponses fausses à des questions qui ont une réponse ? Ni les refus, ni les questions sans réponse.",
        ),
        Text(
            "In the row of the search by words as typed: divide *not found* by the sum of *not found* and *misread*, times 100.",
            "Dans la ligne de la recherche par mots tels quels : divisez *non trouvé* par la somme de *non trouvé* et de *mal lu*, fois 100.",
        ),
    ],
)


@task.reference
def not_found_over_wrong():
    return round(share("misread"))


@task.alternative
def with_a_decimal():
    return round(share("misread"), 1)


@task.alternative
def rounded_down():
    return int(share("misread") + 0.4)


@task.mutant(
    Text(
        "That is a number of answers. Of a hundred wrong answers, how many would it be?",
        "C'est un nombre de réponses. Sur cent réponses fausses, cela ferait combien ?",
    ),
)
def a_number_of_answers(answer):
    return answer in set(counts("words").values()) | {
        counts("words")["not_found"] + counts("words")["misread"]
    }


@task.mutant(
    Text(
        "You count the questions without an answer as well. No search could have found a passage for them; they are another row of the remedy.",
        "Vous comptez aussi les questions sans réponse. Aucune recherche ne pouvait leur trouver de passage ; leur remède est autre.",
    ),
)
def with_those_without_an_answer(answer):
    return _near(answer, share("misread", "should_refuse"))


@task.mutant(
    Text(
        "You divide by the 60 questions. The question is about the wrong answers: of those, how many come from the search?",
        "Vous divisez par les 60 questions. On parle des réponses fausses : parmi elles, combien viennent de la recherche ?",
    ),
)
def of_all_questions(answer):
    return _near(answer, 100 * counts("words")["not_found"] / 60)


@task.mutant(
    Text(
        "Those are the misread ones. How many of a hundred were not found?",
        "Ce sont celles qui ont été mal lues. Combien, sur cent, n'ont pas été trouvées ?",
    ),
)
def the_misread(answer):
    return _near(answer, 100 - share("misread"))


@task.mutant(
    Text(
        "A share of 1: multiply by 100 and write a whole number.",
        "C'est une part de 1 : multipliez par 100 et écrivez un nombre entier.",
    ),
)
def a_share_of_one(answer):
    return 0 < float(answer) < 1


@task.mutant(
    Text(
        "Refusals are no wrong answers: the assistant said that it had found nothing. Leave them out.",
        "Les refus ne sont pas des réponses fausses : l'assistant a dit n'avoir rien trouvé. Laissez-les de côté.",
    ),
)
def refusals_as_well(answer):
    return _near(answer, 100 * (counts("words")["not_found"] + counts("words")["refused"]) / 24) or _near(
        answer, share("misread", "refused")
    )
