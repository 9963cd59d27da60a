"""Tasks of lab m5_groups, builder path; the explorer's decisions stand in ``m5_groups_decisions.py``.

Formulas: Wilson, J Am Stat Assoc 1927;22:209, and Newcombe, Stat Med 1998;17:857 (interval of a proportion);
Chouldechova, Big Data 2017;5:153 (what the prevalence forces on the error rates); Hardt, Price and Srebro, NeurIPS 2016
(a threshold for each group).
"""

import m5_groups_decisions
import numpy as np
import pandas as pd
from scipy.stats import beta

from labkit.tasks import Judge, LabGrader, Text, case, laws

grader = LabGrader("m5_groups")

GROUP_TABLES = [
    "labkit.audit.group_table",
    "labkit.audit.group_metrics",
    "labkit.audit.count_cells",
    "fairlearn.metrics.MetricFrame",
    "fairlearn.metrics.false_negative_rate",
]
NAMES = [
    "women",
    "men",
    "over_65",
    "other_language",
    "remote",
    "night",
    "day_surgery",
    "first_stay",
    "referred",
]


def _ward(rng, groups, n=160, empty=True):
    """Outcome, flag and group of `n` stays; the last group, if `empty`, has nobody with the disease."""
    names = [str(name) for name in rng.permutation(NAMES)[:groups]]
    group = np.concatenate([names, rng.choice(names, n - groups, p=rng.dirichlet(np.full(groups, 3.0)))])
    y_true = (rng.random(n) < 0.35).astype(int)
    for name in names:  # everybody has a case, somebody well, a flag and a silence
        place = np.flatnonzero(group == name)
        if len(place) > 1:
            y_true[place[:2]] = [1, 0]
    if empty:
        y_true[group == names[-1]] = 0
    flagged = (rng.random(n) < np.where(y_true == 1, 0.62, 0.2)).astype(int)
    order = rng.permutation(n)
    return y_true[order], flagged[order], group[order]


# ---- 1. missed, group by group -------------------------------------------------------------------------------------

