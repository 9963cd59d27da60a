"""Builder's task 5: stop following a nowcast, by a rule that is chosen by how often it stops wrongly and how late it stops rightly."""

import numpy as np

from labkit.tasks import Criterion, Text, case, function_task

WORLDS, WEEKS, WITHIN = 240, 24, 3
# Simulated: `binom.sf(outside - 1, given, usual) < 0.01` stops in 0.6 weeks of 100 for nothing and catches 91 of 100 changes within three
# weeks; two and a half standard errors 1.6 and 96; three intervals in ten, whatever is usual, 2.0 and 62.
FALSE_ALARMS, CAUGHT = 0.02, 0.85

task = function_task(
    points=3,
    criterion=Criterion(
        "alarms",
        {
            "truth": "changed_from",
            "false_alarms": FALSE_ALARMS,
            "caught": CAUGHT,
            "within": WITHIN,
            "period": "week",
        },
    ),
    why=Text(
        "Right: where nothing changed it hardly ever stops, and most changes are seen within three weeks. Add the two weeks until a day's final count is known: that, too, belongs beside the rule when it is signed.",
        "Juste : là où rien n'a changé, elle n'arrête presque jamais, et la plupart des changements sont vus en trois semaines. Ajoutez les deux semaines d'attente du compte définitif : elles aussi figurent à côté de la règle que l'on signe.",
    ),
    hints=[
        Text(
            "In a week that is as usual, given × usual intervals are outside on average. How unlikely is as many as `outside`, or more? Where very unlikely: stop.",
            "Une semaine ordinaire, given × usual intervalles en moyenne sont manqués. À quel point est-il improbable d'en manquer `outside`, ou davantage ? Si c'est très improbable : arrêter.",
        ),
        Text(
            "scipy.stats.binom.sf(outside - 1, given, usual) is the probability of `outside` or more, week by week. Or standard errors: the variance is given × usual × (1 - usual).",
            "scipy.stats.binom.sf(outside - 1, given, usual) est la probabilité de `outside` ou plus, semaine par semaine. Ou en erreurs types : la variance est given × usual × (1 - usual).",
        ),
        Text(
            "Below 0.05 would stop in up to five weeks of a hundred for nothing. You may stop in two.",
            "Au-dessous de 0,05, elle arrêterait pour rien jusqu'à cinq semaines sur cent. Vous pouvez arrêter deux semaines.",
        ),
    ],
)


@task.reference
def by_tail(outside, given, usual):
    from scipy.stats import binom

    return binom.sf(outside - 1, given, usual) < 0.01


@task.alternative
def by_standard_errors(outside, given, usual):
    excess = (np.asarray(outside) - given * usual) / np.sqrt(given * usual * (1 - usual))
    return [bool(one > 2.5) for one in excess]


@task.alternative
def by_cusum(outside, given, usual):
    """Adds up the excess over twice the usual rate's half; starts again after a stop."""
    total, stops = 0.0, []
    for missed, n, p in zip(outside, given, usual, strict=True):
        away = (missed - n * p) / (n * p * (1 - p)) ** 0.5
        total = max(0.0, total + away - 0.8)
        stops.append(total > 2.4)
        if stops[-1]:
            total = 0.0
    return stops


@task.mutant(
    Text(
        "You stop at the first interval that is missed. An interval of 90 % is meant to be missed one time in ten: with thirty of them, your rule stops every week.",
        "Vous arrêtez au premier intervalle manqué. Un intervalle à 90 % doit être manqué une fois sur dix : avec trente, votre règle arrête toutes les semaines.",
    ),
)
def at_the_first_miss(outside, given, usual):
    return np.asarray(outside) >= 1


@task.mutant(
    Text(
        "You stop as soon as more than usual are missed. Every other ordinary week is above the usual.",
        "Vous arrêtez dès qu'on en manque plus que d'habitude. C'est le cas d'une semaine ordinaire sur deux ou trois.",
    ),
)
def above_the_usual(outside, given, usual):
    return np.asarray(outside) > given * usual


