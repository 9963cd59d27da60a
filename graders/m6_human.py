"""Tasks of lab m6_human, builder path; its last one stands in ``m6_human_log.py``, the explorer's decisions in
``m6_human_decisions.py``.

Formulas: Chow, IEEE Trans Inf Theory 1970;16:41 (reject option); El-Yaniv and Wiener, JMLR 2010;11:1605 (risk and
coverage); Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005 (conformal limit, by group); Vovk,
Proc Mach Learn Res 2012;25:475 and Angelopoulos and Bates, Found Trends Mach Learn 2023;16:494 (how far its coverage strays).
"""

import math

import m6_human_decisions
import m6_human_log
import numpy as np
import pandas as pd

from labkit.tasks import LabGrader, Text, case, laws

grader = LabGrader("m6_human")

NAMES = ["80_and_over", "under_80", "night", "day", "referred", "first_stay"]


# ---- 1. reject option ----------------------------------------------------------------------------------------------

ask_a_person = grader.function(
    "ask_a_person",
    points=2,
    forbids=["labkit.oversight.decision_costs", "labkit.oversight.RejectOptionClassifier"],
    why=Text(
        "Right. Asking is a third action with its own price: it is worth it where both automatic actions cost more. Where that "
        "is depends on the harms, so the zone of doubt is not centred on 0.5.",
        "Juste. Demander est une troisième action, avec son prix : elle en vaut la peine là où les deux actions automatiques "
        "coûtent plus cher. Où ? Cela dépend des préjudices : la zone de doute n'est pas centrée sur 0,5.",
    ),
    hints=[
        Text(
            "For one patient of risk p: if nobody is called, one loses p × cost_missed_case on average. And if the team is called?",
            "Pour un patient de risque p : si personne n'est appelé, on perd en moyenne p × cost_missed_case. Et si l'équipe est "
            "appelée ?",
        ),
        Text(
            "Left alone, the model takes the cheaper of the two. y_prob is an array: np.minimum(a, b) compares patient by patient, min(a, b) "
            "does not.",
            "Laissé seul, le modèle prend la moins chère des deux. y_prob est un tableau : np.minimum(a, b) compare patient par patient, "
            "min(a, b) non.",
        ),
        Text(
            "Return where that minimum is strictly above cost_asking.",
            "Renvoyez là où ce minimum dépasse strictement cost_asking.",
        ),
    ],
    laws=[
        laws.known(
            {"cost_asking": 1000.0, "y_prob": np.array([0.1, 0.5, 0.9])},
            np.array([False, False, False]),
            Text(
                "If asking costs more than any error, nobody is asked: your function asks all the same. Does it use the three costs it is given? Prices written into "
                "the function, or a band around 0.5, do not follow when a ward has others.",
                "Si demander coûte plus cher que n'importe quelle erreur, on ne demande à personne : votre fonction demande quand même. Se sert-elle des trois coûts "
                "reçus en arguments ? Des prix écrits dans la fonction, ou une bande autour de 0,5, ne suivent pas quand un service en a d'autres.",
            ),
        ),
        laws.known(
            {
                "y_prob": np.array([0.05, 0.2, 0.7]),
                "cost_false_alarm": 1.0,
                "cost_missed_case": 4.0,
                "cost_asking": 0.4,
            },
            np.array([False, True, False]),
            Text(
                "Three patients of risks 0.05, 0.2 and 0.7; costs 1, 4 and 0.4. Work out by hand what each action costs for each.",
                "Trois patients de risques 0,05, 0,2 et 0,7 ; coûts 1, 4 et 0,4. Calculez à la main ce que coûte chaque action pour "
                "chacun.",
            ),
        ),
    ],
)


