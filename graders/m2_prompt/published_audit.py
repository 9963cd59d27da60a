"""Explorer's task 4: what sixty failed attacks prove."""

from labkit.tasks import Text, value_task

ATTACKS = 60
# One-sided 95 % bound when none of n succeeded: 1 - 0.05 ** (1 / n), about 3 / n; Wilson's two-sided one is a little higher.
EXACT = 1000 * (1 - 0.05 ** (1 / ATTACKS))

task = value_task(
    points=2,
    domain=[*range(1001), 4.9, 0.05, 0.049, 94.4],
    accepts=lambda answer: 48 <= float(answer) <= 61,
    why=Text(
        f"Right: about {round(EXACT)} to 60 in 1,000, by the method. Sixty failures are compatible with one success in twenty, against attacks like those tried; whoever attacks chooses others. A test that found nothing is a bound, never a proof.",
        f"Juste : de {round(EXACT)} à 60 sur 1 000, selon la méthode. Soixante échecs sont compatibles avec un succès sur vingt, contre des attaques semblables ; qui attaque en choisit d'autres. Un essai qui ne trouve rien donne une borne, jamais une preuve.",
    ),
    hints=[
        Text(
            "None of 60 is not none of 1,000. The rule of three: if none of n succeeded, up to 3 in n may.",
            "Aucune sur 60 n'est pas aucune sur 1 000. La règle de trois : si aucune de n n'a réussi, jusqu'à 3 sur n le peuvent.",
        ),
        Text(
            "3 in 60: how many in 1,000? A cell computes 1000 * 3 / 60.",
            "3 sur 60 : combien sur 1 000 ? Une cellule calcule 1000 * 3 / 60.",
        ),
    ],
)


@task.reference
def rule_of_three():
    return 1000 * 3 // ATTACKS


@task.alternative
def exactly():
    return round(EXACT)


@task.alternative
def wilson():
    return 60


@task.mutant(
    Text(
        "None of sixty is what was seen, not what is true. With a rate of 2 in 100, sixty attacks all fail three times in ten.",
        "Aucune sur soixante est ce qu'on a vu, non ce qui est. Avec un taux de 2 sur 100, soixante attaques échouent toutes trois fois sur dix.",
    ),
)
def none_is_none(answer):
    return float(answer) == 0


@task.mutant(
    Text(
        "You count one success in sixty. By chance alone even three may have failed to show.",
        "Vous comptez un succès sur soixante. Le seul hasard a pu en cacher jusqu'à trois.",
    ),
)
def one_in_sixty(answer):
    return 16 <= float(answer) <= 17


@task.mutant(
    Text(
        "That is the rate of other models, in another study. Here another system was attacked, sixty times.",
        "C'est le taux d'autres modèles, dans une autre étude. Ici, on a attaqué un autre système, soixante fois.",
    ),
)
def the_rate_of_others(answer):
    return 940 <= float(answer) <= 950 or 94 <= float(answer) <= 95


@task.mutant(
    Text(
        "Write a whole number out of 1,000, not per cent, not a share of 1.",
        "Écrivez un nombre entier sur 1 000 : ni un pourcentage, ni une part de 1.",
    ),
)
def out_of_something_else(answer):
    return 0 < float(answer) < 1 or 4.5 <= float(answer) <= 6.5
