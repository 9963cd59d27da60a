"""Explorer's task 2: a ward's threshold."""

import numpy as np

from labkit.tasks import Text, value_task

task = value_task(
    points=2,
    domain=[*range(1, 100), 0.05, 0.95, 0.5, 0.19, 5.3, 5.26, 5.6, 5.56],
    why=Text(
        "Right. Nineteen false alarms and one case make twenty patients: one in twenty is 5 %. The ward set this threshold, not the model.",
        "Juste. Dix-neuf fausses alarmes et un cas font vingt patients : un sur vingt, c'est 5 %. C'est le service qui a fixé ce seuil, "
        "pas le modèle.",
    ),
    hints=[
        Text(
            "Picture the patients at the threshold: for one patient with sepsis, how many without is the ward ready to assess?",
            "Imaginez les patients au seuil : pour un patient avec un sepsis, combien de patients sans sepsis le service accepte-t-il d'évaluer ?",
        ),
        Text(
            "1 case + 19 false alarms = 20 patients. What percentage is 1 of 20?",
            "1 cas + 19 fausses alarmes = 20 patients. Quel pourcentage représente 1 sur 20 ?",
        ),
    ],
)


@task.reference
def one_in_twenty():
    return 5


@task.alternative
def from_harms():
    return np.float64(100 / (1 + 19))


@task.mutant(
    Text(
        "50 % is not neutral: it says that a missed sepsis is no worse than one needless examination.",
        "50 % n'est pas neutre : c'est dire qu'un sepsis manqué n'est pas plus grave qu'un examen inutile.",
    ),
)
def half_is_neutral(answer):
    return answer == 50


@task.mutant(
    Text(
        "19 is a number of false alarms, not a percentage. How many patients are there in all, with the case itself?",
        "19 est un nombre de fausses alarmes, pas un pourcentage. Combien de patients y a-t-il en tout, avec le cas lui-même ?",
    ),
)
def number_as_percent(answer):
    return answer == 19


@task.mutant(
    Text(
        "Twenty patients, yes: the case and its nineteen false alarms. What percentage of the twenty is the one with sepsis?",
        "Vingt patients, oui : le cas et ses dix-neuf fausses alarmes. Quel pourcentage des vingt représente celui qui a un sepsis ?",
    ),
)
def patients_as_percent(answer):
    return answer == 20


@task.mutant(
    Text(
        "That is a share between 0 and 1. The answer is in %, as a whole number.",
        "C'est une part entre 0 et 1. La réponse se donne en %, en nombre entier.",
    ),
)
def a_share(answer):
    return answer < 1


@task.mutant(
    Text(
        "One case against nineteen false alarms is the odds. The threshold is a share of all the patients: count the case with them.",
        "Un cas contre dix-neuf fausses alarmes, c'est la cote. Le seuil est une part de tous les patients : comptez le cas avec eux.",
    ),
)
def odds_not_probability(answer):
    return 5 < answer < 5.5


@task.mutant(
    Text(
        "You took the case away from the nineteen false alarms (1 in 18). Add it: nineteen false alarms and one case.",
        "Vous avez retiré le cas des dix-neuf fausses alarmes (1 sur 18). Ajoutez-le : dix-neuf fausses alarmes et un cas.",
    ),
)
def case_taken_away(answer):
    return 5.5 < answer <= 6


@task.mutant(
    Text(
        "10 % belongs to a ward that accepts nine false alarms for a case. This team accepts nineteen.",
        "10 % est le seuil d'un service qui accepte neuf fausses alarmes pour un cas. Cette équipe en accepte dix-neuf.",
    ),
)
def another_wards_number(answer):
    return answer == 10


@task.mutant(
    Text(
        "This is upside down: that ward would wait until sepsis is nearly certain. When a miss is serious, one acts early, at a low risk.",
        "C'est à l'envers : ce service attendrait d'être presque certain du sepsis. Quand manquer un cas est grave, on agit tôt, à un "
        "risque faible.",
    ),
)
def upside_down(answer):
    return answer in (81, 95)


@task.mutant(
    Text(
        "That looks like intensive care's prevalence, 51 %. The threshold does not depend on how frequent sepsis is, only on what the "
        "team said.",
        "Cela ressemble à la prévalence en réanimation, 51 %. Le seuil ne dépend pas de la fréquence du sepsis, seulement de ce que "
        "l'équipe a dit.",
    ),
)
def prevalence_as_threshold(answer):
    return answer in (51, 52)
