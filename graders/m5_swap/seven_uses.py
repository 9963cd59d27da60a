"""Explorer's task 4: sex, age, language, cover, place: seven uses, and what may be defended."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "1232122"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=7)],
    why=Text(
        "Right. The law does not forbid the column; it forbids treating somebody less well for it without a legitimate aim and means that are necessary and fit. A sex that nobody records cannot be audited.",
        "Juste. Le droit n'interdit pas la colonne ; il interdit de traiter quelqu'un moins bien à cause d'elle sans but légitime ni moyens nécessaires et appropriés. Un sexe que personne n'enregistre ne peut pas être audité.",
    ),
    hints=[
        Text(
            "Ask of each use: is there a medical reason that holds for this patient, or a habit of last year?",
            "Demandez pour chaque usage : y a-t-il une raison médicale qui vaut pour cette personne, ou une habitude de l'an dernier ?",
        ),
        Text(
            "A use that never enters a decision about a patient, and only looks at the decisions of a month, is a 3.",
            "Un usage qui n'entre dans aucune décision sur une personne, et ne fait que regarder les décisions d'un mois, est un 3.",
        ),
    ],
)


@task.reference
def aim_and_means():
    return RIGHT


@task.mutant(
    Text(
        "Look at 6 again: that women were seen later last year is what was done, not what they need. A model that uses it makes a habit into a rule.",
        "Revoyez 6 : que les femmes aient été vues plus tard l'an dernier, c'est ce qui s'est fait, non ce dont elles ont besoin. Un modèle qui s'en sert fait d'une habitude une règle.",
    ),
)
def habit_defended(answer):
    return answer[5] != "2"


@task.mutant(
    Text(
        "Look at 2 again: age alone, whatever the letter says, makes the oldest wait. What medical aim would that serve?",
        "Revoyez 2 : l'âge seul, quoi que dise la lettre, fait attendre les plus âgés. Quel but médical cela servirait-il ?",
    ),
)
def age_alone(answer):
    return answer[1] != "2"


@task.mutant(
    Text(
        "Look at 4 again: the file takes longer, so the patient waits longer. The trouble is the hospital's, and the patient pays. Nobody is refused care for AME, nor put off.",
        "Revoyez 4 : le dossier prend plus de temps, alors la personne attend. La difficulté est celle de l'hôpital, et c'est la personne qui la paie. On ne refuse pas des soins pour l'AME, on ne les retarde pas non plus.",
    ),
)
def cover_last(answer):
    return answer[3] != "2"


@task.mutant(
    Text(
        "Look at 7 again: an index describes a street. Whoever wrote from there may never have missed an appointment, and residence and poverty are grounds on which nobody is put back. The index may bring more to a place: a reminder, a transport.",
        "Revoyez 7 : un indice décrit une rue. La personne qui y habite n'a peut-être jamais manqué un rendez-vous, et ni la résidence ni la pauvreté ne peuvent faire reculer quelqu'un. L'indice peut apporter davantage à un lieu : un rappel, un transport.",
    ),
)
def the_street_decides(answer):
    return answer[6] != "2"


@task.mutant(
    Text(
        "Look at 3 again: nobody's place depends on it. Without that column no audit by sex can be made.",
        "Revoyez 3 : la place de personne n'en dépend. Sans cette colonne, aucun audit selon le sexe n'est possible.",
    ),
)
def audit_not_seen(answer):
    return answer[2] != "3"


@task.mutant(
    Text(
        "Look at 1 and 5 again: each gives this patient what this patient needs. To forbid them would be to treat people alike where they differ.",
        "Revoyez 1 et 5 : chacun donne à cette personne ce dont elle a besoin. Les interdire serait traiter de même des personnes dont les besoins diffèrent.",
    ),
)
def everything_forbidden(answer):
    return answer[0] != "1" or answer[4] != "1"
