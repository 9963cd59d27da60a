"""Builder's task 3: what a programme changes, without regression to the mean: a difference of differences over planted worlds."""

import numpy as np

from labkit.data import generate_enrolment
from labkit.tasks import Criterion, Text, Tolerance, case, function_task

# Each trial is another region; half of the worlds have no effect at all, and every served district plans more stays, before and after.
WORLDS, PEOPLE, LEVEL, PLANNED = 160, 320, 0.95, 0.5
PREVENTED = (0.2, 0.8)
# Measured on three million people: of 1,000, 395 are eligible; variance of their changes, served (over all these worlds) and waiting.
ELIGIBLE, SERVED, WAITING = 0.395, 2.9, 2.2
WIDTH = 2 * 1.96 * np.sqrt((SERVED + WAITING) / (PEOPLE * ELIGIBLE / 2))


task = function_task(
    points=3,
    # beside rounding: a variance of a sample (ddof=1) has bounds a few thousandths further
    tolerance=Tolerance(relative=0, absolute=0.01),
    forbids=["labkit.evaluate.difference_in_differences"],
    criterion=Criterion(
        "coverage",
        {
            "truth": "true_effect",
            "level": LEVEL,
            "grace": 0.022,
            "narrowest": 0.93 * WIDTH,
            "width": 1.12 * WIDTH,
        },
    ),
    why=Text(
        "Right: in 160 regions, half of them without any effect, your interval holds what was planted about 95 times in 100. Those who wait were taken by the same rule: their luck turns as well, and their fall is subtracted.",
        "Juste : dans 160 régions, dont la moitié sans aucun effet, votre intervalle contient ce qui a été introduit environ 95 fois sur 100. Les personnes en attente répondent à la même règle : leur chance tourne aussi, et leur baisse est soustraite.",
    ),
    hints=[
        Text(
            "Keep the eligible people alone, in both districts. Each one's change is after - before.",
            "Ne gardez que les personnes admissibles, dans les deux secteurs. Le changement de chacune est after - before.",
        ),
        Text(
            "The effect: mean change of those served, minus mean change of those who wait. A negative number is good news.",
            "L'effet : changement moyen des personnes suivies, moins changement moyen de celles qui attendent. Un nombre négatif est une bonne nouvelle.",
        ),
        Text(
            "The standard error: the root of variance / people of the one plus variance / people of the other. 1.96 of them on each side.",
            "L'erreur type : la racine de variance / effectif de l'un plus variance / effectif de l'autre. 1,96 de chaque côté.",
        ),
    ],
)


@task.reference
def by_two_changes(before, after, served, eligible):
    change = (after - before)[eligible == 1]
    group = served[eligible == 1]
    ours, theirs = change[group == 1], change[group == 0]
    effect = ours.mean() - theirs.mean()
    half = 1.96 * np.sqrt(ours.var() / len(ours) + theirs.var() / len(theirs))
    return effect - half, effect + half


@task.alternative
def by_regression(before, after, served, eligible):
    """Least squares of the change on being served, with errors that need no equal variances."""
    kept = eligible == 1
    design = np.column_stack([np.ones(kept.sum()), served[kept]])
    change = (after - before)[kept]
    inverse = np.linalg.inv(design.T @ design)
    slope = inverse @ design.T @ change
    left = change - design @ slope
    error = np.sqrt((inverse @ (design.T * left**2) @ design @ inverse)[1, 1])
    return slope[1] - 1.96 * error, slope[1] + 1.96 * error


@task.alternative
def by_bootstrap(before, after, served, eligible):
    rng = np.random.default_rng(1)
    change = after - before
    ours, theirs = (change[(eligible == 1) & (served == group)] for group in (1, 0))
    drawn = [rng.choice(those, (1000, len(those))).mean(axis=1) for those in (ours, theirs)]
    return tuple(np.quantile(drawn[0] - drawn[1], [0.025, 0.975]))


def _interval(ours, theirs=None, errors=1.96):
    middle, variance = ours.mean(), ours.var() / len(ours)
    if theirs is not None:
        middle, variance = middle - theirs.mean(), variance + theirs.var() / len(theirs)
    half = errors * np.sqrt(variance)
    return float(middle - half), float(middle + half)


