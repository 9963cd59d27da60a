"""Explorer's task 4: which forests both the data protection officer and the ward accept."""

from itertools import product

from labkit.tasks import Text, value_task

# As in the notebook: with leaf 20 one of ten registers has an attack of 0.62, with 30 the highest is 0.59; with 50 the forest ranks 80.4 pairs of 100 right, with 60 it is 79.7.
SMALLEST, LARGEST = "30", "50"
LEAVES = [str(leaf) for leaf in range(10, 100, 10)]

task = value_task(
    points=2,
    domain=["".join(pair) for pair in product(LEAVES, repeat=2)],
    why=Text(
        "Right. Below 30 it costs the ward nothing to remember less; above 50 it costs patients. With a limit of 0.55 no leaf is left: then the hospital pays with usefulness, or does not release. "
        "Somebody decides that, and signs. And the rule errs: in ten registers of honest models chance alone takes one past a limit now and then.",
        "Juste. Au-dessous de 30, retenir moins ne coûte rien au service ; au-dessus de 50, cela coûte à des patients. Avec une limite de 0,55, aucune feuille ne reste : l'hôpital paie alors en utilité, ou ne "
        "publie pas. Quelqu'un en décide, et signe. Et la règle se trompe : sur dix registres de modèles honnêtes, le hasard seul en fait parfois passer un au-delà d'une limite.",
    ),
    hints=[
        Text(
            "Take one side at a time. The officer looks at the highest of the ten registers, not at their mean: from which leaf is it below 0.60?",
            "Un côté à la fois. La personne déléguée à la protection des données regarde le plus haut des dix registres, non leur moyenne : à partir de quelle feuille est-il sous 0,60 ?",
        ),
        Text(
            "Then the ward: go on to larger leaves until fewer than 80 of 100 pairs are ranked right, and take one step back. 79.7 is fewer than 80.",
            "Puis le service : continuez vers des feuilles plus grandes jusqu'à moins de 80 paires bien classées sur 100, et revenez d'un pas. 79,7, c'est moins de 80.",
        ),
    ],
)


@task.reference
def both_accept():
    return SMALLEST + LARGEST


@task.mutant(
    Text(
        "The smallest comes first, the largest second.",
        "D'abord la plus petite, ensuite la plus grande.",
    ),
)
def largest_first(answer):
    return answer[:2] > answer[2:]


@task.mutant(
    Text(
        "With your smallest leaf the mean of the ten registers is below the limit, and one register is not. People of that register would be named by it; a mean does not protect them. Read the highest.",
        "Avec votre plus petite feuille, la moyenne des dix registres est sous la limite, et l'un d'eux ne l'est pas. Ce sont ses patients qui seraient nommés ; une moyenne ne les protège pas. Lisez le plus haut.",
    ),
)
def mean_of_the_registers(answer):
    return answer[:2] <= answer[2:] and answer[:2] < SMALLEST


@task.mutant(
    Text(
        "Your largest leaf hides its people well, and serves too few patients: the ward refuses it. Look at the pairs ranked right, digits after the point included.",
        "Votre plus grande feuille cache bien ses patients, et en sert trop peu : le service la refuse. Regardez les paires bien classées, chiffre après la virgule compris.",
    ),
)
def the_ward_refuses(answer):
    return SMALLEST <= answer[:2] <= answer[2:] and answer[2:] > LARGEST


@task.mutant(
    Text(
        "Both would accept that, and they accept more: you have shut out leaves with which the officer and the ward can live. Go on, step by step, on either side.",
        "Les deux l'accepteraient, et ils acceptent davantage : vous excluez des feuilles dont l'une et l'autre s'accommodent. Continuez pas à pas, de chaque côté.",
    ),
)
def narrower_than_it_need_be(answer):
    return SMALLEST <= answer[:2] <= answer[2:] <= LARGEST and answer != SMALLEST + LARGEST
