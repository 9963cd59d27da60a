"""Explorer's task 1: alarms in a hundred."""

from labkit.tasks import Text, value_task

from .cohort import WARDS, alarm_counts

# The clinic of task 1 is not in the cohort: its figure can be read nowhere and has to be worked out.
CLINIC_PREVALENCE = 0.02
CLINIC_PPV = 100 * 0.9 * CLINIC_PREVALENCE / (0.9 * CLINIC_PREVALENCE + 0.1 * (1 - CLINIC_PREVALENCE))


def alarms_for_sepsis_in_hundred(ward):
    true_alarms, false_alarms, _, _ = alarm_counts(ward)
    return round(100 * true_alarms / (true_alarms + false_alarms))


task = value_task(
    points=2,
    # counts, and what people type who keep the decimal or stay with a share
    domain=[*range(101), 15.5, 15.52, 0.15, 0.155, 0.16, 0.9, 0.02],
    # 15.5 in 100: who rounds down is right as well
    accepts=lambda answer: abs(answer - CLINIC_PPV) < 0.6,
    why=Text(
        "Right. The alarm has not changed: sensitivity and specificity are 0.90 here too. What changed is the patients: 980 of 1,000 "
        "have no sepsis, and the alarm rings for one in ten of them.",
        "Juste. L'alarme n'a pas changé : sensibilité et spécificité sont de 0,90 ici aussi. Ce sont les patients qui changent : 980 sur "
        "1 000 n'ont pas de sepsis, et l'alarme sonne pour un sur dix d'entre eux.",
    ),
    hints=[
        Text(
            "Set the prevalence in the cell above to 2 %, and look at the true and the false alarms.",
            "Réglez la prévalence à 2 % dans la cellule ci-dessus, et regardez les vraies et les fausses alarmes.",
        ),
        Text(
            "Divide the true alarms by all the alarms (true and false), then count out of 100 and round.",
            "Divisez les vraies alarmes par toutes les alarmes (vraies et fausses), puis comptez sur 100 et arrondissez.",
        ),
    ],
)


@task.reference
def from_counts():
    return round(CLINIC_PPV)


@task.alternative
def rounded_down():
    return int(CLINIC_PPV)


@task.mutant(
    Text(
        "That is how many of 100 patients with sepsis the alarm rings for (sensitivity). The question goes the other way: of 100 "
        "alarms, how many are for a patient with sepsis?",
        "C'est le nombre de patients avec un sepsis, sur 100, pour qui l'alarme sonne (sensibilité). La question va dans l'autre sens : sur "
        "100 alarmes, combien concernent un patient avec un sepsis ?",
    ),
)
def belongs_to_test(answer):
    return answer == 90


@task.mutant(
    Text(
        "That is how many patients in 100 have sepsis at this clinic, alarm or not. Look at the alarms only.",
        "C'est le nombre de patients sur 100 qui ont un sepsis dans ce centre, alarme ou non. Ne regardez que les alarmes.",
    ),
)
def prevalence(answer):
    return answer == round(100 * CLINIC_PREVALENCE)


@task.mutant(
    Text(
        "That is a share between 0 and 1. The question asks for a number out of 100.",
        "C'est une part entre 0 et 1. La question porte sur un nombre sur 100.",
    ),
)
def a_share(answer):
    return 0 < answer < 1


@task.mutant(
    Text(
        "You give either the true alarms among 1,000 patients, or the true alarms divided by the false ones. The question is "
        "about 100 alarms: divide the true ones by all those that rang, true and false together.",
        "Vous donnez soit les vraies alarmes pour 1 000 patients, soit les vraies alarmes divisées par les fausses. La question porte "
        "sur 100 alarmes : divisez les vraies par toutes celles qui ont sonné, vraies et fausses.",
    ),
)
def true_over_false(answer):
    return answer in (round(100 * CLINIC_PPV / (100 - CLINIC_PPV)), round(1000 * 0.9 * CLINIC_PREVALENCE))


@task.mutant(
    Text(
        "That is a number of alarms among 1,000 patients, read off the table. Of 100 alarms, how many are true?",
        "C'est un nombre d'alarmes pour 1 000 patients, lu dans le tableau. Sur 100 alarmes, combien sont vraies ?",
    ),
)
def counts_read_off(answer):
    return answer == round(1000 * 0.1 * (1 - CLINIC_PREVALENCE))


@task.mutant(
    Text(
        "That is for how many patients in 100 the alarm rings, rightly or wrongly. The question starts from 100 alarms.",
        "C'est le nombre de patients sur 100 pour qui l'alarme sonne, à tort ou à raison. La question part de 100 alarmes.",
    ),
)
def alarms_among_patients(answer):
    return abs(answer - 100 * (0.9 * CLINIC_PREVALENCE + 0.1 * (1 - CLINIC_PREVALENCE))) < 1


@task.mutant(
    Text(
        "That is how many of 100 alarms are false. The question asks for the others.",
        "C'est le nombre de fausses alarmes sur 100. La question porte sur les autres.",
    ),
)
def false_alarms(answer):
    return abs(answer - (100 - CLINIC_PPV)) < 1


@task.mutant(
    Text(
        "That is another ward's figure. Is the prevalence in the cell above set to 2 %?",
        "C'est le chiffre d'un autre service. La prévalence de la cellule ci-dessus est-elle réglée à 2 % ?",
    ),
)
def another_ward(answer):
    return answer in {alarms_for_sepsis_in_hundred(ward) for ward in WARDS}
