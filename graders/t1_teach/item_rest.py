"""Builder's task 3: does a task go with the rest of the lab, and how sure is it?"""

import numpy as np
import pandas as pd

from labkit.tasks import Text, Tolerance, case, function_task, laws

task = function_task(
    points=2,
    forbids=["labkit.evaluate.item_table", "labkit.evaluate.DiscriminationDisplay"],
    # 1.96 and the normal curve's own 1.95996 are both right.
    tolerance=Tolerance(relative=0, absolute=1e-4),
    laws=[
        laws.bounded(-1, 1),
        laws.permutation_invariant(
            ["shares"],
            Text(
                "The order of the rows must not change the result.",
                "L'ordre des lignes ne doit pas changer le résultat.",
            ),
        ),
    ],
    why=Text(
        "Right. With 24 learners the interval is some 0.8 wide: one class hardly ever shows that a task is badly made. Several classes do, or reading the task again.",
        "Juste. Avec 24 apprenants, l'intervalle est large d'environ 0,8 : une classe ne montre presque jamais qu'une tâche est mal faite. Plusieurs classes le montrent, ou une relecture de la tâche.",
    ),
    hints=[
        Text(
            "The rest: `shares.drop(columns=item).sum(axis=1)`. The task itself must be left out, or it goes with itself. Then `np.corrcoef(shares[item], rest)[0, 1]`.",
            "Le reste : `shares.drop(columns=item).sum(axis=1)`. La tâche elle-même doit en sortir, sinon elle va avec elle-même. Puis `np.corrcoef(shares[item], rest)[0, 1]`.",
        ),
        Text(
            "Fisher: a correlation r becomes z = arctanh(r), whose standard error is 1 / √(n - 3), n being the number of learners.",
            "Fisher : une corrélation r devient z = arctanh(r), dont l'erreur type vaut 1 / √(n - 3), n étant le nombre d'apprenants.",
        ),
        Text(
            "The bounds are tanh(z - 1.96 / √(n - 3)) and tanh(z + 1.96 / √(n - 3)).",
            "Les bornes sont tanh(z - 1,96 / √(n - 3)) et tanh(z + 1,96 / √(n - 3)).",
        ),
    ],
)


def _r(shares, item, own=False):
    rest = (shares if own else shares.drop(columns=item)).sum(axis=1)
    return float(np.corrcoef(shares[item], rest)[0, 1])


def _fisher(r, n, z=1.96, less=3):
    half = z / np.sqrt(n - less)
    return r, float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half))


@task.reference
def fisher(shares, item):
    rest = shares.drop(columns=item).sum(axis=1)
    r = np.corrcoef(shares[item], rest)[0, 1]
    half = 1.96 / np.sqrt(len(shares) - 3)
    return r, np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half)


@task.alternative
def by_scipy(shares, item):
    from scipy.stats import pearsonr

    found = pearsonr(shares[item], shares.sum(axis=1) - shares[item])
    low, high = found.confidence_interval(0.95)
    return [found.statistic, low, high]


@task.alternative
def by_logarithms(shares, item):
    mine = shares[item].to_numpy(dtype=float)
    rest = sum(shares[name].to_numpy(dtype=float) for name in shares if name != item)
    mine, rest = mine - mine.mean(), rest - rest.mean()
    r = (mine * rest).sum() / np.sqrt((mine**2).sum() * (rest**2).sum())
    odds = (1 + r) / (1 - r) * np.exp(np.array([-2, 2]) * 1.96 / np.sqrt(len(mine) - 3))
    return r, *((odds - 1) / (odds + 1))


@task.mutant(
    Text(
        "You left the task in its own rest: a part of the correlation is then of the task with itself, and every task looks good. Take its column away first.",
        "Vous avez laissé la tâche dans son propre reste : une part de la corrélation est alors celle de la tâche avec elle-même, et toute tâche paraît bonne. Retirez d'abord sa colonne.",
    ),
)
def with_itself(shares, item):
    return _fisher(_r(shares, item, own=True), len(shares))


@task.mutant(
    Text(
        "The standard error is 1 / √(n - 3), not 1 / √n: Fisher's transformation pays for what it estimates.",
        "L'erreur type vaut 1 / √(n - 3), non 1 / √n : la transformation de Fisher tient compte de ce qu'elle estime.",
    ),
)
def without_minus_three(shares, item):
    return _fisher(_r(shares, item), len(shares), less=0)


