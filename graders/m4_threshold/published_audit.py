"""Explorer's task 5: false alarms for each case found, in a published audit."""

from labkit.tasks import Text, value_task

# Wong et al., JAMA Intern Med 2021;181:1065: 38,455 hospital stays, at the threshold that the hospital used.
PREVALENCE, SENSITIVITY, SPECIFICITY = 0.07, 0.33, 0.83
STAYS = 1000
CASES = STAYS * PREVALENCE
TRUE_ALARMS = CASES * SENSITIVITY
FALSE_ALARMS = (STAYS - CASES) * (1 - SPECIFICITY)
FALSE_PER_CASE = FALSE_ALARMS / TRUE_ALARMS


task = value_task(
    points=1,
    # whole numbers, and what people type who keep the decimals or stay with a share
    domain=[*range(201), 6.8, 6.84, 7.8, 0.15, 0.146, 0.13, 0.127, 87.3],
    accepts=lambda answer: abs(answer - FALSE_PER_CASE) < 0.5,
    why=Text(
        "Right: about seven false alarms for each sepsis found. A ward that accepts nine would still follow this alarm; a ward that "
        "accepts five would do better without it. And 47 of the 70 patients with sepsis got no alarm at all.",
        "Juste : environ sept fausses alarmes pour chaque sepsis trouvé. Un service qui en accepte neuf suivrait encore cette alarme ; un "
        "service qui en accepte cinq ferait mieux sans elle. Et pour 47 des 70 patients avec un sepsis, aucune alarme n'a sonné.",
    ),
    hints=[
        Text(
            "Start from 1,000 stays. How many patients have sepsis (7 %)? For how many of them does the alarm ring (33 %)?",
            "Partez de 1 000 séjours. Combien de patients ont un sepsis (7 %) ? Pour combien d'entre eux l'alarme sonne-t-elle (33 %) ?",
        ),
        Text(
            "930 patients have no sepsis. A specificity of 83 % leaves 17 % of them for whom the alarm rings.",
            "930 patients n'ont pas de sepsis. Avec une spécificité de 83 %, l'alarme sonne pour 17 % d'entre eux.",
        ),
        Text(
            "Divide the false alarms by the cases found, and round.",
            "Divisez les fausses alarmes par les cas trouvés, puis arrondissez.",
        ),
    ],
)


@task.reference
def false_alarms_over_cases_found():
    return round(FALSE_PER_CASE)


@task.alternative
def with_a_decimal():
    return round(FALSE_PER_CASE, 1)


@task.mutant(
    Text(
        "That is how many patients are assessed to find one case: it counts the case itself. The question asks for the false alarms only.",
        "C'est le nombre de patients évalués pour trouver un cas : le cas lui-même y est compté. La question porte sur les seules fausses "
        "alarmes.",
    ),
)
def counts_the_case(answer):
    return abs(answer - (FALSE_PER_CASE + 1)) < 0.5


@task.mutant(
    Text(
        "That is the share of alarms that are right, or the false alarms divided the wrong way. Divide the false alarms by the cases found.",
        "C'est la part des alarmes justifiées, ou la division faite à l'envers. Divisez les fausses alarmes par les cas trouvés.",
    ),
)
def a_share(answer):
    return 0 < answer < 1 or answer in (12, 13, 15)


@task.mutant(
    Text(
        "That is a number among 1,000 stays. How many false alarms is that for each sepsis that the alarm finds?",
        "C'est un nombre pour 1 000 séjours. Combien de fausses alarmes cela fait-il pour chaque sepsis trouvé par l'alarme ?",
    ),
)
def counts_of_a_thousand(answer):
    return answer in (23, 47, 70, 158, 181)


@task.mutant(
    Text(
        "You divided by all the patients with sepsis. The alarm finds only a third of them: divide by those it finds.",
        "Vous avez divisé par tous les patients avec un sepsis. L'alarme n'en trouve qu'un tiers : divisez par ceux qu'elle trouve.",
    ),
)
def over_every_case(answer):
    return answer == round(FALSE_ALARMS / CASES)


@task.mutant(
    Text(
        "You took the specificity for the share of false alarms. It is the share of patients without sepsis for whom the alarm stays silent.",
        "Vous avez pris la spécificité pour la part de fausses alarmes. C'est la part des patients sans sepsis pour qui l'alarme reste muette.",
    ),
)
def specificity_as_error(answer):
    return answer == round((STAYS - CASES) * SPECIFICITY / TRUE_ALARMS)


@task.mutant(
    Text(
        "That is how many of 100 alarms are false. The question asks how many there are for one case found.",
        "C'est le nombre de fausses alarmes sur 100. La question demande combien il y en a pour un cas trouvé.",
    ),
)
def false_in_a_hundred(answer):
    return 86.5 < answer < 88.5
