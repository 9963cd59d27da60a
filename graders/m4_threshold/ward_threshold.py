"""Explorer's task: ward threshold."""

import numpy as np

from labkit.tasks import Text, value_task

task = value_task(
    points=2,
    domain=[*range(1, 100), 0.05, 0.95, 0.5, 0.19, 5.3, 5.26],
    why=Text(
        "Right. Nineteen false alarms for one case found make twenty patients: one in twenty, 5 %. The ward chose it, not "
        "the model.",
        "Juste. Dix-neuf fausses alarmes pour un cas trouvé font vingt patients : un sur vingt, 5 %. C'est le service qui "
        "l'a choisi, pas le modèle.",
    ),
    hints=[
        Text(
            "Picture the patients at the threshold: for one who has sepsis, how many who do not is the ward ready to see?",
            "Imaginez les patients au seuil : pour un qui a un sepsis, combien sans sepsis le service accepte-t-il de voir ?",
        ),
        Text(
            "1 case + 19 false alarms = 20 patients. What share is 1 of 20?",
            "1 cas + 19 fausses alarmes = 20 patients. Quelle part représente 1 sur 20 ?",
        ),
    ],
)


@task.reference
def one_in_twenty():
    return 5


@task.alternative
def one_in_twenty_decimal():
    return 5.0


@task.alternative
def from_harms():
    return np.float64(100 / (1 + 19))


@task.mutant(
    Text(
        "50 % is not neutral: at 50 % the ward says that a missed sepsis is no worse than one needless examination.",
        "50 % n'est pas neutre : à 50 %, le service dit qu'un sepsis manqué n'est pas plus grave qu'un examen inutile.",
    ),
)
def half_is_neutral(answer):
    return answer == 50


@task.mutant(
    Text(
        "19 is a number of false alarms, not a percentage. How many patients are there, counting the case itself?",
        "19 est un nombre de fausses alarmes, pas un pourcentage. Combien de patients y a-t-il, en comptant le cas lui-même ?",
    ),
)
def number_as_percent(answer):
    return answer == 19


@task.mutant(
    Text(
        "Twenty patients, yes: the case and its nineteen false alarms. Which share of the twenty is the one with sepsis?",
        "Vingt patients, oui : le cas et ses dix-neuf fausses alarmes. Quelle part des vingt représente celui qui a un sepsis ?",
    ),
)
def patients_as_percent(answer):
    return answer == 20


@task.mutant(
    Text(
        "That is a share between 0 and 1; the answer is asked for in %, as a whole number.",
        "C'est une part entre 0 et 1 ; la réponse est demandée en %, en nombre entier.",
    ),
)
def a_share(answer):
    return answer < 1


@task.mutant(
    Text(
        "One case to nineteen false alarms is the odds. The threshold is a share of all the patients: count the case with them.",
        "Un cas contre dix-neuf fausses alarmes, c'est la cote. Le seuil est une part de tous les patients : comptez le cas "
        "avec eux.",
    ),
)
def odds_not_probability(answer):
    return 5 < answer < 6


@task.mutant(
    Text(
        "Upside down: that ward would wait until sepsis is nearly certain. A grave miss asks to act early, at a low risk.",
        "À l'envers : ce service attendrait d'être presque certain du sepsis. Manquer un cas est grave : il faut agir tôt, à "
        "un risque faible.",
    ),
)
def upside_down(answer):
    return answer in (81, 95)


@task.mutant(
    Text(
        "You seem to have looked for the threshold in the data (Youden's index, or the mean risk). It is not there: it "
        "comes from what a miss and a false alarm do to people.",
        "Vous semblez avoir cherché le seuil dans les données (indice de Youden, ou risque moyen). Il n'y est pas : il vient "
        "de ce que font aux gens un cas manqué et une fausse alarme.",
    ),
)
def prevalence_as_threshold(answer):
    return answer in (4, 6, 7, 8, 9, 10)