@ask_a_person.reference
def dearer_than_asking(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    p = np.asarray(y_prob)
    return np.minimum((1 - p) * cost_false_alarm, p * cost_missed_case) > cost_asking


@ask_a_person.alternative
def between_two_risks(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    p = np.asarray(y_prob)
    return (p > cost_asking / cost_missed_case) & (p < 1 - cost_asking / cost_false_alarm)


@ask_a_person.alternative
def patient_by_patient(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return [bool(min((1 - p) * cost_false_alarm, p * cost_missed_case) > cost_asking) for p in y_prob]


@ask_a_person.mutant(
    "doubt_is_half",
    Text(
        "You treat a missed case and a false alarm as equally grave: doubt then sits around 0.5. Where a missed case costs more, "
        "one must ask at much lower risks already.",
        "Vous tenez un cas manqué et une fausse alarme pour aussi graves l'un que l'autre : le doute se trouve alors autour de "
        "0,5. Là où un cas manqué coûte plus cher, il faut demander dès des risques bien plus bas.",
    ),
)
def doubt_is_half(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, cost_false_alarm, cost_false_alarm, cost_asking)


@ask_a_person.mutant(
    "either_action_dear",
    Text(
        "You ask as soon as one of the two actions is dear (the larger cost). But the model would take the cheaper one: a patient of "
        "risk 0.99 needs the team, not a discussion.",
        "Vous demandez dès qu'une des deux actions coûte cher (le plus grand coût). Or le modèle prendrait la moins chère : un "
        "patient de risque 0,99 a besoin de l'équipe, pas d'une discussion.",
    ),
)
def either_action_dear(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    p = np.asarray(y_prob)
    return np.maximum((1 - p) * cost_false_alarm, p * cost_missed_case) > cost_asking


@ask_a_person.mutant(
    "harms_swapped",
    Text(
        "The two harms are swapped: a missed case happens with probability p, a false alarm with 1 - p.",
        "Les deux préjudices sont échangés : un cas manqué survient avec la probabilité p, une fausse alarme avec 1 - p.",
    ),
)
def harms_swapped(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, cost_missed_case, cost_false_alarm, cost_asking)


@ask_a_person.mutant(
    "asks_when_sure",
    Text(
        "Upside down: you ask a person where the model costs little, and leave it alone where it hesitates.",
        "À l'envers : vous demandez là où le modèle coûte peu, et vous le laissez seul là où il hésite.",
    ),
)
def asks_when_sure(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return ~dearer_than_asking(y_prob, cost_false_alarm, cost_missed_case, cost_asking)


@ask_a_person.mutant(
    "only_misses_cost",
    Text(
        "You only count missed cases: everybody at high risk is then put to a person. A false alarm has a cost as well, and past a "
        "certain risk it is the smaller one: call the team.",
        "Vous ne comptez que les cas manqués : tout patient à haut risque passe alors devant une personne. Une fausse alarme coûte "
        "aussi, et au-delà d'un certain risque c'est elle qui coûte le moins : appelez l'équipe.",
    ),
)
def only_misses_cost(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return np.asarray(y_prob) * cost_missed_case > cost_asking


@ask_a_person.mutant(
    "prices_of_the_text",
    Text(
        "You wrote this lab's prices, 4 and 1, into the function. Another ward has others: use the two costs that come in as arguments.",
        "Vous avez écrit les prix de ce TP, 4 et 1, dans la fonction. Un autre service en a d'autres : servez-vous des deux coûts reçus en "
        "arguments.",
    ),
)
def prices_of_the_text(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, 1, 4, cost_asking)


@ask_a_person.mutant(
    "false_alarm_costs_one",
    Text(
        "You take 1 for the price of a false alarm, as in this lab. Here it is an argument: calling costs (1 - p) × cost_false_alarm.",
        "Vous prenez 1 pour le prix d'une fausse alarme, comme dans ce TP. Ici, c'est un argument : appeler coûte (1 - p) × cost_false_alarm.",
    ),
)
def false_alarm_costs_one(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, 1, cost_missed_case, cost_asking)


@ask_a_person.mutant(
    "missed_case_costs_four",
    Text(
        "You take 4 for the price of a missed case, as in this lab. Here it is an argument: waiting costs p × cost_missed_case.",
        "Vous prenez 4 pour le prix d'un cas manqué, comme dans ce TP. Ici, c'est un argument : attendre coûte p × cost_missed_case.",
    ),
)
def missed_case_costs_four(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, cost_false_alarm, 4, cost_asking)


@ask_a_person.mutant(
    "asking_costs_as_in_the_text",
    Text(
        "You take 0.4 for the price of asking, as in this lab. Here it is an argument, cost_asking.",
        "Vous prenez 0,4 pour le prix d'une demande, comme dans ce TP. Ici, c'est un argument, cost_asking.",
    ),
)
def asking_costs_as_in_the_text(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, cost_false_alarm, cost_missed_case, 0.4)


@ask_a_person.mutant(
    "three_prices_of_the_text",
    Text(
        "You wrote this lab's three prices, 1, 4 and 0.4, into the function: its arguments are not used. Another ward has others.",
        "Vous avez écrit les trois prix de ce TP, 1, 4 et 0,4, dans la fonction : ses arguments ne servent pas. Un autre service en a d'autres.",
    ),
)
def three_prices_of_the_text(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    return dearer_than_asking(y_prob, 1, 4, 0.4)


@ask_a_person.mutant(
    "asks_at_a_tie",
    Text(
        "Where asking costs exactly as much as the cheaper action, you ask. Strictly less is asked for (>, not >=): at the same price, a person's time is "
        "better spent on somebody else.",
        "Là où demander coûte exactement autant que l'action la moins chère, vous demandez. On veut strictement moins (>, pas >=) : à prix égal, le temps d'une "
        "personne est mieux employé pour quelqu'un d'autre.",
    ),
)
def asks_at_a_tie(y_prob, cost_false_alarm, cost_missed_case, cost_asking):
    p = np.asarray(y_prob)
    return np.minimum((1 - p) * cost_false_alarm, p * cost_missed_case) >= cost_asking


@ask_a_person.cases
def wards_with_costs(rng):
    for unit in (1.0, *rng.uniform(1.5, 4, 5)):  # in false alarms, then in any other unit (hours, euros)
        yield case(
            y_prob=np.round(rng.beta(0.8, 1.6, 60), 4),
            cost_false_alarm=float(unit),
            cost_missed_case=float(unit * rng.uniform(5, 12)),
            cost_asking=float(unit * rng.uniform(0.25, 0.45)),
        )
    unit, graver = 2.0 ** rng.integers(1, 4, 2)  # powers of two: two ties, exact however one computes them
    ties = [0.25 / graver, 0.75]
    yield case(
        y_prob=rng.permutation([*ties, *np.round(rng.beta(0.8, 1.6, 20), 4)]),
        cost_false_alarm=float(unit),
        cost_missed_case=float(unit * graver),
        cost_asking=float(unit / 4),
    )


# ---- 2. risk and coverage ------------------------------------------------------------------------------------------

error_kept = grader.function(
    "error_kept",
    points=1,
    forbids=["labkit.oversight.risk_coverage_curve", "labkit.oversight.area_under_risk_coverage"],
    why=Text(
        "Right. Read the curve from right to left: each patient handed to a person buys a lower error among the others. It says "
        "nothing of what the people do with theirs, nor of who they are.",
        "Juste. Lisez la courbe de droite à gauche : chaque patient confié à une personne fait baisser l'erreur parmi les autres. "
        "Elle ne dit rien de ce que les personnes font des leurs, ni de qui ils sont.",
    ),
    hints=[
        Text(
            "Sort the patients from the least doubt to the most: np.argsort(doubt).",
            "Triez les patients du doute le plus faible au plus fort : np.argsort(doubt).",
        ),
        Text(
            "Among the first k: how many errors? np.cumsum gives them for every k at once.",
            "Parmi les k premiers : combien d'erreurs ? np.cumsum les donne pour tous les k d'un coup.",
        ),
        Text(
            "Divide the errors among the k surest by k (1, 2, ..., n), not by everybody.",
            "Divisez les erreurs parmi les k plus sûrs par k (1, 2, ..., n), pas par tout le monde.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["wrong", "doubt"]),
        laws.known(
            {"wrong": np.array([1, 0, 0, 1]), "doubt": np.array([0.9, 0.1, 0.3, 0.5])},
            np.array([0, 0, 1 / 3, 1 / 2]),
            Text(
                "Four patients, two errors, on the two of most doubt. Work it out by hand: the surest one alone, then two, three, all.",
                "Quatre patients, deux erreurs, là où le doute est le plus fort. Faites-le à la main : le plus sûr seul, puis deux, trois, "
                "tous.",
            ),
        ),
    ],
)


@error_kept.reference
def surest_first(wrong, doubt):
    ordered = np.asarray(wrong, dtype=float)[np.argsort(np.asarray(doubt), kind="stable")]
    return np.cumsum(ordered) / np.arange(1, len(ordered) + 1)


@error_kept.alternative
def with_pandas(wrong, doubt):
    frame = pd.DataFrame({"wrong": wrong, "doubt": doubt}).sort_values("doubt")
    return frame["wrong"].expanding().mean().to_numpy()


@error_kept.alternative
def one_k_at_a_time(wrong, doubt):
    ordered = [w for _, w in sorted(zip(doubt, wrong, strict=True), key=lambda pair: pair[0])]
    return [float(np.mean(ordered[: k + 1])) for k in range(len(ordered))]


@error_kept.mutant(
    "doubtful_first",
    Text(
        "You keep first the patients of most doubt: the model would answer for those it knows least, and hand over the easy ones.",
        "Vous gardez d'abord les patients au doute le plus fort : le modèle répondrait pour ceux qu'il connaît le moins, et confierait "
        "les faciles.",
    ),
)
def doubtful_first(wrong, doubt):
    return surest_first(wrong, -np.asarray(doubt))


@error_kept.mutant(
    "order_of_arrival",
    Text(
        "You keep patients in the order of the rows: the doubt plays no part. The model should answer where it is surest.",
        "Vous gardez les patients dans l'ordre des lignes : le doute ne sert à rien. Le modèle doit répondre là où il est le plus sûr.",
    ),
)
def order_of_arrival(wrong, doubt):
    return surest_first(wrong, np.arange(len(wrong)))


@error_kept.mutant(
    "divided_by_everybody",
    Text(
        "You divide by everybody: handing patients over then always looks like progress, even if the model answered for one only. "
        "Divide by those it keeps.",
        "Vous divisez par tout le monde : confier des patients ressemble alors toujours à un progrès, même si le modèle ne répond que "
        "pour un seul. Divisez par ceux qu'il garde.",
    ),
)
def divided_by_everybody(wrong, doubt):
    kept = surest_first(wrong, doubt)
    return kept * np.arange(1, len(kept) + 1) / len(kept)


@error_kept.mutant(
    "one_patient_at_a_time",
    Text(
        "You give each patient's own error, sorted. Asked for is the share of errors among all the patients kept so far.",
        "Vous donnez l'erreur de chaque patient, triée. On demande la part d'erreurs parmi tous les patients gardés jusque-là.",
    ),
)
def one_patient_at_a_time(wrong, doubt):
    return np.asarray(wrong, dtype=float)[np.argsort(np.asarray(doubt), kind="stable")]


@error_kept.mutant(
    "share_right",
    Text(
        "That is the share of right answers among those kept: the error is what is left to 1.",
        "C'est la part de réponses justes parmi ceux gardés : l'erreur est ce qui reste jusqu'à 1.",
    ),
)
def share_right(wrong, doubt):
    return 1 - surest_first(wrong, doubt)


@error_kept.cases
def patients_with_doubts(rng):
    for _ in range(5):
        doubt = rng.permutation(np.linspace(0.01, 0.5, 50) + rng.uniform(0, 0.004, 50))
        yield case(wrong=(rng.random(50) < doubt).astype(int), doubt=doubt)


# ---- 3. coverage by group ------------------------------------------------------------------------------------------

coverage = grader.function(
    "coverage",
    points=1,
    forbids=["labkit.oversight.coverage_by_group", "labkit.oversight.CoverageDisplay", "mapie.metrics"],
    why=Text(
        "Right. The promise was made to all patients together. One line of code says to whom it was kept.",
        "Juste. La promesse était faite à tous les patients ensemble. Une ligne de code dit envers qui elle a été tenue.",
    ),
    hints=[
        Text(
            "Row i of sets says which answers the set of patient i holds: column 0 no sepsis, column 1 sepsis.",
            "La ligne i de sets dit quelles réponses contient l'ensemble du patient i : colonne 0 pas de sepsis, colonne 1 sepsis.",
        ),
        Text(
            "Does it hold the truth? sets[np.arange(len(y_true)), y_true] picks, in each row, the column of the truth.",
            "Contient-il la vérité ? sets[np.arange(len(y_true)), y_true] prend, dans chaque ligne, la colonne de la vérité.",
        ),
        Text("Then the mean in each group.", "Puis la moyenne dans chaque groupe."),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["y_true", "sets", "group"]),
        laws.replication_invariant(["y_true", "sets", "group"]),
        laws.known(
            {
                "y_true": np.array([0, 1, 1]),
                "sets": np.array([[True, False], [True, True], [True, False]]),
                "group": np.array(["a", "a", "b"]),
            },
            {"a": 1.0, "b": 0.0},
            Text(
                "Three patients. In group a both sets hold the truth (one of them holds both answers); in group b the only set does not.",
                "Trois patients. Dans le groupe a, les deux ensembles contiennent la vérité (l'un contient les deux réponses) ; dans le "
                "groupe b, le seul ensemble ne la contient pas.",
            ),
        ),
    ],
)


def _held(y_true, sets):
    return np.asarray(sets, dtype=bool)[np.arange(len(y_true)), np.asarray(y_true)]


def _mean_by(values, group):
    group = np.asarray(group)
    return {str(name): float(np.mean(values[group == name])) for name in np.unique(group)}


@coverage.reference
def truth_in_set(y_true, sets, group):
    return _mean_by(_held(y_true, sets), group)


@coverage.alternative
def with_groupby(y_true, sets, group):
    frame = pd.DataFrame({"held": _held(y_true, sets), "group": group})
    return frame.groupby("group")["held"].mean()


@coverage.alternative
def with_a_loop(y_true, sets, group):
    held, people = {}, {}
    for truth, row, name in zip(y_true, sets, group, strict=True):
        held[name] = held.get(name, 0) + bool(row[truth])
        people[name] = people.get(name, 0) + 1
    return {name: held[name] / people[name] for name in people}


@coverage.mutant(
    "same_for_all",
    Text(
        "You give every group the share of everybody: '90% for each patient'. The promise is about all of them together; count inside "
        "each group.",
        "Vous donnez à chaque groupe la part de l'ensemble : « 90 % pour chaque patient ». La promesse porte sur tous ensemble ; comptez "
        "à l'intérieur de chaque groupe.",
    ),
)
def same_for_all(y_true, sets, group):
    return dict.fromkeys(truth_in_set(y_true, sets, group), float(_held(y_true, sets).mean()))


@coverage.mutant(
    "only_single_answers",
    Text(
        "You leave out the sets with both answers. They do hold the truth: they count as covered, and their price is that a person is "
        "asked.",
        "Vous écartez les ensembles qui contiennent les deux réponses. Ils contiennent bien la vérité : ils comptent comme couverts, et "
        "leur prix est que l'on demande à une personne.",
    ),
)
def only_single_answers(y_true, sets, group):
    one = np.asarray(sets).sum(axis=1) == 1
    held, group = _held(y_true, sets), np.asarray(group)
    return {str(name): float(np.mean(held[one & (group == name)])) for name in np.unique(group)}


@coverage.mutant(
    "both_is_wrong",
    Text(
        "You count 'both answers' as a failure. It is not: the set holds the truth, and says honestly that it cannot choose.",
        "Vous comptez « les deux réponses » comme un échec. Non : l'ensemble contient la vérité, et dit honnêtement qu'il ne peut pas "
        "choisir.",
    ),
)
def both_is_wrong(y_true, sets, group):
    return _mean_by(_held(y_true, sets) & (np.asarray(sets).sum(axis=1) == 1), group)


@coverage.mutant(
    "share_decided",
    Text(
        "That is how often the model gives one answer alone, right or wrong. Coverage asks if the truth is in the set.",
        "C'est la fréquence à laquelle le modèle donne une seule réponse, juste ou non. La couverture demande si la vérité est dans "
        "l'ensemble.",
    ),
)
def share_decided(y_true, sets, group):
    return _mean_by(np.asarray(sets).sum(axis=1) == 1, group)


@coverage.mutant(
    "sepsis_in_set",
    Text(
        "You look at the column of sepsis for everybody. For a patient without sepsis the truth is in column 0.",
        "Vous regardez la colonne du sepsis pour tout le monde. Pour un patient sans sepsis, la vérité est dans la colonne 0.",
    ),
)
def sepsis_in_set(y_true, sets, group):
    return _mean_by(np.asarray(sets, dtype=bool)[:, 1], group)


@coverage.mutant(
    "set_equal_to_the_truth",
    Text(
        "You ask if column 1 says the same as the truth. Without sepsis that counts 'both answers' as a failure; column 0 holds the truth there.",
        "Vous demandez si la colonne 1 dit la même chose que la vérité. Sans sepsis, « les deux réponses » compte alors comme un échec ; c'est la "
        "colonne 0 qui contient la vérité.",
    ),
)
def set_equal_to_the_truth(y_true, sets, group):
    return _mean_by(np.asarray(sets, dtype=bool)[:, 1] == (np.asarray(y_true) == 1), group)


@coverage.mutant(
    "one_number",
    Text(
        "One number for everybody: that is what the brochure gives. Asked for is a coverage for each group, under the group's name.",
        "Un seul nombre pour tout le monde : c'est ce que donne la brochure. On demande une couverture pour chaque groupe, sous le nom du groupe.",
    ),
)
def one_number(y_true, sets, group):
    return float(_held(y_true, sets).mean())


@coverage.cases
def wards_with_sets(rng):
    for groups in (2, 3, 4, 2, 3):
        names = [str(name) for name in rng.permutation(NAMES)[:groups]]
        n = 90
        group = rng.permutation(np.concatenate([np.repeat(names, 8), rng.choice(names, n - 8 * groups)]))
        y_true = (rng.random(n) < 0.35).astype(int)
        says = rng.random(n)
        right = np.eye(2, dtype=bool)[y_true]
        sets = np.where((says < 0.3)[:, None], True, np.where((says < 0.8)[:, None], right, ~right))
        for name in names:  # each kind of set in every group
            place = np.flatnonzero(group == name)
            sets[place[0]], sets[place[1]], sets[place[2]] = True, right[place[1]], ~right[place[2]]
        yield case(y_true=y_true, sets=sets, group=group)


# ---- 4. a limit for each group -------------------------------------------------------------------------------------

group_limits = grader.function(
    "group_limits",
    points=2,
    forbids=["labkit.oversight.conformal_sets", "mapie"],
    why=Text(
        "Right. Calibrated in each group, the promise holds in each, whatever the model. The model has not become better: where it "
        "knows little it now says so, and more patients need a person.",
        "Juste. Calibrée dans chaque groupe, la promesse tient dans chacun, quel que soit le modèle. Le modèle n'est pas devenu "
        "meilleur : là où il en sait peu, il le dit, et davantage de patients ont besoin d'une personne.",
    ),
    hints=[
        Text(
            "One group at a time: its own scores, sorted. How many are there? Call it n.",
            "Un groupe à la fois : ses propres scores, triés. Combien y en a-t-il ? Appelez-le n.",
        ),
        Text(
            "The rank is math.ceil((n + 1) * confidence): the + 1 is the new patient, who may be the worst of all.",
            "Le rang est math.ceil((n + 1) * confidence) : le + 1 est le nouveau patient, qui peut être le pire de tous.",
        ),
        Text(
            "If the rank is above n, no score is large enough to promise that much: the limit is np.inf. Without that case, np.sort(own)[rank - 1] stops "
            "with an IndexError.",
            "Si le rang dépasse n, aucun score n'est assez grand pour promettre autant : la limite est np.inf. Sans ce cas, np.sort(own)[rank - 1] s'arrête sur "
            "une IndexError.",
        ),
    ],
    laws=[
        laws.permutation_invariant(["score", "group"]),
        laws.known(
            {
                "score": np.array([0.3, 0.1, 0.2, 0.6, 0.4]),
                "group": np.array(["a", "a", "a", "a", "b"]),
                "confidence": 0.7,
            },
            {"a": 0.6, "b": np.inf},
            Text(
                "Group a has 4 scores: at 70% the rank is the ceiling of 5 × 0.7. Group b has one: its rank is 2, and there is no second "
                "score.",
                "Le groupe a compte 4 scores : à 70 %, le rang est l'arrondi supérieur de 5 × 0,7. Le groupe b en a un : son rang est 2, "
                "et il n'y a pas de deuxième score.",
            ),
        ),
        laws.keeps_promise(
            "score",
            "group",
            "confidence",
            Text(
                "Tried on new patients of a hundred groups, your limits do not hold the truth as often as promised: too rarely, or more often than "
                "chance allows (a limit larger than need be calls people for nothing). The interval that judges them is exact, beta-binomial.",
                "Essayées sur de nouveaux patients d'une centaine de groupes, vos limites ne contiennent pas la vérité aussi souvent que promis : trop "
                "rarement, ou plus souvent que le hasard ne le permet (une limite trop grande fait appeler pour rien). L'intervalle qui en juge est exact, "
                "bêta-binomial.",
            ),
        ),
    ],
)


def _limit(own, rank):
    return float(np.sort(own)[rank - 1]) if rank <= len(own) else float("inf")


def _limits(score, group, limit):
    score, group = np.asarray(score), np.asarray(group)
    return {str(name): limit(score[group == name]) for name in np.unique(group)}


@group_limits.reference
def own_scores(score, group, confidence):
    return _limits(score, group, lambda own: _limit(own, math.ceil((len(own) + 1) * confidence)))


@group_limits.alternative
def with_infinity_added(score, group, confidence):
    limits = {}
    for name in set(group):
        own = sorted([s for s, g in zip(score, group, strict=True) if g == name] + [math.inf])
        limits[str(name)] = float(own[math.ceil(len(own) * confidence) - 1])
    return limits


@group_limits.alternative
def as_a_series(score, group, confidence):
    frame = pd.Series(np.asarray(score)).groupby(np.asarray(group))
    return frame.apply(lambda own: _limit(own.to_numpy(), int(np.ceil((len(own) + 1) * confidence))))


@group_limits.alternative
def with_the_right_quantile(score, group, confidence):
    def limit(own):
        level = math.ceil((len(own) + 1) * confidence) / len(own)
        return float(np.quantile(own, level, method="inverted_cdf")) if level <= 1 else float("inf")

    return _limits(score, group, limit)


@group_limits.mutant(
    "pooled",
    Text(
        "One limit for everybody: that is the promise made to all together, which the majority alone can keep. '90% for each patient' is "
        "not what it says. Take each group's own scores.",
        "Une seule limite pour tous : c'est la promesse faite à tous ensemble, que la majorité peut tenir à elle seule. « 90 % pour chaque "
        "patient » n'est pas ce qu'elle dit. Prenez les scores de chaque groupe.",
    ),
)
def pooled(score, group, confidence):
    limit = _limit(np.asarray(score), math.ceil((len(score) + 1) * confidence))
    return _limits(score, group, lambda own: limit)


@group_limits.mutant(
    "forgets_the_new_patient",
    Text(
        "Your rank leaves the new patient out: among n + 1 people, n known and one to come, each is as likely to be the worst. Use n + 1.",
        "Votre rang oublie le nouveau patient : parmi n + 1 personnes, n connues et une à venir, chacune peut tout autant être la pire. "
        "Prenez n + 1.",
    ),
)
def forgets_the_new_patient(score, group, confidence):
    return _limits(score, group, lambda own: _limit(own, math.ceil(len(own) * confidence)))


@group_limits.mutant(
    "interpolated",
    Text(
        "np.quantile's default draws a line between two patients, and forgets the one to come. The limit is the score of one patient, at "
        "rank ceil((n + 1) × confidence).",
        "Par défaut, np.quantile trace une ligne entre deux patients, et oublie celui à venir. La limite est le score d'un patient, au "
        "rang ceil((n + 1) × confidence).",
    ),
)
def interpolated(score, group, confidence):
    return _limits(score, group, lambda own: float(np.quantile(own, confidence)))


@group_limits.mutant(
    "promises_from_a_few",
    Text(
        "In the smallest group you take the largest score you have. With so few patients nothing can be promised: the limit is np.inf, the "
        "set holds every answer, and a person is asked. That is the honest answer for a group one hardly knows.",
        "Dans le plus petit groupe, vous prenez le plus grand score connu. Avec si peu de patients, on ne peut rien promettre : la limite "
        "est np.inf, l'ensemble contient toutes les réponses, et l'on demande à une personne. C'est la réponse honnête pour un groupe que "
        "l'on connaît à peine.",
    ),
)
def promises_from_a_few(score, group, confidence):
    return _limits(
        score, group, lambda own: _limit(own, min(math.ceil((len(own) + 1) * confidence), len(own)))
    )


@group_limits.mutant(
    "one_rank_too_far",
    Text(
        "One score too far: Python counts from 0, so the score of rank k is np.sort(own)[k - 1]. np.quantile(own, k / n, method='higher'), which "
        "many tutorials give, goes one too far as well (method='inverted_cdf' does not).",
        "Un score trop loin : Python compte à partir de 0, le score de rang k est donc np.sort(own)[k - 1]. np.quantile(own, k / n, "
        "method='higher'), que donnent bien des tutoriels, va lui aussi un score trop loin (pas method='inverted_cdf').",
    ),
)
def one_rank_too_far(score, group, confidence):
    return _limits(score, group, lambda own: _limit(own, math.ceil((len(own) + 1) * confidence) + 1))


@group_limits.mutant(
    "largest_first",
    Text(
        "You count the rank from the largest score: the limit is then so low that most truths lie above it. Count from the smallest.",
        "Vous comptez le rang à partir du plus grand score : la limite est alors si basse que presque toutes les vérités la dépassent. Comptez à "
        "partir du plus petit.",
    ),
)
def largest_first(score, group, confidence):
    def limit(own):
        rank = math.ceil((len(own) + 1) * confidence)
        return float(np.sort(own)[len(own) - rank]) if rank <= len(own) else float("inf")

    return _limits(score, group, limit)


@group_limits.mutant(
    "rounded_down",
    Text(
        "You round the rank down: a little less than what was promised is kept. The ceiling, math.ceil, never keeps less.",
        "Vous arrondissez le rang vers le bas : on tient un peu moins que ce qui était promis. L'arrondi supérieur, math.ceil, ne tient jamais moins.",
    ),
)
def rounded_down(score, group, confidence):
    return _limits(score, group, lambda own: _limit(own, math.floor((len(own) + 1) * confidence)))


@group_limits.mutant(
    "wrong_end",
    Text(
        "You took the low end: a score is large when the truth got little probability, so 90% of patients must lie *below* the limit.",
        "Vous avez pris le bas : un score est grand quand la vérité a reçu peu de probabilité ; 90 % des patients doivent donc se trouver "
        "*sous* la limite.",
    ),
)
def wrong_end(score, group, confidence):
    return _limits(score, group, lambda own: _limit(own, math.ceil((len(own) + 1) * (1 - confidence))))


@group_limits.cases
def groups_with_scores(rng):
    for groups, confidence in ((2, 0.9), (3, 0.87), (3, 0.93), (4, 0.83), (2, 0.78)):
        names = [str(name) for name in rng.permutation(NAMES)[:groups]]
        # sizes for which (n + 1) x confidence is no whole number, so that rounding has one meaning; the last is too small
        sizes = [n for n in range(24, 70) if 0.1 < ((n + 1) * confidence) % 1 < 0.9]
        if (
            confidence < 0.8
        ):  # where forgetting the new patient and rounding down part: ceil(n c) is right, floor((n + 1) c) is not
            sizes = [n for n in sizes if ((n + 1) * confidence) % 1 > confidence + 0.01]
        counts = [int(n) for n in rng.choice(sizes, groups - 1, replace=False)] + [3]
        group = np.repeat(names, counts)
        score = rng.beta(1 + 1.5 * np.arange(groups).repeat(counts), 4)
        order = rng.permutation(len(group))
        yield case(score=score[order], group=group[order], confidence=confidence)


# ---- 5. eight slots a night ----------------------------------------------------------------------------------------

called = grader.function(
    "called",
    points=2,
    forbids=["labkit.oversight.defer_within_capacity"],
    why=Text(
        "Right. A person's time is a fixed number of slots: whoever is seen takes somebody's place. Slots that are free stay free when asking "
        "is worth nothing, and a quiet night does not serve a busy one.",
        "Juste. Le temps d'une personne, c'est un nombre fixe de places : qui est vu prend la place de quelqu'un. Une place libre le "
        "reste quand demander ne vaut rien, et une nuit calme ne sert pas une nuit chargée.",
    ),
    hints=[
        Text(
            "One night at a time. Who has a gain above 0? Who has the largest gains?",
            "Une nuit à la fois. Qui a un gain au-dessus de 0 ? Qui a les plus grands gains ?",
        ),
        Text(
            "Start from an array of False, as long as gain; for each night set True for the chosen rows.",
            "Partez d'un tableau de False, long comme gain ; pour chaque nuit, mettez True aux lignes choisies.",
        ),
        Text(
            "rows = np.flatnonzero((night == one) & (gain > 0)); the best: rows[np.argsort(-gain[rows])[:slots]].",
            "rows = np.flatnonzero((night == one) & (gain > 0)) ; les meilleurs : rows[np.argsort(-gain[rows])[:slots]].",
        ),
    ],
    laws=[
        laws.known(
            {"slots": 0, "gain": np.array([0.4, 0.2]), "night": np.array([1, 1])},
            np.array([False, False]),
            Text(
                "Without a slot nobody is seen: the answer holds False for every patient, as many values as gain.",
                "Sans place, personne n'est vu : la réponse vaut False pour chaque patient, autant de valeurs que gain.",
            ),
        ),
        laws.known(
            {
                "gain": np.array([0.3, 0.5, -0.1, 0.2, 0.1, -0.2]),
                "night": np.array([1, 1, 1, 2, 2, 2]),
                "slots": 2,
            },
            np.array([True, True, False, True, True, False]),
            Text(
                "Two nights, three patients each, two slots a night: in each, the two patients whose gain is above 0.",
                "Deux nuits, trois patients chacune, deux places par nuit : dans chacune, les deux patients dont le gain est au-dessus de 0.",
            ),
        ),
    ],
)


def _best(gain, night, slots, least=0.0):
    gain, night = np.asarray(gain, dtype=float), np.asarray(night)
    chosen = np.zeros(len(gain), bool)
    for one in np.unique(night):
        rows = np.flatnonzero((night == one) & (gain > least))
        chosen[rows[np.argsort(-gain[rows], kind="stable")[:slots]]] = True
    return chosen


@called.reference
def most_useful_each_night(gain, night, slots):
    return _best(gain, night, slots)


@called.alternative
def by_rank(gain, night, slots):
    gain = pd.Series(np.asarray(gain, dtype=float))
    rank = gain.groupby(np.asarray(night)).rank(ascending=False, method="first")
    return ((rank <= slots) & (gain > 0)).to_numpy()


@called.alternative
def one_by_one(gain, night, slots):
    left, chosen = dict.fromkeys(list(night), slots), [False] * len(gain)
    for i in sorted(range(len(gain)), key=lambda i: -gain[i]):
        if gain[i] > 0 and left[night[i]] > 0:
            left[night[i]] -= 1
            chosen[i] = True
    return chosen


@called.mutant(
    "more_deferral_is_safer",
    Text(
        "You have everybody seen for whom asking is worth anything: 'more deferral is safer'. There are only so many slots: the ninth "
        "patient will not be seen, whatever the list says. Choose who comes first.",
        "Vous faites voir tous ceux pour qui demander vaut quelque chose : « plus on demande, plus c'est sûr ». Il n'y a que tant de "
        "places : le neuvième patient ne sera pas vu, quoi qu'en dise la liste. Choisissez qui passe d'abord.",
    ),
)
def more_deferral_is_safer(gain, night, slots):
    return np.asarray(gain) > 0


@called.mutant(
    "nights_pooled",
    Text(
        "You pool the slots of all the nights: a busy night then takes the slots of a quiet one. Nobody can work on Tuesday the hours left "
        "over from Monday.",
        "Vous mettez en commun les places de toutes les nuits : une nuit chargée prend alors celles d'une nuit calme. Personne ne peut "
        "travailler mardi les heures restées libres lundi.",
    ),
)
def nights_pooled(gain, night, slots):
    return _best(gain, np.zeros(len(gain)), slots * len(np.unique(night)))


@called.mutant(
    "first_come",
    Text(
        "First come, first served: by midnight the slots are gone, and the patient who arrives at three waits whatever the doubt.",
        "Premier arrivé, premier servi : à minuit il n'y a plus de place, et le patient qui arrive à trois heures attend, quel que soit "
        "le doute.",
    ),
)
def first_come(gain, night, slots):
    useful = np.asarray(gain) > 0
    return _best(np.where(useful, 1.0, -1.0), night, slots)


@called.mutant(
    "fills_every_slot",
    Text(
        "You fill every slot, even for patients for whom asking costs more than it brings (gain of 0 or less). Time spent there is taken "
        "from somebody.",
        "Vous remplissez toutes les places, même pour des patients chez qui demander coûte plus que cela ne rapporte (gain de 0 ou moins). "
        "Ce temps est pris à quelqu'un.",
    ),
)
def fills_every_slot(gain, night, slots):
    return _best(gain, night, slots, least=-np.inf)


@called.mutant(
    "least_useful_first",
    Text(
        "You serve the smallest gains first: sort from the largest down (np.argsort(-gain)).",
        "Vous servez d'abord les plus petits gains : triez du plus grand au plus petit (np.argsort(-gain)).",
    ),
)
def least_useful_first(gain, night, slots):
    gain = np.asarray(gain, dtype=float)
    return _best(np.where(gain > 0, 1 / np.maximum(gain, 1e-9), -1.0), night, slots)


@called.mutant(
    "first_rows_of_the_night",
    Text(
        "You take the first rows of each night and then drop those of gain 0 or less: first come, first served. Sort by gain.",
        "Vous prenez les premières lignes de chaque nuit, puis ôtez celles de gain 0 ou moins : premier arrivé, premier servi. Triez par gain.",
    ),
)
def first_rows_of_the_night(gain, night, slots):
    place = pd.Series(np.asarray(night)).groupby(np.asarray(night)).cumcount()
    return ((place < slots) & (np.asarray(gain) > 0)).to_numpy()


@called.mutant(
    "smallest_of_all_first",
    Text(
        "You rank from the smallest gain up, so that the slots go to patients for whom asking costs more than it brings. Rank from the largest "
        "down (ascending=False).",
        "Vous classez à partir du plus petit gain : les places vont à des patients chez qui demander coûte plus que cela ne rapporte. Classez à "
        "partir du plus grand (ascending=False).",
    ),
)
def smallest_of_all_first(gain, night, slots):
    gain = pd.Series(np.asarray(gain, dtype=float))
    return ((gain.groupby(np.asarray(night)).rank(method="first") <= slots) & (gain > 0)).to_numpy()


@called.cases
def nights_with_gains(rng):
    for _ in range(5):
        busy, quiet = rng.integers(14, 20, 2), int(rng.integers(4, 7))
        night = np.repeat([1, 2, 3], [*busy, quiet])
        gain = rng.permutation(np.linspace(0.02, 0.6, len(night))) + rng.uniform(0, 0.004, len(night))
        low = rng.random(len(night)) < np.where(night == 3, 0.6, 0.2)
        low[-1], low[-2] = True, False
        order = rng.permutation(len(night))
        yield case(gain=np.where(low, -gain, gain)[order], night=night[order], slots=int(rng.integers(4, 8)))


m6_human_log.declare(grader)
m6_human_decisions.declare(grader)