@task.mutant(
    Text(
        "You compare before with after in those enrolled. They were taken in after a bad half-year, and the next one is better whatever is done: programmes without any effect come out as a success.",
        "Vous comparez avant et après chez les personnes incluses. On les a incluses après un mauvais semestre, et le suivant est meilleur quoi qu'on fasse : des programmes sans aucun effet passent pour un succès.",
    ),
)
def before_and_after(before, after, served, eligible):
    return _interval((after - before)[(served == 1) & (eligible == 1)])


@task.mutant(
    Text(
        "You compare the two districts after. The served one plans more stays, and did so before: that difference is not the programme's.",
        "Vous comparez les deux secteurs après. Celui qui est suivi programme plus de séjours, et le faisait déjà avant : cette différence n'est pas celle du programme.",
    ),
)
def after_alone(before, after, served, eligible):
    kept = eligible == 1
    return _interval(after[kept & (served == 1)], after[kept & (served == 0)])


@task.mutant(
    Text(
        "You compare with everybody else. Most of them had no stay before, and cannot fall: only people taken by the same rule have the same luck behind them.",
        "Vous comparez avec tous les autres. La plupart n'avaient eu aucun séjour, et ne peuvent pas baisser : seules des personnes prises par la même règle ont la même malchance derrière elles.",
    ),
)
def everybody_else(before, after, served, eligible):
    change, enrolled = after - before, (served == 1) & (eligible == 1)
    return _interval(change[enrolled], change[~enrolled])


@task.mutant(
    Text(
        "You compare the whole districts, with those who were not enrolled. The effect is diluted: most people in it never had a tablet.",
        "Vous comparez les secteurs entiers, y compris les personnes non incluses. L'effet se dilue : la plupart n'ont jamais eu de tablette.",
    ),
)
def whole_districts(before, after, served, eligible):
    change = after - before
    return _interval(change[served == 1], change[served == 0])


@task.mutant(
    Text(
        "Your sign is turned round: waiting minus served. Asked for is what the programme changes, so that fewer stays are a negative number.",
        "Votre signe est inversé : attente moins suivies. On demande ce que le programme change : moins de séjours est un nombre négatif.",
    ),
)
def turned_round(before, after, served, eligible):
    low, high = by_two_changes(before, after, served, eligible)
    return -high, -low


@task.mutant(
    Text(
        "One standard error on each side, or an error divided by the people of both groups together, holds the truth two times in three. Divide each variance by its own people, and take 1.96.",
        "Une erreur type de chaque côté, ou une erreur divisée par l'effectif des deux groupes réunis, contient la vérité deux fois sur trois. Divisez chaque variance par l'effectif de son groupe, et prenez 1,96.",
    ),
)
def one_standard_error(before, after, served, eligible):
    change, kept = after - before, eligible == 1
    return _interval(change[kept & (served == 1)], change[kept & (served == 0)], errors=1.0)


@task.mutant(
    Text(
        "Only those served are uncertain in your answer. Those who wait are a few hundred people too, and their mean moves by chance as well.",
        "Dans votre réponse, seules les personnes suivies sont incertaines. Celles qui attendent sont aussi quelques centaines, et leur moyenne varie par hasard.",
    ),
)
def served_alone(before, after, served, eligible):
    change, kept = after - before, eligible == 1
    ours, theirs = change[kept & (served == 1)], change[kept & (served == 0)]
    low, high = _interval(ours)
    return low - float(theirs.mean()), high - float(theirs.mean())


@task.mutant(
    Text(
        "You compare with those of the same district who had no stay that counts. Whoever had none cannot have fewer: take people who were eligible too, and waited.",
        "Vous comparez avec les personnes du même secteur qui n'ont eu aucun séjour qui compte. Qui n'en a pas eu ne peut pas en avoir moins : prenez des personnes admissibles elles aussi, qui attendent.",
    ),
)
def own_district(before, after, served, eligible):
    change = (after - before)[served == 1]
    enrolled = eligible[served == 1] == 1
    return _interval(change[enrolled], change[~enrolled])


@task.mutant(
    Text(
        "You compare with the whole of the district that waits. Only its eligible people would have been enrolled, and have the same bad luck behind them.",
        "Vous comparez avec tout le secteur qui attend. Seules ses personnes admissibles auraient été incluses, et ont la même malchance derrière elles.",
    ),
)
def all_who_wait(before, after, served, eligible):
    change = after - before
    return _interval(change[(served == 1) & (eligible == 1)], change[served == 0])