@task.mutant(
    Text(
        "You stop where more than half are missed. By then the beds of several weeks were given away: a nowcast that misses two in five is worth no more than a coin.",
        "Vous arrêtez quand plus de la moitié sont manqués. D'ici là, on a rendu les lits de plusieurs semaines : une estimation qui manque deux fois sur cinq ne vaut pas mieux qu'un tirage au sort.",
    ),
)
def half_of_them(outside, given, usual):
    return np.asarray(outside) > given / 2


@task.mutant(
    Text(
        "Your limit, three intervals in ten, is the same whether ten are judged or sixty. Of ten, chance alone often misses three.",
        "Votre limite, trois intervalles sur dix, est la même qu'on en juge dix ou soixante. Sur dix, le hasard seul en manque souvent trois.",
    ),
)
def three_in_ten(outside, given, usual):
    return np.asarray(outside) / given >= 0.3


@task.mutant(
    Text(
        "You compare with all the weeks so far, added up. After months of good weeks a change needs weeks to show in the total, and patients wait.",
        "Vous comparez le total depuis le début. Après des mois de bonnes semaines, un changement met des semaines à se voir dans le total, et des patients attendent.",
    ),
)
def since_the_beginning(outside, given, usual):
    from scipy.stats import binom

    return binom.sf(np.cumsum(outside) - 1, np.cumsum(given), usual) < 0.001


@task.mutant(
    Text(
        "Your limit has a chance of one in twenty each week: in a winter of twenty-four weeks it stops for nothing in most winters.",
        "Votre limite a une chance sur vingt chaque semaine : sur un hiver de vingt-quatre semaines, elle arrête pour rien la plupart des hivers.",
    ),
)
def one_in_twenty(outside, given, usual):
    from scipy.stats import norm

    return (np.asarray(outside) - given * usual) / np.sqrt(given * usual * (1 - usual)) > norm.ppf(0.95)


@task.mutant(
    Text(
        "It never stops. No wrong stop, and nobody is ever protected by it.",
        "Elle n'arrête jamais. Aucun arrêt à tort, et elle ne protège personne.",
    ),
)
def never(outside, given, usual):
    return np.zeros(len(outside), bool)


@task.mutant(
    Text(
        "Your rule is turned round: it stops in the weeks that are as usual, and goes on where intervals fail.",
        "Votre règle est à l'envers : elle arrête les semaines ordinaires, et continue quand les intervalles ne tiennent plus.",
    ),
)
def stops_where_all_is_well(outside, given, usual):
    return ~by_tail(outside, given, usual)


@task.mutant(
    Text(
        "You stop at twice the usual share. Of ten intervals one is usually missed, and two or three by chance often enough; of sixty, twice as many never come by chance. A limit must know how many were judged.",
        "Vous arrêtez au double de la part habituelle. Sur dix intervalles on en manque d'habitude un, et le hasard en fait assez souvent manquer deux ou trois ; sur soixante, le double ne vient jamais du hasard. Une limite doit savoir combien on en a jugé.",
    ),
)
def twice_the_usual(outside, given, usual):
    return np.asarray(outside) / given > 2 * usual


@task.cases
def planted_worlds(rng):
    """In half of the worlds nothing happens; in the others intervals are missed far more often from one week on."""
    changes = np.arange(WORLDS) % 2 == 1
    for place, changed in enumerate(rng.permutation(changes)):
        first = int(rng.integers(9, 20)) if changed else -1
        small = place % 2 == 0
        usual = round(float(rng.uniform(0.08, 0.12)), 3)
        rate = np.full(WEEKS, usual)
        if changed:
            rate[first:] = usual * (rng.uniform(4.2, 5.5) if small else rng.uniform(2.0, 2.5))
        given = rng.integers(9, 15, WEEKS) if small else rng.integers(45, 81, WEEKS)
        yield case(
            outside=rng.binomial(given, rate), given=given, usual=np.full(WEEKS, usual), changed_from=first
        )
