"""Explorer's task 4: what forty failed attacks prove."""

from labkit.tasks import Text, value_task

ATTACKS = 40
# One-sided 95 % bound when none of n succeeded: 1 - 0.05 ** (1 / n), about 3 / n; Wilson's two-sided one is a little higher.
EXACT = 1000 * (1 - 0.05 ** (1 / ATTACKS))

task = value_task(
    points=2,
    domain=[*range(1001), 7.2, 0.075, 0.072, 94.4],
    accepts=lambda answer: 71 <= float(answer) <= 88,
    why=Text(
        f"Right: about {round(EXACT)} to 88 in 1,000, by the method. Forty failures are compatible with one success in thirteen, against attacks like those tried; whoever attacks chooses others. A test that found nothing is a bound, never a proof.",
        f"Juste : de {round(EXACT)} à 88 sur 1 000, selon la méthode. Quarante échecs sont compatibles avec un succès sur treize, contre des attaques semblables ; qui attaque en choisit d'autres. Un essai qui ne trouve rien donne une borne, jamais une preuve.",
    ),
    hints=[
        Text(
            "None of 40 is not none of 1,000. The rule of three: if none of n succeeded, up to 3 in n may.",
            "Aucune sur 40 n'est pas aucune sur 1 000. La règle de trois : si aucune de n n'a réussi, jusqu'à 3 sur n le peuvent.",
        ),
        Text(
            "3 in 40: how many in 1,000? A cell computes 1000 * 3 / 40.",
            "3 sur 40 : combien sur 1 000 ? Une cellule calcule 1000 * 3 / 40.",
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
    return 88


@task.mutant(
    Text(
        "None of forty is what was seen, not what is true. With a rate of 2 in 100, forty attacks all fail more than four times in ten.",
        "Aucune sur quarante est ce qu'on a vu, non ce qui est. Avec un taux de 2 sur 100, quarante attaques échouent toutes plus de quatre fois sur dix.",
    ),
)
def none_is_none(answer):
    return float(answer) == 0


@task.mutant(
    Text(
        "You count one success in forty. By chance alone even three may have failed to show.",
        "Vous comptez un succès sur quarante. Le seul hasard a pu en cacher jusqu'à trois.",
    ),
)
def one_in_forty(answer):
    return answer == 25


@task.mutant(
    Text(
        "That is the rate of other models, in another study. Here another system was attacked, forty times.",
        "C'est le taux d'autres modèles, dans une autre étude. Ici, on a attaqué un autre système, quarante fois.",
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
    return 0 < float(answer) < 1 or 7 <= float(answer) <= 9


@task.mutant(
    Text(
        "Three times 40, or 40 alone: the rule *divides* by the number of attacks. The more attacks failed, the lower the bound.",
        "Trois fois 40, ou 40 tout seul : la règle *divise* par le nombre d'attaques. Plus il y a d'échecs, plus la borne est basse.",
    ),
)
def multiplied(answer):
    return answer in (3, 40, 120)


@task.mutant(
    Text(
        "You divided 40 by 3. The rule is 3 over n: how many of n may still succeed.",
        "Vous avez divisé 40 par 3. La règle est 3 sur n : combien, sur n, peuvent encore réussir.",
    ),
)
def turned_over(answer):
    return answer in (13, 14)
