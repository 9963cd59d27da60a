"""Explorer's task 4: four wards, four logs: stop, keep, or a log that does not say."""

from functools import cache
from itertools import product

from labkit.tasks import Text, value_task

from .stop_rule import right as signed_limit
from .ward_logs import WARDS, pages

STOP, KEEP, NOT_SAID = "123"


def read(page):
    """What one page says under the rule that was signed."""
    if page["rescued"] >= signed_limit():
        return STOP
    # The refused lines alone could take it to the limit; or nobody has set anything aside: was anybody looking?
    if page["rescued"] + page["refused"] >= signed_limit() or page["set_aside"] == 0:
        return NOT_SAID
    return KEEP


@cache
def right():
    return "".join(read(pages()[ward]) for ward in WARDS)


task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=len(WARDS))],
    why=Text(
        "Right. Many suggestions set aside did not stop A, and few stopped B: what counts is the sepsis that people caught. C and D say nothing "
        "yet, one because of incomplete lines, the other because nobody disagreed even once. Run the next cell.",
        "Juste. Beaucoup de suggestions écartées n'ont pas arrêté A, et peu ont suffi pour B : ce qui compte, ce sont les sepsis rattrapés. C et "
        "D ne disent encore rien, l'un à cause de lignes incomplètes, l'autre parce que personne n'a été en désaccord une seule fois. Exécutez "
        "la cellule suivante.",
    ),
    hints=[
        Text(
            "Look at the rescues first: in which ward are there eleven or more among the hundred?",
            "Regardez d'abord les rattrapages : dans quel service y en a-t-il onze ou plus sur cent ?",
        ),
        Text(
            "Then at the lines refused. If they were corrected, could the ward reach eleven?",
            "Puis les lignes refusées. Si on les corrigeait, le service pourrait-il atteindre onze ?",
        ),
        Text(
            "A model that misses sepsis, and nobody who ever sets a suggestion aside in a hundred decisions: is that a good sign?",
            "Un modèle qui manque des sepsis, et personne qui écarte une seule suggestion en cent décisions : est-ce bon signe ?",
        ),
    ],
)


@task.reference
def what_each_log_says():
    return right()


@task.mutant(
    Text(
        "You stop A, where most suggestions were set aside. Nearly all of those were calls that a person judged needless, which is what this model "
        "was priced for. It has 4 rescues, and the rule says 11.",
        "Vous arrêtez A, où l'on a écarté le plus de suggestions. Presque toutes étaient des appels jugés inutiles, ce que prévoyaient les prix "
        "fixés pour ce modèle. A compte 4 rattrapages ; la règle en demande 11.",
    ),
)
def set_aside_is_alarm(answer):
    return answer[0] == STOP


@task.mutant(
    Text(
        "You do not stop B. It has 11 rescues in 100 decisions: the rule that was signed is reached, even if fewer suggestions were set aside than in A.",
        "Vous n'arrêtez pas B. Il compte 11 rattrapages sur 100 décisions : la règle signée est atteinte, même si l'on y a écarté moins de suggestions "
        "qu'en A.",
    ),
)
def few_set_aside_is_well(answer):
    return answer[1] != STOP


@task.mutant(
    Text(
        "D looks calm: nobody set anything aside. But in a hundred decisions a person who looks disagrees now and then. Nobody may be looking "
        "(automation bias). The log cannot tell.",
        "D paraît calme : personne n'a rien écarté. Mais en cent décisions, une personne qui regarde est parfois en désaccord. Peut-être que personne "
        "ne regarde (biais d'automatisation). Le journal ne permet pas de le savoir.",
    ),
)
def silence_is_well(answer):
    return answer[3] == KEEP


@task.mutant(
    Text(
        "You keep C, with 6 rescues. But 38 of its 100 lines were refused: with 5 rescues among them the rule would be reached. Mend the log first.",
        "Vous gardez C, avec 6 rattrapages. Mais 38 de ses 100 lignes ont été refusées : il suffit de 5 rattrapages parmi elles pour atteindre la "
        "règle. Corrigez d'abord le journal.",
    ),
)
def refused_lines_do_not_count(answer):
    return answer[2] == KEEP


@task.mutant(
    Text(
        "You stop a ward whose log has not reached the rule. A poor log is a reason to act today: correct it, read charts. It is not evidence against the "
        "model.",
        "Vous arrêtez un service dont le journal n'a pas atteint la règle. Un mauvais journal oblige à agir aujourd'hui : le corriger, relire des "
        "dossiers. Ce n'est pas une preuve contre le modèle.",
    ),
)
def stops_without_evidence(answer):
    return STOP in answer[2:]


@task.mutant(
    Text(
        "A's log is complete, people disagreed, and 4 rescues are well below 11: it says that the system may run on.",
        "Le journal de A est complet, des personnes ont été en désaccord, et 4 rattrapages sont bien au-dessous de 11 : il dit que le système peut "
        "continuer.",
    ),
)
def never_certain(answer):
    return answer[0] == NOT_SAID