@task.mutant(
    Text(
        "You put the half-width around r itself. Near 1 or -1 such an interval leaves the correlations there can be, or has the wrong shape: go by arctanh and come back by tanh.",
        "Vous avez mis la demi-largeur autour de r lui-même. Près de 1 ou de -1, un tel intervalle sort des corrélations possibles, ou n'a pas la bonne forme : passez par arctanh, revenez par tanh.",
    ),
)
def around_r(shares, item):
    r, half = _r(shares, item), 1.96 / np.sqrt(len(shares) - 3)
    return r, max(r - half, -1.0), min(r + half, 1.0)


@task.mutant(
    Text(
        "One standard error on each side holds the truth two times in three only. For 95 in 100, take 1.96 of them.",
        "Une erreur type de chaque côté ne contient la vérité que deux fois sur trois. Pour 95 fois sur 100, prenez-en 1,96.",
    ),
)
def one_standard_error(shares, item):
    return _fisher(_r(shares, item), len(shares), z=1)


@task.mutant(
    Text(
        "That is how easy the task is, with an interval. Whether it goes with the rest is another question: a task of middle difficulty may have nothing to do with the others.",
        "C'est la facilité de la tâche, avec un intervalle. Qu'elle aille ou non avec le reste est une autre question : une tâche de difficulté moyenne peut n'avoir aucun rapport avec les autres.",
    ),
)
def how_easy(shares, item):
    p = float(shares[item].mean())
    half = 1.96 * np.sqrt(p * (1 - p) / len(shares))
    return p, p - half, p + half


@task.mutant(
    Text(
        "You average the task's correlations with each of the others. What counts is their sum, what a learner has in the rest of the lab: the others' errors partly cancel in it.",
        "Vous prenez la moyenne des corrélations avec chacune des autres. Ce qui compte est leur somme, ce qu'un apprenant obtient dans le reste du TP : les aléas des autres s'y compensent en partie.",
    ),
)
def mean_of_correlations(shares, item):
    others = [name for name in shares if name != item]
    r = float(np.mean([np.corrcoef(shares[item], shares[name])[0, 1] for name in others]))
    return _fisher(r, len(shares))


@task.mutant(
    Text(
        "The bounds are exchanged: the correlation, then the lower, then the upper.",
        "Les bornes sont interverties : la corrélation, puis la basse, puis la haute.",
    ),
)
def bounds_exchanged(shares, item):
    r, low, high = _fisher(_r(shares, item), len(shares))
    return r, high, low


@task.mutant(
    Text(
        "Your bounds are on Fisher's scale. Come back with tanh: a correlation lies between -1 and 1.",
        "Vos bornes sont sur l'échelle de Fisher. Revenez avec tanh : une corrélation est entre -1 et 1.",
    ),
)
def left_on_fishers_scale(shares, item):
    r = _r(shares, item)
    z, half = float(np.arctanh(r)), 1.96 / np.sqrt(len(shares) - 3)
    return r, z - half, z + half


@task.mutant(
    Text(
        "Your correlation has lost its sign. A task that the best of the class miss and the others get right has a negative one: that is the one to read again first.",
        "Votre corrélation a perdu son signe. Une tâche que les meilleurs manquent et que les autres réussissent en a une négative : c'est celle à relire d'abord.",
    ),
)
def sign_dropped(shares, item):
    return _fisher(abs(_r(shares, item)), len(shares))


@task.mutant(
    Text(
        "The standard error is 1 / √(n - 3): on Fisher's scale three are taken off, not one and not two.",
        "L'erreur type vaut 1 / √(n - 3) : sur l'échelle de Fisher on en retire trois, ni un ni deux.",
    ),
)
def minus_one(shares, item):
    return _fisher(_r(shares, item), len(shares), less=1)


@task.mutant(
    Text(
        "The standard error is 1 / √(n - 3): on Fisher's scale three are taken off, not one and not two.",
        "L'erreur type vaut 1 / √(n - 3) : sur l'échelle de Fisher on en retire trois, ni un ni deux.",
    ),
)
def minus_two(shares, item):
    return _fisher(_r(shares, item), len(shares), less=2)


