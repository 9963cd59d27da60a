"""Builder's task 5: what the prevalence forces."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=1,
    why=Text(
        "Right. Fix the PPV and the missed share in two groups: where the disease is more frequent, the false alarms among people "
        "without the disease must be more frequent too. No ill will is needed. Which of the three may differ is a choice, and the ward should make it openly.",
        "Juste. Fixez la VPP et la part manquée dans deux groupes : là où la maladie est plus fréquente, les fausses alarmes chez "
        "les personnes sans la maladie le sont forcément aussi. Il n'y faut aucune mauvaise volonté. Laquelle des trois différera est un choix, "
        "et le service doit le faire ouvertement.",
    ),
    hints=[
        Text(
            "Follow 1,000 people: how many are ill, how many of those are flagged (all but the missed)?",
            "Suivez 1 000 personnes : combien sont malades, combien d'entre elles sont signalées (toutes sauf les manquées) ?",
        ),
        Text(
            "If the true alarms are a share `ppv` of all alarms, all alarms are true alarms / ppv. How many of them are false?",
            "Si les vraies alarmes sont une part `ppv` de toutes les alarmes, toutes les alarmes, ce sont les vraies / ppv. Combien sont "
            "fausses ?",
        ),
        Text(
            "False alarms = all alarms - true alarms. Divide by the people without the disease: 1,000 × (1 - prevalence).",
            "Fausses alarmes = toutes les alarmes - les vraies. Divisez par les personnes sans la maladie : 1 000 × (1 - prévalence).",
        ),
    ],
    laws=[
        laws.monotone(
            "prevalence",
            [0.02, 0.05, 0.1, 0.2, 0.4],
            Text(
                "With the same PPV and the same missed share, more disease must bring more false alarms among people without the disease. Yours fall "
                "somewhere.",
                "À VPP et part manquée égales, plus de maladie apporte forcément plus de fausses alarmes chez les personnes sans la maladie. Les "
                "vôtres baissent quelque part.",
            ),
        ),
        laws.known(
            {"prevalence": 0.5, "ppv": 0.5, "missed_share": 0.0},
            1.0,
            Text(
                "Half are ill, all of them flagged, half of the alarms false: then everybody without the disease was flagged too.",
                "La moitié est malade, tous sont signalés, la moitié des alarmes sont fausses : alors chaque personne sans la maladie a été signalée aussi.",
            ),
        ),
        laws.known(
            {"ppv": 1.0},
            0.0,
            Text(
                "If every alarm is right, there is no false alarm.",
                "Si toutes les alarmes sont justifiées, il n'y a pas de fausse alarme.",
            ),
        ),
    ],
)


@task.reference
def chouldechova(prevalence, ppv, missed_share):
    return prevalence / (1 - prevalence) * (1 - ppv) / ppv * (1 - missed_share)


@task.alternative
def by_counting(prevalence, ppv, missed_share):
    ill = 1000 * prevalence
    true_alarms = ill - ill * missed_share
    return (true_alarms / ppv - true_alarms) / (1000 - ill)


@task.alternative
def by_odds(prevalence, ppv, missed_share):
    return np.divide((1 - missed_share) * prevalence * (1 / ppv - 1), 1 - prevalence)


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "of three shares, no product or quotient is below 0")


@task.mutant(
    Text(
        "You multiply by the missed share. Those who ring the alarm are the cases found: 1 - missed_share.",
        "Vous multipliez par la part manquée. Ceux qui font sonner l'alarme sont les cas trouvés : 1 - missed_share.",
    ),
)
def missed_for_found(prevalence, ppv, missed_share):
    return prevalence / (1 - prevalence) * (1 - ppv) / ppv * missed_share


@task.mutant(
    Text(
        "You divide by everybody. False alarms are counted among the people without the disease: divide by 1 - prevalence.",
        "Vous divisez par tout le monde. Les fausses alarmes se comptent parmi les personnes sans la maladie : divisez par 1 - prévalence.",
    ),
)
def prevalence_not_odds(prevalence, ppv, missed_share):
    return prevalence * (1 - ppv) / ppv * (1 - missed_share)


@task.mutant(
    Text(
        "The PPV is upside down: with it, a model whose alarms are nearly all right would ring for nearly everybody without the disease.",
        "La VPP est à l'envers : ainsi, un modèle dont presque toutes les alarmes sont justes sonnerait pour presque toutes les personnes sans la maladie.",
    ),
)
def upside_down(prevalence, ppv, missed_share):
    return prevalence / (1 - prevalence) * ppv / (1 - ppv) * (1 - missed_share) if ppv < 1 else np.inf


@task.mutant(
    Text(
        "1 - ppv is the share of alarms that are false. The question asks for the share of people without the disease for whom it rings: another denominator, and the "
        "prevalence comes in.",
        "1 - ppv est la part des alarmes qui sont fausses. La question demande la part des personnes sans la maladie qui la font sonner : un autre "
        "dénominateur, et la prévalence y entre.",
    ),
)
def share_of_alarms(prevalence, ppv, missed_share):
    return 1 - ppv


@task.mutant(
    Text(
        "You let every case ring the alarm. The missed ones do not: multiply by 1 - missed_share.",
        "Vous laissez chaque cas faire sonner l'alarme. Les manqués ne la font pas sonner : multipliez par 1 - missed_share.",
    ),
)
def forgets_the_missed(prevalence, ppv, missed_share):
    return prevalence / (1 - prevalence) * (1 - ppv) / ppv


@task.mutant(
    Text(
        "You divide the false alarms by the ill. They ring for people without the disease: divide by 1 - prevalence.",
        "Vous divisez les fausses alarmes par les malades. Elles sonnent pour des personnes sans la maladie : divisez par 1 - prévalence.",
    ),
)
def among_the_ill(prevalence, ppv, missed_share):
    return (1 - ppv) / ppv * (1 - missed_share)


@task.mutant(
    Text(
        "True alarms × (1 - ppv) are not the false alarms: 1 - ppv is a share of all alarms. All alarms are true alarms / ppv.",
        "Les vraies alarmes × (1 - ppv) ne sont pas les fausses : 1 - ppv est une part de toutes les alarmes. Toutes les alarmes, ce sont "
        "les vraies / ppv.",
    ),
)
def share_of_true_alarms(prevalence, ppv, missed_share):
    return prevalence / (1 - prevalence) * (1 - ppv) * (1 - missed_share)


@task.cases
def groups_alike_but_for_prevalence(rng):
    for _ in range(6):
        yield case(
            prevalence=float(rng.uniform(0.03, 0.45)),
            ppv=float(rng.uniform(0.3, 0.9)),
            missed_share=float(rng.uniform(0.1, 0.45)),
        )