@task.mutant(
    Text(
        "You add the variances of four means, as if before and after were different people. They are the same: take each one's change first, and the variance of the changes.",
        "Vous additionnez les variances de quatre moyennes, comme si avant et après étaient d'autres personnes. Ce sont les mêmes : prenez d'abord le changement de chacune, puis la variance des changements.",
    ),
)
def four_means(before, after, served, eligible):
    middle, variance = 0.0, 0.0
    for group, sign in ((1, 1), (0, -1)):
        kept = (eligible == 1) & (served == group)
        middle += sign * float((after - before)[kept].mean())
        variance += float(before[kept].var() + after[kept].var()) / int(kept.sum())
    return middle - 1.96 * variance**0.5, middle + 1.96 * variance**0.5


@task.mutant(
    Text(
        "You add the two standard errors. Both means seldom err fully the same way: add the variances, then take the root.",
        "Vous additionnez les deux erreurs types. Les deux moyennes se trompent rarement à plein du même côté : additionnez les variances, puis prenez la racine.",
    ),
)
def errors_added(before, after, served, eligible):
    change, kept = after - before, eligible == 1
    groups = [change[kept & (served == group)] for group in (1, 0)]
    half = 1.96 * sum(float(group.std()) / len(group) ** 0.5 for group in groups)
    middle = float(groups[0].mean() - groups[1].mean())
    return middle - half, middle + half


@task.mutant(
    Text(
        "You did not divide the variances by the people: that is how one person differs from another, not how sure the mean is.",
        "Vous n'avez pas divisé les variances par l'effectif : c'est l'écart d'une personne à l'autre, non la certitude de la moyenne.",
    ),
)
def spread_of_people(before, after, served, eligible):
    change, kept = after - before, eligible == 1
    ours, theirs = change[kept & (served == 1)], change[kept & (served == 0)]
    middle, half = float(ours.mean() - theirs.mean()), 1.96 * float(ours.var() + theirs.var()) ** 0.5
    return middle - half, middle + half


@task.mutant(
    Text(
        "That is a share of the stays before. Asked for is a number of stays for each person: a share of many is more than a share of few.",
        "C'est une part des séjours d'avant. On demande un nombre de séjours par personne : une part de beaucoup est plus qu'une part de peu.",
    ),
)
def share_of_before(before, after, served, eligible):
    change, kept = after - before, eligible == 1
    groups = [kept & (served == group) for group in (1, 0)]
    return _interval(*[change[group] / before[group].mean() for group in groups])


@task.mutant(
    Text(
        "`served & eligible` is an array of 0 and 1, and numpy takes these for row numbers: rows 0 and 1, again and again. Conditions choose people: (served == 1) & (eligible == 1).",
        "`served & eligible` est un tableau de 0 et de 1, que numpy prend pour des numéros de lignes : les lignes 0 et 1, encore et encore. Des conditions choisissent des personnes : (served == 1) & (eligible == 1).",
    ),
)
def rows_zero_and_one(before, after, served, eligible):
    change = after - before
    return _interval(change[served & eligible], change[~served & eligible])


@task.mutant(
    Text(
        "Your interval has no width. With other people, chance would show another difference.",
        "Votre intervalle n'a pas de largeur. Avec d'autres personnes, le hasard montrerait une autre différence.",
    ),
)
def no_width(before, after, served, eligible):
    low, high = by_two_changes(before, after, served, eligible)
    return (low + high) / 2, (low + high) / 2


for change in (
    "*:put_in:rounded",
    "by_bootstrap:number:1 -> *",
    "by_bootstrap:number:1000 -> *",
    "by_bootstrap:number:0.025 -> *",
):
    task.equivalent(
        change, "another draw, or a percent more or less of a width: over 160 regions it holds as often"
    )
task.equivalent(
    "by_regression:arithmetic:change - design @ slope*", "only the squares of what is left are used"
)


@task.cases
def regions(rng):
    for world in range(WORLDS):
        prevented = round(float(rng.uniform(*PREVENTED)), 2) if world % 2 else 0.0
        made = generate_enrolment(PEOPLE, rng, prevented=prevented, planned=PLANNED)
        columns = {
            name: made.people[name].to_numpy().astype(np.int16)
            for name in ("before", "after", "served", "eligible")
        }
        yield case(**columns, true_effect=made.effect)