@task.mutant(
    Text(
        "You used a standard error of r itself, (1 - r²) / √(n - 1). It is for large samples; Fisher's interval goes by arctanh and comes back by tanh.",
        "Vous avez pris une erreur type de r lui-même, (1 - r²) / √(n - 1). Elle vaut pour de grands échantillons ; l'intervalle de Fisher passe par arctanh et revient par tanh.",
    ),
)
def error_of_r(shares, item):
    r = _r(shares, item)
    half = 1.96 * (1 - r**2) / np.sqrt(len(shares) - 1)
    return r, r - half, r + half


@task.mutant(
    Text(
        "You took 1.645 standard errors: that is an interval of 90 %. For 95 in 100, take 1.96.",
        "Vous avez pris 1,645 erreur type : c'est un intervalle à 90 %. Pour 95 fois sur 100, prenez 1,96.",
    ),
)
def ninety(shares, item):
    return _fisher(_r(shares, item), len(shares), z=1.645)


@task.mutant(
    Text(
        "The root is missing: the standard error is 1 / √(n - 3). Without it 24 learners would seem to know as much as four hundred.",
        "Il manque la racine : l'erreur type vaut 1 / √(n - 3). Sans elle, 24 apprenants sembleraient en dire autant que quatre cents.",
    ),
)
def without_root(shares, item):
    n = len(shares) - 3
    return _fisher(_r(shares, item), n**2 + 3)


@task.mutant(
    Text(
        "That is a correlation of ranks (Spearman). The one asked for is of the shares themselves (Pearson).",
        "C'est une corrélation de rangs (Spearman). On demande celle des parts elles-mêmes (Pearson).",
    ),
)
def of_ranks(shares, item):
    rest = shares.drop(columns=item).sum(axis=1)
    return _fisher(float(np.corrcoef(shares[item].rank(), rest.rank())[0, 1]), len(shares))


@task.mutant(
    Text(
        "You squared it. A square has no sign, and a task that goes against the rest would look as one that goes with it.",
        "Vous l'avez mise au carré. Un carré n'a pas de signe, et une tâche qui va à l'encontre du reste aurait l'air d'aller avec lui.",
    ),
)
def squared(shares, item):
    return _fisher(_r(shares, item) ** 2, len(shares))


@task.mutant(
    Text(
        "The correlation comes first, then the two bounds.",
        "La corrélation vient d'abord, puis les deux bornes.",
    ),
)
def in_the_middle(shares, item):
    r, low, high = _fisher(_r(shares, item), len(shares))
    return low, r, high


@task.mutant(
    Text(
        "n is the number of learners. You took every mark of the table: the same people, counted once a task.",
        "n est le nombre d'apprenants. Vous avez pris toutes les notes du tableau : les mêmes personnes, comptées une fois par tâche.",
    ),
)
def every_mark_counted(shares, item):
    return _fisher(_r(shares, item), shares.size)


@task.mutant(
    Text(
        "You took Student's quantile. On Fisher's scale the standard error is known, 1 / √(n - 3), and the normal curve's 1.96 goes with it.",
        "Vous avez pris le quantile de Student. Sur l'échelle de Fisher, l'erreur type est connue, 1 / √(n - 3), et c'est le 1,96 de la courbe normale qui va avec.",
    ),
)
def by_student(shares, item):
    from scipy.stats import t

    return _fisher(_r(shares, item), len(shares), z=float(t.ppf(0.975, len(shares) - 2)))


@task.mutant(
    Text(
        "You rounded. Round when you show a number, not when you return it: a bound of 0.004 is not 0.",
        "Vous avez arrondi. On arrondit pour montrer un nombre, non pour le renvoyer : une borne de 0,004 n'est pas 0.",
    ),
)
def rounded(shares, item):
    return tuple(round(number, 2) for number in _fisher(_r(shares, item), len(shares)))


@task.cases
def classes(rng):
    for n, go_together in ((24, 1.0), (40, 2.0), (40, -3.0), (60, 0.3), (24, 1.5)):
        ability = rng.standard_normal(n)
        columns = {
            name: (rng.random(n) < 1 / (1 + np.exp(-(1.2 * ability + level)))).astype(float)
            for name, level in (("one", -0.8), ("two", 0.0), ("three", 0.5), ("four", 1.0))
        }
        item = str(rng.choice(["asked", "first"]))
        mine = (rng.random(n) < 1 / (1 + np.exp(-go_together * ability))).astype(float)
        columns = {item: mine, **columns} if item == "first" else {**columns, item: mine}
        for name in columns:  # nobody's class has a column without a difference
            columns[name][:2] = [0.0, 1.0]
        yield case(shares=pd.DataFrame(columns), item=item)
