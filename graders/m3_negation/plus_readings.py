"""Explorer's task: plus readings."""

from itertools import product

from labkit.tasks import Text, value_task

# The notebook's sentences: 1 where the finding has gone, 2 where there is more of it.
SENTENCES = (
    ("Évolution favorable, il ne signale plus de [quintes de toux].", "1"),
    ("Plus de [frissons] que la veille.", "2"),
    ("Elle ne présente plus de [céphalées]", "1"),
    ("N'a plus de [confusion].", "1"),
    ("De plus en plus d'[hématurie macroscopique].", "2"),
    ("Elle a plus de [douleur thoracique] qu'hier.", "2"),
)
RIGHT = "".join(figure for _sentence, figure in SENTENCES)

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("12", repeat=len(SENTENCES))],
    why=Text(
        "Right. A comparison or « de plus en plus » says more; « ne … plus » says none. You used words before and after the finding: a tool "
        "that looks at « plus de » alone cannot, and on a bare « plus de nausées » nobody can.",
        "Juste. Une comparaison ou « de plus en plus » dit davantage ; « ne … plus » dit aucun. Vous avez utilisé les mots avant et après le "
        "signe : un outil qui ne regarde que « plus de » ne le peut pas, et devant un simple « plus de nausées », personne ne le peut.",
    ),
    hints=[
        Text(
            "Read each sentence to its end. Is anything compared with another day?",
            "Lisez chaque phrase jusqu'au bout. Compare-t-on avec un autre jour ?",
        ),
        Text(
            "« que la veille » (than the day before), « qu'hier » (than yesterday) and « de plus en plus » (more and more) mean more: 2.",
            "« que la veille », « qu'hier » et « de plus en plus » veulent dire davantage : 2.",
        ),
    ],
)


@task.reference
def from_the_gold():
    return RIGHT


@task.mutant(
    Text(
        "You read « none » every time. Two or more of these patients get worse, and your chart says cured.",
        "Vous lisez « aucun » à chaque fois. Deux de ces personnes au moins s'aggravent, et votre dossier les dit guéries.",
    ),
)
def always_none(answer):
    return set(answer) == {"1"}


@task.mutant(
    Text(
        "You read « more » every time: what has gone stays in the chart for ever.",
        "Vous lisez « davantage » à chaque fois : tout ce qui a disparu reste au dossier pour toujours.",
    ),
)
def always_more(answer):
    return set(answer) == {"2"}


@task.mutant(
    Text(
        "Upside down: 1 is for gone, 2 for more of it.",
        "À l'envers : 1 pour disparu, 2 pour davantage.",
    ),
)
def upside_down(answer):
    return all(a != b for a, b in zip(answer, RIGHT, strict=True))


@task.mutant(
    Text(
        "Somewhere you read « none » where the writer says « more »: a worsening goes unseen. Look for a comparison or « de plus en plus ».",
        "Quelque part, vous lisez « aucun » là où on a écrit « davantage » : une aggravation passe inaperçue. Cherchez une comparaison ou "
        "« de plus en plus ».",
    ),
)
def misses_a_worsening(answer):
    return any(a == "1" and b == "2" for a, b in zip(answer, RIGHT, strict=True))


@task.mutant(
    Text(
        "Somewhere you read « more » where it has gone. Look before « plus »: « n'a plus », « ne présente plus » say that it is over.",
        "Quelque part, vous lisez « davantage » là où c'est parti. Regardez avant « plus » : « n'a plus », « ne présente plus » disent que c'est "
        "terminé.",
    ),
)
def keeps_what_is_gone(answer):
    return any(a == "2" and b == "1" for a, b in zip(answer, RIGHT, strict=True))
