"""Explorer's task 5: how far the name of the hospital alone goes, on real chest radiographs."""

from labkit.tasks import Text, value_task

# Zech et al., PLoS Med 2018;15:e1002683, abstract: sorting by hospital system alone, AUC 0.861 (0.855 to 0.866); the
# network on both hospitals 0.931, on a third one 0.815. Pneumonia in 34.2 % at Mount Sinai, 1.2 % at NIH, 1.0 % in Indiana.
BY_HOSPITAL = 86

task = value_task(
    points=2,
    domain=[*range(101), 86.1, 0.861, 0.86, 93.1, 81.5, 34.2],
    accepts=lambda answer: abs(answer - 86.1) < 0.7,
    why=Text(
        "Right: 86 pairs of 100, without looking at a lung. What the network adds to that is what it sees; at a third hospital, where the name says nothing, 81 or 82 were left.",
        "Juste : 86 paires sur 100, sans regarder un poumon. Ce que le réseau y ajoute, c'est ce qu'il voit ; dans un troisième hôpital, où le nom ne dit rien, il en restait 81 ou 82.",
    ),
    hints=[
        Text(
            "The AUC says, of one film with pneumonia and one without, how often the first gets the higher score. As a number of 100 pairs, what is the AUC of the hospital's name?",
            "L'AUC dit, d'un cliché avec pneumonie et d'un autre sans, à quelle fréquence le premier a le score le plus élevé. Sur 100 paires, que vaut l'AUC du nom de l'hôpital ?",
        ),
        Text(
            "Three AUCs are in the text. The one of sorting by hospital is asked for, times 100; not the network's.",
            "Le texte donne trois AUC. On demande celle du tri par hôpital, multipliée par 100 ; non celle du réseau.",
        ),
    ],
)


@task.reference
def pairs_of_a_hundred():
    return BY_HOSPITAL


@task.alternative
def with_a_decimal():
    return 86.1


@task.mutant(
    Text(
        "That is the network, which sees the film. What does the hospital's name do alone?",
        "C'est le réseau, qui voit le cliché. Que fait le nom de l'hôpital, seul ?",
    ),
)
def the_network(answer):
    return 93 <= answer <= 94


@task.mutant(
    Text(
        "That is the network at a third hospital, where the name no longer helps.",
        "C'est le réseau dans un troisième hôpital, où le nom n'aide plus.",
    ),
)
def elsewhere(answer):
    return 81 <= answer <= 82


@task.mutant(
    Text(
        "A coin toss gives 50. A hospital where one film in three has pneumonia says much more than that.",
        "Pile ou face donne 50. Un hôpital où un cliché sur trois a une pneumonie en dit bien plus.",
    ),
)
def a_coin(answer):
    return 45 <= answer <= 55


@task.mutant(
    Text(
        "That is how frequent pneumonia is at a hospital. How many pairs does the hospital's name put in order?",
        "C'est la fréquence de la pneumonie dans un hôpital. Combien de paires le nom de l'hôpital met-il dans l'ordre ?",
    ),
)
def how_frequent(answer):
    return 34 <= answer <= 35 or 1 <= answer < 2


@task.mutant(
    Text(
        "Give it for 100 pairs: a number from 0 to 100.",
        "Donnez-le pour 100 paires : un nombre de 0 à 100.",
    ),
)
def a_fraction(answer):
    return 0 < answer < 1


@task.mutant(
    Text(
        "Those are the pairs that it puts the wrong way round.",
        "Ce sont les paires qu'il met à l'envers.",
    ),
)
def the_wrong_way_round(answer):
    return 13 <= answer <= 14


@task.mutant(
    Text(
        "That is what the network adds to the hospital's name. What does the name do alone?",
        "C'est ce que le réseau ajoute au nom de l'hôpital. Que fait le nom, seul ?",
    ),
)
def what_the_film_adds(answer):
    return 6 <= answer <= 8