missed_by_group = grader.function(
    "missed_by_group",
    points=2,
    forbids=GROUP_TABLES,
    why=Text(
        "Right. The denominator is the people who have the disease. A group where nobody has it keeps its row, undefined: a "
        "row that says 'we cannot know' protects people; a row that says 0 % reassures for nothing.",
        "Juste. Le dénominateur, ce sont les personnes malades. Un groupe sans aucun malade garde sa ligne, indéfinie : une "
        "ligne qui dit « on ne peut pas savoir » protège ; une ligne qui dit 0 % rassure pour rien.",
    ),
    hints=[
        Text(
            "Take one group. Who has the disease (y_true == 1)? Which of those were not flagged (flagged == 0)?",
            "Prenez un groupe. Qui est malade (y_true == 1) ? Lesquels n'ont pas été signalés (flagged == 0) ?",
        ),
        Text(
            "Loop over np.unique(group). The share is the mean of flagged == 0 among that group's cases.",
            "Bouclez sur np.unique(group). La part est la moyenne de flagged == 0 parmi les cas de ce groupe.",
        ),
        Text(
            "If a group has no case, its value is np.nan: write it down all the same.",
            "Si un groupe n'a aucun cas, sa valeur est np.nan : inscrivez-la quand même.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["y_true", "flagged", "group"]),
        laws.renamed_alike("group"),
        laws.replication_invariant(["y_true", "flagged", "group"]),
        laws.known(
            {
                "y_true": np.array([1, 1, 0, 0, 0]),
                "flagged": np.array([1, 0, 1, 0, 0]),
                "group": np.array(["a", "a", "a", "b", "b"]),
            },
            {"a": 0.5, "b": np.nan},
            Text(
                "Five stays: in group a one case of two is missed; group b has no case, so its share is np.nan.",
                "Cinq séjours : dans le groupe a, un cas sur deux est manqué ; le groupe b n'a aucun cas, sa part est donc np.nan.",
            ),
        ),
    ],
)


def _share(part, whole):
    return float(part.sum() / whole.sum()) if whole.sum() else float("nan")


def _by_group(y_true, flagged, group, part, whole):
    y, f, g = (np.asarray(column) for column in (y_true, flagged, group))
    return {str(name): _share(part(y, f) & (g == name), whole(y, f) & (g == name)) for name in np.unique(g)}


@missed_by_group.reference
def among_cases(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: (y == 1) & (f == 0), lambda y, f: y == 1)


@missed_by_group.alternative
def with_pandas(y_true, flagged, group):
    frame = pd.DataFrame({"y": y_true, "missed": 1 - np.asarray(flagged), "group": group})
    return frame["missed"].where(frame["y"] == 1).groupby(frame["group"]).mean()


@missed_by_group.alternative
def with_a_loop(y_true, flagged, group):
    cases, missed = dict.fromkeys(group, 0), dict.fromkeys(group, 0)
    for truth, flag, name in zip(y_true, flagged, group, strict=True):
        cases[name] += truth
        missed[name] += truth * (1 - flag)
    return {name: missed[name] / cases[name] if cases[name] else None for name in cases} | {
        name: float("nan") for name in cases if not cases[name]
    }


@missed_by_group.mutant(
    "none_is_zero",
    Text(
        "You write 0 % missed where nobody has the disease. Nobody was there to be missed: the share is undefined (np.nan). "
        "A 0 would put that group at the top of the table as the best served.",
        "Vous écrivez 0 % de manqués là où personne n'est malade. Il n'y avait personne à manquer : la part est indéfinie "
        "(np.nan). Un 0 placerait ce groupe en tête du tableau, comme le mieux servi.",
    ),
)
def none_is_zero(y_true, flagged, group):
    return {name: 0.0 if np.isnan(v) else v for name, v in among_cases(y_true, flagged, group).items()}


@missed_by_group.mutant(
    "group_disappears",
    Text(
        "The groups without any case have vanished from your answer. A group that is not in the table is one that nobody asks "
        "about: keep its row, with np.nan.",
        "Les groupes sans aucun cas ont disparu de votre réponse. Un groupe absent du tableau est un groupe sur lequel personne "
        "ne pose de question : gardez sa ligne, avec np.nan.",
    ),
)
def group_disappears(y_true, flagged, group):
    return {name: v for name, v in among_cases(y_true, flagged, group).items() if not np.isnan(v)}


@missed_by_group.mutant(
    "among_everybody",
    Text(
        "You divide the missed cases by everybody in the group. A group in which the disease is rare then looks well served "
        "whatever the model does. Divide by its cases.",
        "Vous divisez les cas manqués par toutes les personnes du groupe. Un groupe où la maladie est rare paraît alors bien "
        "servi quoi que fasse le modèle. Divisez par ses cas.",
    ),
)
def among_everybody(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: (y == 1) & (f == 0), lambda y, f: y >= 0)


@missed_by_group.mutant(
    "found_not_missed",
    Text(
        "That is the share of cases found (the sensitivity). The missed share is the rest: 1 minus it.",
        "C'est la part des cas trouvés (la sensibilité). La part manquée est le reste : 1 moins elle.",
    ),
)
def found_not_missed(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: (y == 1) & (f == 1), lambda y, f: y == 1)


@missed_by_group.mutant(
    "false_alarms",
    Text(
        "You count false alarms among people who are well. The question is about people who are ill and whom nothing signalled.",
        "Vous comptez les fausses alarmes parmi les personnes indemnes. La question porte sur les malades que rien n'a signalés.",
    ),
)
def false_alarms(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: (y == 0) & (f == 1), lambda y, f: y == 0)


@missed_by_group.mutant(
    "among_the_silent",
    Text(
        "You divide by the silences: of those not flagged, how many are ill. Turn it round: of those who are ill, how many were "
        "not flagged?",
        "Vous divisez par les silences : parmi les non-signalés, combien sont malades. Retournez la question : parmi les malades, "
        "combien n'ont pas été signalés ?",
    ),
)
def among_the_silent(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: (y == 1) & (f == 0), lambda y, f: f == 0)


@missed_by_group.mutant(
    "every_silence",
    Text(
        "You take the share of silences among everybody in the group. Most silences are right: nobody was ill. Keep the ill first "
        "(y_true == 1), then count who was not flagged.",
        "Vous prenez la part des silences parmi toutes les personnes du groupe. La plupart des silences sont justes : personne n'était "
        "malade. Gardez d'abord les malades (y_true == 1), puis comptez qui n'a pas été signalé.",
    ),
)
def every_silence(y_true, flagged, group):
    return _by_group(y_true, flagged, group, lambda y, f: f == 0, lambda y, f: y >= 0)


@missed_by_group.cases
def stays_in_groups(rng):
    for groups, empty in ((2, False), (3, True), (4, True), (5, True)):
        y_true, flagged, group = _ward(rng, groups, empty=empty)
        yield case(y_true=y_true, flagged=flagged, group=group)


# ---- 2. everybody together -----------------------------------------------------------------------------------------

missed_overall = grader.function(
    "missed_overall",
    points=1,
    why=Text(
        "Right. Each group's share counts as many times as it has cases. That is why a model can look fine overall and fail a "
        "small group: it weighs little.",
        "Juste. La part de chaque groupe compte autant de fois qu'il a de cas. Voilà pourquoi un modèle peut paraître bon dans "
        "l'ensemble et manquer un petit groupe : il pèse peu.",
    ),
    hints=[
        Text(
            "Missed share × cases = missed patients. Do it for each group.",
            "Part manquée × cas = patients manqués. Faites-le pour chaque groupe.",
        ),
        Text(
            "Add up the missed patients (np.nansum leaves out the undefined rows). By what do you divide: groups, people, or cases?",
            "Additionnez les patients manqués (np.nansum laisse de côté les lignes indéfinies). Par quoi diviser : groupes, personnes ou cas ?",
        ),
        Text(
            "Only a case can be missed: np.nansum(missed_share * cases) / cases.sum().",
            "Seul un cas peut être manqué : np.nansum(missed_share * cases) / cases.sum().",
        ),
    ],
    laws=[
        laws.bounded(
            0,
            1,
            Text(
                "A share lies between 0 and 1. Is yours a percentage, or did a sum stay undivided?",
                "Une part est entre 0 et 1. La vôtre est-elle un pourcentage, ou une somme est-elle restée sans division ?",
            ),
        ),
        laws.permutation_invariant(["missed_share", "people", "cases"]),
        laws.replication_invariant(["missed_share", "people", "cases"]),
        laws.known(
            {
                "missed_share": np.array([0.5, 0.0, np.nan]),
                "people": np.array([10, 990, 500]),
                "cases": np.array([10, 10, 0]),
            },
            0.25,
            Text(
                "Ten cases with half of them missed, ten with none missed, and a group without cases: five missed of twenty.",
                "Dix cas dont la moitié manqués, dix cas dont aucun manqué, et un groupe sans cas : cinq manqués sur vingt.",
            ),
        ),
    ],
)


@missed_overall.reference
def weighted_by_cases(missed_share, people, cases):
    return float(np.nansum(np.asarray(missed_share) * np.asarray(cases)) / np.sum(cases))


@missed_overall.alternative
def average_where_known(missed_share, people, cases):
    share, cases = np.asarray(missed_share, dtype=float), np.asarray(cases)
    return np.average(share[cases > 0], weights=cases[cases > 0])


@missed_overall.alternative
def counted_one_by_one(missed_share, people, cases):
    missed = sum(share * n for share, n in zip(missed_share, cases, strict=True) if n)
    return missed / sum(cases)


@missed_overall.mutant(
    "averages_by_people",
    Text(
        "You weigh each group by its people. A ward of a thousand with two cases then speaks louder than one with two hundred "
        "cases. Weigh by cases: they are who can be missed.",
        "Vous donnez à chaque groupe le poids de son effectif. Un service de mille personnes avec deux cas parle alors plus fort qu'un "
        "autre avec deux cents cas. Pondérez par les cas : ce sont eux que l'on peut manquer.",
    ),
)
def averages_by_people(missed_share, people, cases):
    known = np.asarray(cases) > 0
    return float(np.average(np.asarray(missed_share)[known], weights=np.asarray(people)[known]))


@missed_overall.mutant(
    "plain_average",
    Text(
        "You average the groups as if each were one patient. A group of three cases would count as much as one of three hundred.",
        "Vous faites la moyenne des groupes comme si chacun était un patient. Un groupe de trois cas compterait autant qu'un "
        "groupe de trois cents.",
    ),
)
def plain_average(missed_share, people, cases):
    return float(np.nanmean(missed_share))


@missed_overall.mutant(
    "undefined_spoils_all",
    Text(
        "One group without cases makes your whole answer undefined. It has no case: it adds 0 to both sums. Leave its row out of "
        "the sum (np.nansum), not out of the table.",
        "Un groupe sans cas rend toute votre réponse indéfinie. Il n'a aucun cas : il ajoute 0 aux deux sommes. Laissez sa ligne "
        "hors de la somme (np.nansum), pas hors du tableau.",
    ),
)
def undefined_spoils_all(missed_share, people, cases):
    return float((np.asarray(missed_share) * np.asarray(cases)).sum() / np.sum(cases))


@missed_overall.mutant(
    "undefined_as_perfect",
    Text(
        "You weigh each group by its people, so the group without cases counts as 0 % missed: it makes the whole look better, and "
        "nobody was there to be found. Weigh by cases: such a group then weighs nothing.",
        "Vous donnez à chaque groupe le poids de son effectif ; le groupe sans cas compte alors comme 0 % de manqués et embellit l'ensemble, alors "
        "que personne n'y était à trouver. Pondérez par les cas : un tel groupe ne pèse alors rien.",
    ),
)
def undefined_as_perfect(missed_share, people, cases):
    return float(np.average(np.nan_to_num(missed_share), weights=people))


@missed_overall.mutant(
    "divided_by_people",
    Text(
        "The patients missed are right, but you divide them by everybody. People who do not have the disease cannot be missed: divide by "
        "all the cases.",
        "Les patients manqués sont justes, mais vous les divisez par tout le monde. Qui n'a pas la maladie ne peut pas être manqué : "
        "divisez par tous les cas.",
    ),
)
def divided_by_people(missed_share, people, cases):
    return float(np.nansum(np.asarray(missed_share) * np.asarray(cases)) / np.sum(people))


@missed_overall.cases
def tables_by_group(rng):
    for groups in (3, 4, 6):
        people = rng.integers(60, 2000, groups)
        cases = np.maximum((people * rng.uniform(0.01, 0.4, groups)).astype(int), 2)
        share = np.round(rng.uniform(0.05, 0.7, groups) * cases) / cases
        cases[-1], share[-1] = 0, np.nan
        yield case(missed_share=share, people=people, cases=cases)


# ---- 3. how sure ---------------------------------------------------------------------------------------------------

missed_interval = grader.function(
    "missed_interval",
    points=2,
    forbids=[
        "labkit.evaluate.wilson_interval",
        "labkit.evaluate.proportions",
        "statsmodels.stats.proportion.proportion_confint",
        "scipy.stats.binomtest",
    ],
    why=Text(
        "Right: over all true shares, your interval holds the truth about 95 times in 100, even with eight cases. With 0 missed "
        "of 8, it still reaches a third: 'none missed' is not 'none will be'.",
        "Juste : toutes parts vraies confondues, votre intervalle contient la vérité environ 95 fois sur 100, même avec huit cas. "
        "Avec 0 manqué sur 8, il monte encore à un tiers : « aucun manqué » n'est pas « aucun ne le sera ».",
    ),
    hints=[
        Text(
            "Write p = missed / cases and z = 1.96, then the centre and the half-width of the formula, one line each.",
            "Écrivez p = missed / cases et z = 1.96, puis le centre et la demi-largeur de la formule, une ligne chacun.",
        ),
        Text(
            "centre = (p + z**2 / (2 * cases)) / (1 + z**2 / cases); the half-width has the same divisor.",
            "centre = (p + z**2 / (2 * cases)) / (1 + z**2 / cases) ; la demi-largeur a le même diviseur.",
        ),
        Text(
            "Under the root (np.sqrt): p * (1 - p) / cases + z**2 / (4 * cases**2). Return centre - half, centre + half.",
            "Sous la racine (np.sqrt) : p * (1 - p) / cases + z**2 / (4 * cases**2). Renvoyez centre - demi, centre + demi.",
        ),
    ],
    laws=[laws.bounded(0, 1)],
    judge=Judge("exact_coverage", {"count": "missed", "total": "cases", "level": 0.95}),
)


@missed_interval.reference
def wilson(missed, cases):
    p, z = missed / cases, 1.96
    centre = (p + z**2 / (2 * cases)) / (1 + z**2 / cases)
    half = z / (1 + z**2 / cases) * np.sqrt(p * (1 - p) / cases + z**2 / (4 * cases**2))
    return float(max(centre - half, 0)), float(min(centre + half, 1))


@missed_interval.alternative
def clopper_pearson(missed, cases):
    low = beta.ppf(0.025, missed, cases - missed + 1) if missed else 0.0
    return [float(low), float(beta.ppf(0.975, missed + 1, cases - missed)) if missed < cases else 1.0]


@missed_interval.alternative
def jeffreys(missed, cases):
    return beta.ppf([0.025, 0.975], missed + 0.5, cases - missed + 0.5)


def _wald(missed, cases, z, cut=False):
    p = missed / cases
    half = z * np.sqrt(p * (1 - p) / cases)
    low, high = float(p - half), float(p + half)
    return (max(low, 0.0), min(high, 1.0)) if cut else (low, high)


@missed_interval.mutant(
    "textbook",
    Text(
        "That is the textbook's p ± 1.96 standard errors. With few cases it breaks: 0 missed of 8 gives an interval of width 0, "
        "as if one were certain. Wilson's formula moves the centre and stays honest.",
        "C'est le p ± 1,96 erreur type des manuels. Avec peu de cas, il ne tient plus : 0 manqué sur 8 donne un intervalle de "
        "largeur 0, comme si l'on était certain. La formule de Wilson déplace le centre et reste honnête.",
    ),
)
def textbook(missed, cases):
    return _wald(missed, cases, 1.96)


@missed_interval.mutant(
    "textbook_cut",
    Text(
        "That is the textbook's p ± 1.96 standard errors, cut at 0 and 1. Cutting hides its trouble and does not cure it: 0 missed of 8 still "
        "gives a width of 0. Wilson's formula moves the centre.",
        "C'est le p ± 1,96 erreur type des manuels, coupé à 0 et à 1. Couper cache le mal sans le guérir : 0 manqué sur 8 donne encore une "
        "largeur de 0. La formule de Wilson déplace le centre.",
    ),
)
def textbook_cut(missed, cases):
    return _wald(missed, cases, 1.96, cut=True)


@missed_interval.mutant(
    "one_standard_error",
    Text(
        "One standard error on each side holds the truth two times in three only. For 95 in 100 take 1.96 of them.",
        "Une erreur type de chaque côté ne contient la vérité que deux fois sur trois. Pour 95 fois sur 100, prenez-en 1,96.",
    ),
)
def one_standard_error(missed, cases):
    return _wald(missed, cases, 1.0)


@missed_interval.mutant(
    "spread_of_people",
    Text(
        "You used the spread between patients, which does not shrink however many there are. The interval of a share shrinks with "
        "the square root of the cases: divide by them under the root.",
        "Vous avez pris la dispersion entre patients, qui ne diminue pas quel que soit leur nombre. L'intervalle d'une part "
        "diminue avec la racine du nombre de cas : divisez par eux sous la racine.",
    ),
)
def spread_of_people(missed, cases):
    return _wald(missed, cases, 1.96 * np.sqrt(cases))


@missed_interval.mutant(
    "always_everything",
    Text(
        "From 0 to 1 is always true and never useful: nobody can act on it.",
        "De 0 à 1, c'est toujours vrai et jamais utile : personne ne peut agir avec cela.",
    ),
)
def always_everything(missed, cases):
    return 0.0, 1.0


@missed_interval.mutant(
    "no_square_root",
    Text(
        "You left out the square root: the interval comes out far too narrow, and it promises what it cannot hold.",
        "Vous avez oublié la racine carrée : l'intervalle est bien trop étroit et promet ce qu'il ne peut pas tenir.",
    ),
)
def no_square_root(missed, cases):
    p = missed / cases
    half = 1.96 * p * (1 - p) / cases
    return float(p - half), float(p + half)


def _wilson_slipped(missed, cases, centre="", root="", divisor=True):
    p, z, n = missed / cases, 1.96, cases
    middle = p + (z**2 / 2 * n if centre == "times" else z**2 / (2 * n))
    whole = p + z**2 / (2 * n) / (1 + z**2 / n) if centre == "numerator" else middle / (1 + z**2 / n)
    under = p * (1 - p) / n + (z**2 / 4 * n**2 if root == "times" else z**2 / (4 * n**2))
    half = z * np.sqrt(under) / ((1 + z**2 / n) if divisor else 1)
    return float(whole - half), float(whole + half)


_BRACKETS = Text(
    "Python reads z**2 / 2 * n as (z**2 / 2) × n: it multiplies where the formula divides. Write z**2 / (2 * n), and z**2 / (4 * n**2) under "
    "the root.",
    "Python lit z**2 / 2 * n comme (z**2 / 2) × n : il multiplie là où la formule divise. Écrivez z**2 / (2 * n), et z**2 / (4 * n**2) sous "
    "la racine.",
)


@missed_interval.mutant("times_n_in_the_centre", _BRACKETS)
def times_n_in_the_centre(missed, cases):
    return _wilson_slipped(missed, cases, centre="times")


@missed_interval.mutant("times_n_under_the_root", _BRACKETS)
def times_n_under_the_root(missed, cases):
    return _wilson_slipped(missed, cases, root="times")


@missed_interval.mutant("times_n_in_both", _BRACKETS)
def times_n_in_both(missed, cases):
    return _wilson_slipped(missed, cases, centre="times", root="times")


@missed_interval.mutant(
    "half_of_the_centre_divided",
    Text(
        "Only the second part of the centre is divided by 1 + z²/n. Put brackets round the whole of p + z²/2n, then divide.",
        "Seule la seconde partie du centre est divisée par 1 + z²/n. Mettez tout p + z²/2n entre parenthèses, puis divisez.",
    ),
)
def half_of_the_centre_divided(missed, cases):
    return _wilson_slipped(missed, cases, centre="numerator")


@missed_interval.mutant(
    "half_width_undivided",
    Text(
        "The half-width has the divisor 1 + z²/n as well. Without it your intervals are wider than they need be, most of all with few cases.",
        "La demi-largeur a elle aussi le diviseur 1 + z²/n. Sans lui, vos intervalles sont plus larges qu'il ne faut, surtout avec peu de cas.",
    ),
)
def half_width_undivided(missed, cases):
    return _wilson_slipped(missed, cases, divisor=False)


@missed_interval.cases
def every_count(rng):
    for cases in (8, int(rng.integers(13, 18)), int(rng.integers(26, 34))):
        for missed in range(cases + 1):
            yield case(missed=missed, cases=cases)


# ---- 4. where two groups cross -------------------------------------------------------------------------------------

missed_where_groups_cross = grader.function(
    "missed_where_groups_cross",
    points=2,
    forbids=GROUP_TABLES,
    why=Text(
        "Right. Whoever belongs to two groups can be missed more than either row shows; and a cell with too few cases says so "
        "instead of frightening or reassuring for nothing.",
        "Juste. Qui appartient à deux groupes peut être manqué plus que chaque ligne ne le montre ; et une cellule avec trop peu de cas "
        "le dit, au lieu d'inquiéter ou de rassurer pour rien.",
    ),
    hints=[
        Text(
            'Make one label out of two, for example sex + " & " + age, then do what you did in task 1.',
            'Faites une étiquette de deux, par exemple sex + " & " + age, puis faites comme à la tâche 1.',
        ),
        Text(
            "Count the cases in each cell first. Fewer than `least`: np.nan, however many people the cell holds.",
            "Comptez d'abord les cas de chaque cellule. Moins que `least` : np.nan, quel que soit le nombre de personnes.",
        ),
        Text(
            "With arrays of text: cell = np.array([a + ' & ' + b for a, b in zip(sex, age)]). Then missed_by_group(y_true, flagged, cell), and "
            "go over its entries.",
            "Avec des tableaux de textes : cell = np.array([a + ' & ' + b for a, b in zip(sex, age)]). Puis missed_by_group(y_true, flagged, "
            "cell), et parcourez ses entrées.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["y_true", "flagged", "sex", "age"]),
    ],
)


def _crossed(y_true, flagged, sex, age, least, counted="cases", too_few=float("nan"), strictly=False):
    cell = np.array([f"{one} & {other}" for one, other in zip(sex, age, strict=True)])
    y, found = np.asarray(y_true), {}
    shares = among_cases(y_true, flagged, cell)
    for name, share in shares.items():
        n = int((cell == name).sum() if counted == "people" else y[cell == name].sum())
        found[name] = share if (n > least if strictly else n >= least) else too_few
    return found


@missed_where_groups_cross.reference
def cells_with_enough_cases(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, least)


@missed_where_groups_cross.alternative
def crossed_with_pandas(y_true, flagged, sex, age, least):
    cell = pd.Series(list(sex)) + " & " + pd.Series(list(age))
    missed = pd.Series(1 - np.asarray(flagged)).where(np.asarray(y_true) == 1).groupby(cell)
    return missed.mean().where(missed.count() >= least)


@missed_where_groups_cross.alternative
def crossed_with_loops(y_true, flagged, sex, age, least):
    answer = {}
    for one, other in {(str(a), str(b)) for a, b in zip(sex, age, strict=True)}:
        here = (np.asarray(sex) == one) & (np.asarray(age) == other) & (np.asarray(y_true) == 1)
        answer[f"{one} & {other}"] = (
            float(1 - np.asarray(flagged)[here].mean()) if here.sum() >= least else np.nan
        )
    return answer


@missed_where_groups_cross.mutant(
    "counts_people",
    Text(
        "You apply the minimum to the people of the cell. Five hundred people with four cases say next to nothing about who is "
        "missed: apply it to the cases.",
        "Vous appliquez le minimum aux personnes de la cellule. Cinq cents personnes avec quatre cas ne disent presque rien de qui "
        "est manqué : appliquez-le aux cas.",
    ),
)
def counts_people(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, least, counted="people")


@missed_where_groups_cross.mutant(
    "too_few_is_zero",
    Text(
        "Too few cases became 0: that reads 'nobody is missed here'. Write np.nan, 'we cannot say'.",
        "« Trop peu de cas » est devenu 0 : on lira « personne n'est manqué ici ». Écrivez np.nan, « on ne peut pas dire ».",
    ),
)
def too_few_is_zero(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, least, too_few=0.0)


@missed_where_groups_cross.mutant(
    "cell_disappears",
    Text(
        "The cells with too few cases are gone from your answer. Keep them, with np.nan: the next audit needs to know where to "
        "collect.",
        "Les cellules avec trop peu de cas ont disparu de votre réponse. Gardez-les, avec np.nan : le prochain audit doit savoir où "
        "recueillir des données.",
    ),
)
def cell_disappears(y_true, flagged, sex, age, least):
    crossed = _crossed(y_true, flagged, sex, age, least)
    return {name: share for name, share in crossed.items() if not np.isnan(share)}


@missed_where_groups_cross.mutant(
    "one_more_asked",
    Text(
        "A cell with exactly `least` cases has enough of them: >=, not >.",
        "Une cellule qui a exactement `least` cas en a assez : >=, et non >.",
    ),
)
def one_more_asked(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, least, strictly=True)


@missed_where_groups_cross.mutant(
    "no_minimum",
    Text(
        "You show every cell, `least` is not used: one missed of two cases would read as 50 %.",
        "Vous montrez toutes les cellules, `least` ne sert pas : un manqué sur deux cas se lirait 50 %.",
    ),
)
def no_minimum(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, sex, age, 1)


@missed_where_groups_cross.mutant(
    "named_as_pairs",
    Text(
        'The cells are right, their names are not: one text each, the two labels with " & " between them, such as "F & over_65".',
        'Les cellules sont justes, leurs noms non : un seul texte, les deux étiquettes avec « & » entre elles, par exemple "F & over_65".',
    ),
)
def named_as_pairs(y_true, flagged, sex, age, least):
    crossed = _crossed(y_true, flagged, sex, age, least)
    return {tuple(name.split(" & ")): share for name, share in crossed.items()}


@missed_where_groups_cross.mutant(
    "labels_turned_round",
    Text(
        'The cells are right, their labels are turned round: first sex, then age, "F & over_65" and not "over_65 & F".',
        'Les cellules sont justes, leurs étiquettes sont inversées : d\'abord sex, puis age, "F & over_65" et non "over_65 & F".',
    ),
)
def labels_turned_round(y_true, flagged, sex, age, least):
    return _crossed(y_true, flagged, age, sex, least)


@missed_where_groups_cross.mutant(
    "counts_the_missed",
    Text(
        "You apply the minimum to the missed cases. A cell where the model does well would then vanish for being good: apply it to all "
        "the cases, missed or found.",
        "Vous appliquez le minimum aux cas manqués. Une cellule où le modèle réussit disparaîtrait alors pour cette raison même : appliquez-le à "
        "tous les cas, manqués ou trouvés.",
    ),
)
def counts_the_missed(y_true, flagged, sex, age, least):
    silent = np.where(np.asarray(flagged) == 0, y_true, 0)
    shares = _crossed(y_true, flagged, sex, age, 1)
    enough = _crossed(silent, flagged, sex, age, least)  # among the missed alone: nan where they are too few
    return {name: share if not np.isnan(enough[name]) else float("nan") for name, share in shares.items()}


@missed_where_groups_cross.cases
def crossed_stays(rng):
    for least in (6, 10):
        ages = [str(name) for name in rng.permutation(["under_40", "40_to_65", "over_65", "over_80"])[:3]]
        sizes = {("F", ages[0]): least, ("F", ages[1]): 3 * least, ("F", ages[2]): least - 3}
        sizes |= {("M", ages[0]): 2 * least + 1, ("M", ages[1]): least - 1, ("M", ages[2]): 2 * least}
        y_true, sex, age = [], [], []
        for (one, other), cases in sizes.items():
            # the cell of fewest cases holds few people as well: "at least so many people" is wrong elsewhere only
            well = 1 if cases < least - 1 else least + int(rng.integers(4, 12))
            y_true += [1] * cases + [0] * well
            sex += [one] * (cases + well)
            age += [other] * (cases + well)
        y_true, order = np.array(y_true), rng.permutation(len(y_true))
        flagged = (rng.random(len(y_true)) < np.where(y_true == 1, 0.6, 0.2)).astype(int)
        for one, other in sizes:  # no cell that is all missed or all found: 0 must not be a right answer
            place = np.flatnonzero((np.array(sex) == one) & (np.array(age) == other) & (y_true == 1))
            flagged[place[:2]] = [0, 1]
            if (one, other) == (
                "M",
                ages[2],
            ):  # enough cases, well found: "at least so many missed" is wrong here
                flagged[place], flagged[place[: least - 2]] = 1, 0
        sex, age = np.array(sex)[order], np.array(age)[order]
        yield case(y_true=y_true[order], flagged=flagged[order], sex=sex, age=age, least=least)


# ---- 5. what the prevalence forces ---------------------------------------------------------------------------------

false_alarms_forced = grader.function(
    "false_alarms_forced",
    points=1,
    why=Text(
        "Right. Fix the PPV and the missed share in two groups: where the disease is more frequent, the false alarms among the "
        "well must be more frequent too. Nobody's ill will is needed. Which of the three may differ is a choice, to be said aloud.",
        "Juste. Fixez la VPP et la part manquée dans deux groupes : là où la maladie est plus fréquente, les fausses alarmes chez "
        "les indemnes le sont forcément aussi. Sans mauvaise volonté de personne. Décider laquelle des trois différera est un choix, "
        "à dire tout haut.",
    ),
    hints=[
        Text(
            "Follow 1,000 people: how many are ill, how many of those are flagged (all but the missed)?",
            "Suivez 1 000 personnes : combien sont malades, combien d'entre elles sont signalées (toutes sauf les manquées) ?",
        ),
        Text(
            "If the true alarms are a share `ppv` of all alarms, all alarms are true alarms / ppv. How many of them are false?",
            "Si les vraies alarmes sont une part `ppv` de toutes les alarmes, toutes les alarmes, ce sont les vraies / ppv. Combien sont "
            "fausses ?",
        ),
        Text(
            "False alarms = all alarms - true alarms. Divide by the people who are well: 1,000 × (1 - prevalence).",
            "Fausses alarmes = toutes les alarmes - les vraies. Divisez par les personnes indemnes : 1 000 × (1 - prévalence).",
        ),
    ],
    laws=[
        laws.monotone(
            "prevalence",
            [0.02, 0.05, 0.1, 0.2, 0.4],
            Text(
                "With the same PPV and the same missed share, more disease must bring more false alarms among the well. Yours fall "
                "somewhere.",
                "À VPP et part manquée égales, plus de maladie apporte forcément plus de fausses alarmes chez les indemnes. Les "
                "vôtres baissent quelque part.",
            ),
        ),
        laws.known(
            {"prevalence": 0.5, "ppv": 0.5, "missed_share": 0.0},
            1.0,
            Text(
                "Half are ill, all of them flagged, half of the alarms false: then every well person was flagged too.",
                "La moitié est malade, tous sont signalés, la moitié des alarmes sont fausses : alors chaque indemne a été signalé aussi.",
            ),
        ),
        laws.known(
            {"ppv": 1.0},
            0.0,
            Text(
                "If every alarm is right, there is no false alarm.",
                "Si toutes les alarmes sont justes, il n'y a pas de fausse alarme.",
            ),
        ),
    ],
)


@false_alarms_forced.reference
def chouldechova(prevalence, ppv, missed_share):
    return prevalence / (1 - prevalence) * (1 - ppv) / ppv * (1 - missed_share)


@false_alarms_forced.alternative
def by_counting(prevalence, ppv, missed_share):
    ill = 1000 * prevalence
    true_alarms = ill - ill * missed_share
    return (true_alarms / ppv - true_alarms) / (1000 - ill)


@false_alarms_forced.alternative
def by_odds(prevalence, ppv, missed_share):
    return np.divide((1 - missed_share) * prevalence * (1 / ppv - 1), 1 - prevalence)


@false_alarms_forced.mutant(
    "missed_for_found",
    Text(
        "You multiply by the missed share. Those who ring the alarm are the cases found: 1 - missed_share.",
        "Vous multipliez par la part manquée. Ceux qui font sonner l'alarme sont les cas trouvés : 1 - missed_share.",
    ),
)
def missed_for_found(prevalence, ppv, missed_share):
    return prevalence / (1 - prevalence) * (1 - ppv) / ppv * missed_share


@false_alarms_forced.mutant(
    "prevalence_not_odds",
    Text(
        "You divide by everybody. False alarms are counted among the people who are well: divide by 1 - prevalence.",
        "Vous divisez par tout le monde. Les fausses alarmes se comptent parmi les indemnes : divisez par 1 - prévalence.",
    ),
)
def prevalence_not_odds(prevalence, ppv, missed_share):
    return prevalence * (1 - ppv) / ppv * (1 - missed_share)


@false_alarms_forced.mutant(
    "upside_down",
    Text(
        "The PPV is upside down: with it, a model whose alarms are nearly all right would ring for nearly everybody who is well.",
        "La VPP est à l'envers : ainsi, un modèle dont presque toutes les alarmes sont justes sonnerait pour presque tous les indemnes.",
    ),
)
def upside_down(prevalence, ppv, missed_share):
    return prevalence / (1 - prevalence) * ppv / (1 - ppv) * (1 - missed_share) if ppv < 1 else np.inf


@false_alarms_forced.mutant(
    "share_of_alarms",
    Text(
        "1 - ppv is the share of alarms that are false. Asked is the share of the well who ring: another denominator, and the "
        "prevalence comes in.",
        "1 - ppv est la part des alarmes qui sont fausses. On demande la part des indemnes qui la font sonner : un autre "
        "dénominateur, et la prévalence y entre.",
    ),
)
def share_of_alarms(prevalence, ppv, missed_share):
    return 1 - ppv


@false_alarms_forced.mutant(
    "forgets_the_missed",
    Text(
        "You let every case ring the alarm. The missed ones do not: multiply by 1 - missed_share.",
        "Vous laissez chaque cas faire sonner l'alarme. Les manqués ne la font pas sonner : multipliez par 1 - missed_share.",
    ),
)
def forgets_the_missed(prevalence, ppv, missed_share):
    return prevalence / (1 - prevalence) * (1 - ppv) / ppv


@false_alarms_forced.mutant(
    "among_the_ill",
    Text(
        "You divide the false alarms by the ill. They ring for people who are well: divide by 1 - prevalence.",
        "Vous divisez les fausses alarmes par les malades. Elles sonnent pour des personnes indemnes : divisez par 1 - prévalence.",
    ),
)
def among_the_ill(prevalence, ppv, missed_share):
    return (1 - ppv) / ppv * (1 - missed_share)


@false_alarms_forced.mutant(
    "share_of_true_alarms",
    Text(
        "True alarms × (1 - ppv) are not the false alarms: 1 - ppv is a share of *all* alarms. All alarms are true alarms / ppv.",
        "Les vraies alarmes × (1 - ppv) ne sont pas les fausses : 1 - ppv est une part de *toutes* les alarmes. Toutes les alarmes, ce sont "
        "les vraies / ppv.",
    ),
)
def share_of_true_alarms(prevalence, ppv, missed_share):
    return prevalence / (1 - prevalence) * (1 - ppv) * (1 - missed_share)


@false_alarms_forced.cases
def groups_alike_but_for_prevalence(rng):
    for _ in range(6):
        yield case(
            prevalence=float(rng.uniform(0.03, 0.45)),
            ppv=float(rng.uniform(0.3, 0.9)),
            missed_share=float(rng.uniform(0.1, 0.45)),
        )


# ---- 6. a threshold for each group ---------------------------------------------------------------------------------

group_thresholds = grader.function(
    "group_thresholds",
    points=2,
    forbids=[
        "fairlearn.postprocessing",
        "labkit.audit.compare_mitigations",
        "labkit.audit.threshold_sweep",
    ],
    why=Text(
        "Right: on these very stays the missed share is now the same in every group. That is no discovery, you built it so. Run "
        "on, and see what is left of it on stays nobody has used.",
        "Juste : sur ces séjours-là, la part manquée est maintenant la même dans chaque groupe. Ce n'est pas une découverte, vous "
        "l'avez construite. Continuez, et voyez ce qu'il en reste sur des séjours que personne n'a utilisés.",
    ),
    hints=[
        Text(
            "Only the cases decide (y_true == 1). Sort their risks, lowest first: the lowest are missed first.",
            "Seuls les cas décident (y_true == 1). Triez leurs risques, du plus bas au plus haut : les plus bas sont manqués d'abord.",
        ),
        Text(
            "With n cases, int(share * n) of them may be missed. The threshold is the risk at that position of the sorted list.",
            "Avec n cas, int(share * n) peuvent être manqués. Le seuil est le risque à cette position de la liste triée.",
        ),
        Text(
            "For one group: risks = np.sort(y_prob[(group == name) & (y_true == 1)]). Then risks[int(share * len(risks))].",
            "Pour un groupe : risques = np.sort(y_prob[(group == nom) & (y_true == 1)]). Puis risques[int(share * len(risques))].",
        ),
    ],
    laws=[
        laws.permutation_invariant(["y_true", "y_prob", "group"]),
        laws.renamed_alike("group"),
        laws.monotone(
            "share",
            [0.05, 0.15, 0.3, 0.6],
            Text(
                "Allowed to miss more, the thresholds may only rise. One of yours falls.",
                "Si l'on accepte d'en manquer plus, les seuils ne peuvent que monter. L'un des vôtres baisse.",
            ),
        ),
    ],
)


def _by_cases(y_true, y_prob, group, share, extra=0, whole=int):
    y, risk, g = np.asarray(y_true), np.asarray(y_prob), np.asarray(group)
    found = {}
    for name in np.unique(g):
        cases = np.sort(risk[(g == name) & (y == 1)])
        found[str(name)] = float(cases[min(whole(share * len(cases)) + extra, len(cases) - 1)])
    return found


@group_thresholds.reference
def risk_of_the_first_found(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, share)


@group_thresholds.alternative
def thresholds_with_pandas(y_true, y_prob, group, share):
    cases = pd.DataFrame({"y": y_true, "risk": y_prob, "group": list(group)}).query("y == 1")
    return cases.groupby("group").risk.apply(lambda risk: risk.nsmallest(int(share * len(risk)) + 1).max())


@group_thresholds.alternative
def highest_that_misses_few_enough(y_true, y_prob, group, share):
    answer = {}
    for name in set(np.asarray(group).tolist()):
        cases = np.asarray(y_prob)[(np.asarray(group) == name) & (np.asarray(y_true) == 1)]
        answer[name] = max(t for t in cases.tolist() if (cases < t).sum() <= int(share * len(cases)))
    return answer


@group_thresholds.mutant(
    "one_for_all",
    Text(
        "You found one threshold from all the cases together and gave it to every group: that is what we started from. Sort each "
        "group's own cases.",
        "Vous avez tiré un seul seuil de tous les cas réunis et l'avez donné à chaque groupe : c'est de là que nous partons. Triez les "
        "cas de chaque groupe.",
    ),
)
def one_for_all(y_true, y_prob, group, share):
    common = _by_cases(y_true, y_prob, np.full(len(y_true), "all"), share)["all"]
    return {str(name): common for name in np.unique(group)}


@group_thresholds.mutant(
    "everybody_sorted",
    Text(
        "You sorted everybody's risks. Only the cases can be missed: keep those with y_true == 1.",
        "Vous avez trié les risques de tout le monde. Seuls les cas peuvent être manqués : gardez ceux dont y_true == 1.",
    ),
)
def everybody_sorted(y_true, y_prob, group, share):
    return _by_cases(np.ones(len(y_true), dtype=int), y_prob, group, share)


@group_thresholds.mutant(
    "found_for_missed",
    Text(
        "Your thresholds miss 1 - share of the cases: you counted from the high risks down. The missed are those with the lowest risks.",
        "Vos seuils manquent 1 - share des cas : vous avez compté à partir des risques élevés. Les manqués sont ceux aux risques les plus bas.",
    ),
)
def found_for_missed(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, 1 - share)


@group_thresholds.mutant(
    "one_too_many",
    Text(
        "One case too many is missed in each group: Python counts positions from 0, so the first case found stands at "
        "int(share * n).",
        "Un cas de trop est manqué dans chaque groupe : Python compte les positions à partir de 0, le premier cas trouvé est donc en "
        "int(share * n).",
    ),
)
def one_too_many(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, share, extra=1)


@group_thresholds.mutant(
    "mean_risk",
    Text(
        "The mean risk of a group's cases lets about half of them be missed, whatever `share` says.",
        "Le risque moyen des cas d'un groupe en laisse manquer environ la moitié, quoi que dise `share`.",
    ),
)
def mean_risk(y_true, y_prob, group, share):
    y, risk, g = np.asarray(y_true), np.asarray(y_prob), np.asarray(group)
    return {str(name): float(risk[(g == name) & (y == 1)].mean()) for name in np.unique(g)}


@group_thresholds.mutant(
    "between_two_patients",
    Text(
        "np.quantile draws a value between two patients. Asked is the risk of a case: sort, and take the one at position int(share * n).",
        "np.quantile calcule une valeur entre deux patients. On demande le risque d'un cas : triez, et prenez celui en position "
        "int(share * n).",
    ),
)
def between_two_patients(y_true, y_prob, group, share):
    y, risk, g = np.asarray(y_true), np.asarray(y_prob), np.asarray(group)
    return {str(name): float(np.quantile(risk[(g == name) & (y == 1)], share)) for name in np.unique(g)}


@group_thresholds.mutant(
    "quantile_of_everybody",
    Text(
        "You took np.quantile of everybody in the group. Only the cases can be missed: keep those with y_true == 1, sort them, and take the one "
        "at position int(share * n).",
        "Vous avez pris np.quantile de tout le groupe. Seuls les cas peuvent être manqués : gardez ceux dont y_true == 1, triez-les, et prenez "
        "celui en position int(share * n).",
    ),
)
def quantile_of_everybody(y_true, y_prob, group, share):
    risk, g = np.asarray(y_prob), np.asarray(group)
    return {str(name): float(np.quantile(risk[g == name], share)) for name in np.unique(g)}


@group_thresholds.mutant(
    "among_the_well",
    Text(
        "You sorted the risks of the people who are well: that sets false alarms, not misses. Keep the cases, y_true == 1.",
        "Vous avez trié les risques des personnes indemnes : cela règle les fausses alarmes, pas les cas manqués. Gardez les cas, y_true == 1.",
    ),
)
def among_the_well(y_true, y_prob, group, share):
    return _by_cases(1 - np.asarray(y_true), y_prob, group, share)


@group_thresholds.mutant(
    "one_too_few",
    Text(
        "You stop one case early: the case at position int(share * n) - 1 is the last that may be missed. The threshold is the risk of the "
        "next one, who is found.",
        "Vous vous arrêtez un cas trop tôt : celui en position int(share * n) - 1 est le dernier que l'on peut manquer. Le seuil est le risque "
        "du suivant, qui est trouvé.",
    ),
)
def one_too_few(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, share, extra=-1)


@group_thresholds.mutant(
    "rounded_up",
    Text(
        "You rounded share × n to the nearest. That may miss one case more than allowed: int() cuts off, a quarter of 31 lets 7 be missed, not 8.",
        "Vous avez arrondi share × n au plus proche. Cela peut manquer un cas de plus que permis : int() coupe, un quart de 31 en laisse "
        "manquer 7, pas 8.",
    ),
)
def rounded_up(y_true, y_prob, group, share):
    return _by_cases(y_true, y_prob, group, share, whole=round)


@group_thresholds.cases
def risks_by_group(rng):
    for share, counts in (
        (0.25, (18, 31)),
        (0.35, (17, 24, 33)),
        (0.15, (22, 46)),
    ):  # share × n is never whole
        names = [str(name) for name in rng.permutation(NAMES)[: len(counts)]]
        cases = np.concatenate([np.full(n, name) for name, n in zip(names, counts, strict=True)])
        group = np.concatenate([cases, rng.choice(names, 90)])
        y_true = np.concatenate([np.ones(len(cases), dtype=int), np.zeros(90, dtype=int)])
        log_odds = rng.normal(-2, 1, len(group)) + np.where(group == names[0], 1.0, 1.8) * y_true
        order = rng.permutation(len(group))
        yield case(
            y_true=y_true[order], y_prob=1 / (1 + np.exp(-log_odds[order])), group=group[order], share=share
        )


# ---- the explorer's decisions, the prediction, the questions and the explain-it ------------------------------------

m5_groups_decisions.declare(grader)
