"""Tasks of lab m4_threshold, builder path; the explorer's decisions stand in ``m4_threshold_decisions.py``.

Formulas: Altman and Bland, BMJ 1994;309:102 (predictive values); Vickers and Elkin, Med Decis Making 2006;26:565
(net benefit, decision curve); Pauker and Kassirer, NEJM 1975;293:229 (threshold from harms); King and Zeng, Political
Analysis 2001;9:137 (intercept shift for another prevalence).
"""

import m4_threshold_decisions
import numpy as np
import pandas as pd

from labkit.tasks import LabGrader, Text, case, laws

grader = LabGrader("m4_threshold")


# ---- 1. predictive values ------------------------------------------------------------------------------------------

predictive_values = grader.function(
    "predictive_values",
    points=2,
    forbids=["labkit.evaluate.predictive_values", "labkit.evaluate.PredictiveValues"],
    why=Text(
        "Right. Sensitivity and specificity describe the test; predictive values describe the test on a ward. "
        "When a colleague quotes a PPV, ask: at what prevalence?",
        "Juste. La sensibilité et la spécificité décrivent le test ; les valeurs prédictives décrivent le test dans un "
        "service. Quand on vous annonce une VPP, demandez : à quelle prévalence ?",
    ),
    hints=[
        Text(
            "Think of 1,000 patients. How many have sepsis? For how many of those does the alarm ring?",
            "Pensez à 1 000 patients. Combien ont un sepsis ? Pour combien d'entre eux l'alarme sonne-t-elle ?",
        ),
        Text(
            "The alarm also rings for a share (1 - specificity) of the patients without sepsis. How many is that?",
            "L'alarme sonne aussi pour une part (1 - spécificité) des patients sans sepsis. Combien cela fait-il ?",
        ),
        Text(
            "PPV = true alarms / all alarms. NPV = true silences / all silences. Return (ppv, npv).",
            "VPP = vraies alarmes / toutes les alarmes. VPN = vrais silences / tous les silences. Renvoyez (vpp, vpn).",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.monotone(
            "prevalence",
            [0.01, 0.05, 0.2, 0.5, 0.8],
            Text(
                "The PPV must rise when the disease becomes more frequent. Yours falls somewhere.",
                "La VPP doit augmenter quand la maladie devient plus fréquente. La vôtre baisse quelque part.",
            ),
            part=0,
        ),
        laws.monotone(
            "prevalence",
            [0.01, 0.05, 0.2, 0.5, 0.8],
            Text(
                "The NPV must fall when the disease becomes more frequent. Yours rises somewhere.",
                "La VPN doit baisser quand la maladie devient plus fréquente. La vôtre augmente quelque part.",
            ),
            part=1,
            falling=True,
        ),
        laws.known(
            {"sensitivity": 1.0, "specificity": 1.0, "prevalence": 0.3},
            (1.0, 1.0),
            Text(
                "A test that is never wrong has a PPV and an NPV of 1.",
                "Un test qui ne se trompe jamais a une VPP et une VPN de 1.",
            ),
        ),
    ],
)


@predictive_values.reference
def by_bayes(sensitivity, specificity, prevalence):
    true_alarms, false_alarms = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    true_silences, false_silences = specificity * (1 - prevalence), (1 - sensitivity) * prevalence
    return true_alarms / (true_alarms + false_alarms), true_silences / (true_silences + false_silences)


@predictive_values.alternative
def by_odds(sensitivity, specificity, prevalence):
    odds = prevalence / (1 - prevalence)
    after_alarm = odds * sensitivity / (1 - specificity) if specificity < 1 else np.inf
    after_silence = odds * (1 - sensitivity) / specificity
    ppv = 1.0 if np.isinf(after_alarm) else after_alarm / (1 + after_alarm)
    return [ppv, 1 / (1 + after_silence)]


@predictive_values.alternative
def by_natural_frequencies(sensitivity, specificity, prevalence):
    sick, well = 100_000 * prevalence, 100_000 * (1 - prevalence)
    found, missed = sick * sensitivity, sick - sick * sensitivity
    quiet, rung = well * specificity, well - well * specificity
    return np.array([found / (found + rung), quiet / (quiet + missed)])


@predictive_values.mutant(
    "belongs_to_test",
    Text(
        "You return the sensitivity and the specificity: as if the PPV belonged to the test. It does not: the same alarm, "
        "with the same sensitivity, is nearly always wrong where the disease is rare. Bring the prevalence in.",
        "Vous renvoyez la sensibilité et la spécificité, comme si la VPP appartenait au test. Non : la même alarme, avec la "
        "même sensibilité, se trompe presque toujours là où la maladie est rare. Faites entrer la prévalence.",
    ),
)
def belongs_to_test(sensitivity, specificity, prevalence):
    return sensitivity, specificity


@predictive_values.mutant(
    "swapped",
    Text(
        "Both numbers are there, in the wrong order: (PPV, NPV) is asked for.",
        "Les deux nombres y sont, dans le mauvais ordre : on demande (VPP, VPN).",
    ),
)
def swapped(sensitivity, specificity, prevalence):
    ppv, npv = by_bayes(sensitivity, specificity, prevalence)
    return npv, ppv


@predictive_values.mutant(
    "share_of_everybody",
    Text(
        "You count true alarms among all patients. The PPV counts them among the alarms: what is in the denominator?",
        "Vous comptez les vraies alarmes parmi tous les patients. La VPP les compte parmi les alarmes : qu'y a-t-il au "
        "dénominateur ?",
    ),
)
def share_of_everybody(sensitivity, specificity, prevalence):
    return sensitivity * prevalence, specificity * (1 - prevalence)


@predictive_values.mutant(
    "healthy_not_counted",
    Text(
        "Your false alarms do not depend on how many patients are free of the disease. On a ward where 990 people out of "
        "1,000 are, 1 - specificity applies to those 990.",
        "Vos fausses alarmes ne dépendent pas du nombre de patients sans la maladie. Dans un service où 990 personnes sur 1 000 "
        "n'ont pas la maladie, 1 - spécificité s'applique à ces 990.",
    ),
)
def healthy_not_counted(sensitivity, specificity, prevalence):
    return (
        sensitivity * prevalence / (sensitivity * prevalence + (1 - specificity)),
        specificity * (1 - prevalence) / (specificity * (1 - prevalence) + (1 - sensitivity)),
    )


@predictive_values.mutant(
    "specificity_as_error",
    Text(
        "You used the specificity as if it were the rate of false alarms. It is the share of the others for whom the alarm rightly "
        "stays silent: the rate of false alarms is 1 - specificity.",
        "Vous avez pris la spécificité pour le taux de fausses alarmes. C'est la part des autres patients pour qui l'alarme se tait à "
        "raison : le taux de fausses alarmes est 1 - spécificité.",
    ),
)
def specificity_as_error(sensitivity, specificity, prevalence):
    return by_bayes(sensitivity, 1 - specificity, prevalence)


@predictive_values.mutant(
    "prevalence_forgotten",
    Text(
        "The prevalence is nowhere in your answer: you count as if there were as many sick as well. That is the PPV of a "
        "ward where one patient in two has sepsis, not of this one.",
        "La prévalence n'apparaît pas dans votre réponse : vous comptez comme s'il y avait autant de malades que d'autres "
        "patients. C'est la VPP d'un service où un patient sur deux a un sepsis, pas celle de ce service.",
    ),
)
def prevalence_forgotten(sensitivity, specificity, prevalence):
    return by_bayes(sensitivity, specificity, 0.5)


@predictive_values.mutant(
    "silences_as_false_alarms",
    Text(
        "Your false alarms are specificity × (1 - prevalence): those are the patients for whom the alarm rightly stays silent. "
        "For which share of the others does it ring?",
        "Vos fausses alarmes sont spécificité × (1 - prévalence) : ce sont les patients pour qui l'alarme reste muette à raison. "
        "Pour quelle part des autres sonne-t-elle ?",
    ),
)
def silences_as_false_alarms(sensitivity, specificity, prevalence):
    true_alarms, silent_and_well = sensitivity * prevalence, specificity * (1 - prevalence)
    _, npv = by_bayes(sensitivity, specificity, prevalence)
    return true_alarms / (true_alarms + silent_and_well), npv


@predictive_values.mutant(
    "ppv_alone",
    Text(
        "The first number is right, and it is alone: return both, `return ppv, npv`.",
        "Le premier nombre est juste, et il est seul : renvoyez les deux, `return vpp, vpn`.",
    ),
)
def ppv_alone(sensitivity, specificity, prevalence):
    return by_bayes(sensitivity, specificity, prevalence)[0]


@predictive_values.mutant(
    "rounded",
    Text(
        "The right numbers, rounded. Round what you show, never what you return: the next calculation needs all the decimals.",
        "Les bons nombres, arrondis. Arrondissez ce que vous montrez, jamais ce que vous renvoyez : le calcul suivant a besoin "
        "de toutes les décimales.",
    ),
)
def rounded(sensitivity, specificity, prevalence):
    return tuple(round(value, 2) for value in by_bayes(sensitivity, specificity, prevalence))


@predictive_values.cases
def tests_on_wards(rng):
    for prevalence in rng.uniform(0.005, 0.6, 6):
        sensitivity, specificity = rng.uniform(0.55, 0.99, 2)
        yield case(
            sensitivity=float(sensitivity), specificity=float(specificity), prevalence=float(prevalence)
        )


# ---- 2. threshold from the harms -----------------------------------------------------------------------------------

threshold_from_harms = grader.function(
    "threshold_from_harms",
    points=1,
    forbids=["labkit.evaluate.threshold_from_harms"],
    why=Text(
        "Right. The threshold is a decision about harms, made with the ward: it is never in the data, and 0.5 is the choice "
        "of those who think a missed case no worse than one false alarm.",
        "Juste. Le seuil est une décision sur les préjudices, prise avec le service : il n'est jamais dans les données, et 0,5 est "
        "le choix de qui pense qu'un cas manqué n'est pas plus grave qu'une fausse alarme.",
    ),
    hints=[
        Text(
            "At the threshold, treating and not treating weigh the same. With a risk t, you gain t × (false alarms a case is "
            "worth) and lose (1 - t) × 1.",
            "Au seuil, traiter et ne pas traiter se valent. Avec un risque t, on gagne t × (fausses alarmes que vaut un cas) "
            "et on perd (1 - t) × 1.",
        ),
        Text("Solve t × k = 1 - t for t.", "Résolvez t × k = 1 - t pour trouver t."),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.known(
            {"false_alarms_per_case": 1},
            0.5,
            Text(
                "If a case is worth one false alarm, the threshold is one half.",
                "Si un cas vaut une fausse alarme, le seuil est un demi.",
            ),
        ),
        laws.monotone(
            "false_alarms_per_case",
            [1, 4, 9, 19, 49],
            Text(
                "The more false alarms a case is worth, the lower the threshold: one acts sooner.",
                "Plus un cas vaut de fausses alarmes, plus le seuil est bas : on agit plus tôt.",
            ),
            falling=True,
        ),
    ],
)


@threshold_from_harms.reference
def one_over_one_plus(false_alarms_per_case):
    return 1 / (1 + false_alarms_per_case)


@threshold_from_harms.alternative
def by_odds_of_harm(false_alarms_per_case):
    odds = 1 / false_alarms_per_case
    return odds / (1 + odds)


@threshold_from_harms.alternative
def by_shares(false_alarms_per_case):
    harms = np.array([1.0, false_alarms_per_case])
    return (harms / harms.sum())[0]


@threshold_from_harms.mutant(
    "half_is_neutral",
    Text(
        "0.5 is not neutral: it says that a missed sepsis is no worse than one needless examination. Use the ward's number.",
        "0,5 n'est pas neutre : c'est dire qu'un sepsis manqué n'est pas plus grave qu'un examen inutile. Utilisez le nombre "
        "du service.",
    ),
)
def half_is_neutral(false_alarms_per_case):
    return 0.5


@threshold_from_harms.mutant(
    "odds_not_probability",
    Text(
        "1/k is the odds at the threshold, not the probability. With 9 false alarms and 1 case there are 10 people.",
        "1/k est la cote au seuil, pas la probabilité. Avec 9 fausses alarmes et 1 cas, il y a 10 personnes.",
    ),
)
def odds_not_probability(false_alarms_per_case):
    return 1 / false_alarms_per_case


@threshold_from_harms.mutant(
    "upside_down",
    Text(
        "Upside down: if a missed case is grave, one must act at a low risk already, not wait for a high one.",
        "À l'envers : si manquer un cas est grave, il faut agir dès un risque faible, pas attendre un risque élevé.",
    ),
)
def upside_down(false_alarms_per_case):
    return false_alarms_per_case / (1 + false_alarms_per_case)


@threshold_from_harms.mutant(
    "percent_of_alarms",
    Text(
        "Dividing by 100 does not make it a risk. Compare what one gains with what one loses.",
        "Diviser par 100 n'en fait pas un risque. Comparez ce que l'on gagne à ce que l'on perd.",
    ),
)
def percent_of_alarms(false_alarms_per_case):
    return false_alarms_per_case / 100


@threshold_from_harms.mutant(
    "in_percent",
    Text(
        "That is the threshold in %. Here it stands beside risks between 0 and 1: return it on the same scale.",
        "C'est le seuil en %. Ici, il se compare à des risques entre 0 et 1 : renvoyez-le sur la même échelle.",
    ),
)
def in_percent(false_alarms_per_case):
    return 100 / (1 + false_alarms_per_case)


@threshold_from_harms.cases
def exchange_rates(rng):
    for worth in rng.uniform(1.5, 60, 6):
        yield case(false_alarms_per_case=float(worth))


# ---- 3. net benefit ------------------------------------------------------------------------------------------------

EVALUATE = [
    "labkit.evaluate.net_benefit",
    "labkit.evaluate.decision_curve",
    "labkit.evaluate.benefit",
    "dcurves",
]

net_benefit = grader.function(
    "net_benefit",
    points=2,
    forbids=EVALUATE,
    why=Text(
        "Right. Net benefit counts in cases found: 0.03 is three more cases found in 100 patients, with no false alarm. It is "
        "the same currency for every model and for treating everybody.",
        "Juste. Le bénéfice net se compte en cas trouvés : 0,03 vaut trois cas de plus trouvés sur 100 patients, sans fausse "
        "alarme. C'est la même monnaie pour tous les modèles et pour « traiter tout le monde ».",
    ),
    hints=[
        Text(
            "Who is treated? Those with y_prob >= threshold. Count the cases among them, and the others.",
            "Qui est traité ? Ceux dont y_prob >= threshold. Comptez parmi eux les cas, et les autres.",
        ),
        Text(
            "A false alarm weighs threshold / (1 - threshold) of a case: that is what choosing the threshold said.",
            "Une fausse alarme pèse threshold / (1 - threshold) d'un cas : c'est ce que dit le choix du seuil.",
        ),
        Text(
            "net benefit = TP / n - FP / n × threshold / (1 - threshold), n being everybody.",
            "bénéfice net = VP / n - FP / n × seuil / (1 - seuil), n étant tout le monde.",
        ),
    ],
    laws=[
        laws.known(
            {"y_true": np.array([0, 1, 0, 1]), "y_prob": np.zeros(4), "threshold": 0.2},
            0.0,
            Text(
                "If nobody is treated, there is neither benefit nor harm: 0.",
                "Si personne n'est traité, il n'y a ni bénéfice ni préjudice : 0.",
            ),
        ),
        laws.known(
            {"y_true": np.array([1, 0, 0, 0]), "y_prob": np.ones(4), "threshold": 0.2},
            0.0625,
            Text(
                "Four patients, one case, everybody treated, threshold 0.2: work it out by hand. One case found in four patients, three "
                "false alarms that weigh a quarter of a case each.",
                "Quatre patients, un cas, tout le monde traité, seuil 0,2 : faites le calcul à la main. Un cas trouvé pour quatre patients, "
                "trois fausses alarmes qui pèsent chacune un quart de cas.",
            ),
        ),
        laws.permutation_invariant(["y_true", "y_prob"]),
        laws.replication_invariant(["y_true", "y_prob"]),
    ],
)


@net_benefit.reference
def vickers(y_true, y_prob, threshold):
    y_true, treated = np.asarray(y_true), np.asarray(y_prob) >= threshold
    true_positives, false_positives = np.sum(treated & (y_true == 1)), np.sum(treated & (y_true == 0))
    return (true_positives - false_positives * threshold / (1 - threshold)) / len(y_true)


@net_benefit.alternative
def by_means(y_true, y_prob, threshold):
    treated = pd.Series(np.asarray(y_prob) >= threshold)
    weight = pd.Series(np.asarray(y_true)).map({1: 1.0, 0: -threshold / (1 - threshold)})
    return float((treated * weight).mean())


@net_benefit.alternative
def by_loop(y_true, y_prob, threshold):
    total = 0.0
    for event, risk in zip(y_true, y_prob, strict=True):
        if risk >= threshold:
            total += 1 if event else -threshold / (1 - threshold)
    return total / len(y_true)


@net_benefit.alternative
def labkits_own(y_true, y_prob, threshold):
    # what the curve of the notebook is drawn with, held to dcurves by the tests of labkit.evaluate
    from labkit.evaluate import net_benefit

    return float(net_benefit(y_true, y_prob, threshold))


@net_benefit.mutant(
    "one_for_one",
    Text(
        "A false alarm weighs as much as a case for you, whatever the threshold: that is the choice of 0.5. The weight of a "
        "false alarm is threshold / (1 - threshold).",
        "Une fausse alarme pèse chez vous autant qu'un cas, quel que soit le seuil : c'est le choix de 0,5. Le poids d'une "
        "fausse alarme est seuil / (1 - seuil).",
    ),
)
def one_for_one(y_true, y_prob, threshold):
    treated = y_prob >= threshold
    return float(np.mean(treated & (y_true == 1)) - np.mean(treated & (y_true == 0)))


@net_benefit.mutant(
    "among_the_treated",
    Text(
        "You divide by the number of patients treated. Divide by everybody, or a model that treats one lucky patient wins.",
        "Vous divisez par le nombre de patients traités. Divisez par tout le monde, sinon le modèle qui traite un seul patient "
        "bien choisi l'emporte.",
    ),
)
def among_the_treated(y_true, y_prob, threshold):
    treated = y_prob >= threshold
    return float(vickers(y_true, y_prob, threshold) * len(y_true) / max(treated.sum(), 1))


@net_benefit.mutant(
    "weight_upside_down",
    Text(
        "The weight is upside down: at a low threshold a false alarm should weigh little, since the ward accepts many.",
        "Le poids est inversé : à un seuil bas, une fausse alarme doit peser peu, puisque le service en accepte beaucoup.",
    ),
)
def weight_upside_down(y_true, y_prob, threshold):
    treated = y_prob >= threshold
    return float(
        np.mean(treated & (y_true == 1)) - np.mean(treated & (y_true == 0)) * (1 - threshold) / threshold
    )


@net_benefit.mutant(
    "weight_is_threshold",
    Text(
        "You weigh a false alarm by the threshold itself. At a threshold of 0.2 four false alarms are worth one case, not "
        "five: the weight is the odds, threshold / (1 - threshold).",
        "Vous pesez une fausse alarme par le seuil lui-même. Au seuil de 0,2, quatre fausses alarmes valent un cas, et non "
        "cinq : le poids est la cote, seuil / (1 - seuil).",
    ),
)
def weight_is_threshold(y_true, y_prob, threshold):
    treated = y_prob >= threshold
    return float(np.mean(treated & (y_true == 1)) - np.mean(treated & (y_true == 0)) * threshold)


@net_benefit.mutant(
    "missed_cases",
    Text(
        "You subtract the missed cases. They are already lost by not being counted as found: what is subtracted is the false "
        "alarms.",
        "Vous retranchez les cas manqués. Ils sont déjà perdus, puisqu'ils ne sont pas comptés comme trouvés : ce que l'on "
        "retranche, ce sont les fausses alarmes.",
    ),
)
def missed_cases(y_true, y_prob, threshold):
    treated = y_prob >= threshold
    missed = np.mean(~treated & (y_true == 1))
    return float(np.mean(treated & (y_true == 1)) - missed * threshold / (1 - threshold))


@net_benefit.mutant(
    "strictly_above",
    Text(
        "You leave out the patients whose risk is the threshold itself. There, by what the ward said, treating is already "
        "worth as much as not treating: the task says y_prob >= threshold.",
        "Vous laissez de côté les patients dont le risque est égal au seuil. À cet endroit, selon ce qu'a dit le service, traiter "
        "vaut déjà autant que ne pas traiter : l'énoncé dit y_prob >= threshold.",
    ),
)
def strictly_above(y_true, y_prob, threshold):
    return vickers(y_true, np.where(np.asarray(y_prob) > threshold, 1.0, 0.0), threshold)


@net_benefit.mutant(
    "a_count",
    Text(
        "You count cases on the whole ward: a ward twice as large would look twice as well served. Divide by all its patients.",
        "Vous comptez les cas de tout le service : un service deux fois plus grand paraîtrait deux fois mieux servi. Divisez par "
        "tous ses patients.",
    ),
)
def a_count(y_true, y_prob, threshold):
    return float(vickers(y_true, y_prob, threshold) * len(y_true))


def _ward(rng, n):
    """A ward with a model that is of some use: events and predicted risks, no two risks alike."""
    y_true = (rng.random(n) < rng.uniform(0.08, 0.4)).astype(int)
    y_true[:2] = [0, 1]
    y_prob = 1 / (1 + np.exp(-(rng.normal(-2, 1, n) + 1.8 * y_true)))
    return y_true, y_prob


@net_benefit.cases
def wards(rng):
    for threshold in (0.05, 0.12, 0.3, 0.42, 0.6):
        y_true, y_prob = _ward(rng, 250)
        # Three patients stand exactly at the threshold, for >= and > to differ.
        y_true[2:5], y_prob[2:5] = [0, 1, 0], threshold
        yield case(y_true=y_true, y_prob=y_prob, threshold=threshold)


# ---- 4. treat all --------------------------------------------------------------------------------------------------

treat_all = grader.function(
    "treat_all",
    points=1,
    forbids=EVALUATE,
    why=Text(
        "Right. Treating everybody is a policy, and often a good one when the disease is frequent. A model is useful only where "
        "it beats both this and treating nobody (always 0).",
        "Juste. Traiter tout le monde est une politique, souvent bonne quand la maladie est fréquente. Un modèle n'est utile que "
        "là où il fait mieux que cela et mieux que ne traiter personne (toujours 0).",
    ),
    hints=[
        Text(
            "If everybody is treated, what share are true positives? What share are false positives?",
            "Si tout le monde est traité, quelle part sont des vrais positifs ? Quelle part des faux positifs ?",
        ),
        Text(
            "Put those two shares into the formula of net benefit.",
            "Mettez ces deux parts dans la formule du bénéfice net.",
        ),
        Text(
            "True positives: prevalence. False positives: 1 - prevalence. Each false positive weighs threshold / (1 - threshold).",
            "Vrais positifs : la prévalence. Faux positifs : 1 - prévalence. Chaque faux positif pèse seuil / (1 - seuil).",
        ),
    ],
    laws=[
        laws.bounded(None, 1),
        laws.known(
            {"prevalence": 0.2, "threshold": 0.2},
            0.0,
            Text(
                "Where the threshold equals the prevalence, treating everybody is worth exactly as much as treating nobody.",
                "Là où le seuil égale la prévalence, traiter tout le monde vaut exactement autant que ne traiter personne.",
            ),
        ),
        laws.known(
            {"prevalence": 0.3, "threshold": 0.0},
            0.3,
            Text(
                "At threshold 0 a false alarm costs nothing: the net benefit is the prevalence.",
                "Au seuil 0, une fausse alarme ne coûte rien : le bénéfice net est la prévalence.",
            ),
        ),
        laws.monotone(
            "threshold",
            [0.01, 0.1, 0.3, 0.6, 0.9],
            Text(
                "Treating everybody can only get worse as false alarms weigh more.",
                "Traiter tout le monde ne peut qu'empirer quand les fausses alarmes pèsent plus.",
            ),
            falling=True,
        ),
    ],
)


@treat_all.reference
def everybody(prevalence, threshold):
    return prevalence - (1 - prevalence) * threshold / (1 - threshold)


@treat_all.alternative
def everybody_in_one_fraction(prevalence, threshold):
    return (prevalence - threshold) / (1 - threshold)


@treat_all.alternative
def everybody_counted(prevalence, threshold):
    people = 10_000
    cases, others = people * prevalence, people * (1 - prevalence)
    return (cases - others * (threshold / (1 - threshold))) / people


@treat_all.mutant(
    "costs_nothing",
    Text(
        "That counts the cases found and forgets that everybody else was treated for nothing.",
        "Cela compte les cas trouvés et oublie que tous les autres ont été traités pour rien.",
    ),
)
def costs_nothing(prevalence, threshold):
    return prevalence + 0 * threshold


@treat_all.mutant(
    "difference_only",
    Text(
        "Prevalence minus threshold has the right sign but not the right size: weigh the patients without the disease by threshold / (1 - threshold).",
        "Prévalence moins seuil a le bon signe mais pas la bonne grandeur : pesez les patients sans la maladie par seuil / (1 - seuil).",
    ),
)
def difference_only(prevalence, threshold):
    return prevalence - threshold


@treat_all.mutant(
    "everyone_is_false",
    Text(
        "You count everybody as a false alarm. Only those without the disease are: 1 - prevalence.",
        "Vous comptez tout le monde comme fausse alarme. Seuls les patients sans la maladie en sont : 1 - prévalence.",
    ),
)
def everyone_is_false(prevalence, threshold):
    return prevalence - threshold / (1 - threshold)


@treat_all.mutant(
    "treat_none",
    Text(
        "0 is treating nobody. Treating everybody finds every case and alarms everybody else.",
        "0, c'est ne traiter personne. Traiter tout le monde trouve tous les cas et alarme tous les autres.",
    ),
)
def treat_none(prevalence, threshold):
    return 0.0


@treat_all.mutant(
    "weight_is_threshold",
    Text(
        "You weigh a false alarm by the threshold itself. Its weight is the odds at the threshold: threshold / (1 - threshold).",
        "Vous pesez une fausse alarme par le seuil lui-même. Son poids est la cote au seuil : seuil / (1 - seuil).",
    ),
)
def treat_all_by_threshold(prevalence, threshold):
    return prevalence - (1 - prevalence) * threshold


@treat_all.cases
def wards_and_thresholds(rng):
    for prevalence, threshold in zip(rng.uniform(0.01, 0.6, 6), rng.uniform(0.02, 0.7, 6), strict=True):
        yield case(prevalence=float(prevalence), threshold=float(threshold))


# ---- 5. the decision curve -----------------------------------------------------------------------------------------

decision_curve = grader.function(
    "decision_curve",
    points=2,
    forbids=EVALUATE,
    why=Text(
        "Right. Read it at the ward's own threshold, not at its highest point: the curve answers 'is this model worth using "
        "here?', which no AUC can.",
        "Juste. Lisez-la au seuil du service, pas à son point le plus haut : la courbe répond à la question « faut-il se servir "
        "de ce modèle ici ? », ce qu'aucune AUC ne fait.",
    ),
    hints=[
        Text(
            "One row a threshold. You have written net_benefit and treat_all: use them.",
            "Une ligne par seuil. Vous avez écrit net_benefit et treat_all : servez-vous-en.",
        ),
        Text(
            "Columns threshold, model, treat_all, treat_none. Treating nobody is worth 0 at every threshold.",
            "Colonnes threshold, model, treat_all, treat_none. Ne traiter personne vaut 0 à tous les seuils.",
        ),
        Text(
            "The prevalence is the mean of y_true. Make a list of dictionaries, one a threshold, and give it to pd.DataFrame.",
            "La prévalence est la moyenne de y_true. Faites une liste de dictionnaires, un par seuil, et donnez-la à pd.DataFrame.",
        ),
    ],
    laws=[
        laws.permutation_invariant(["y_true", "y_prob"]),
        laws.known(
            {"y_true": np.array([0, 1, 0, 1]), "y_prob": np.full(4, 0.3), "thresholds": np.array([0.5])},
            np.zeros(1),
            Text(
                "Two cases among four patients: at a threshold of one half, treating everybody is worth 0. Where does your "
                "prevalence come from? It is the share of cases in y_true.",
                "Deux cas parmi quatre patients : au seuil d'un demi, traiter tout le monde vaut 0. D'où vient votre prévalence ? "
                "C'est la part de cas dans y_true.",
            ),
            part="treat_all",
        ),
        laws.known(
            {"y_true": np.array([0, 1, 0, 1]), "y_prob": np.full(4, 0.3), "thresholds": np.array([0.5])},
            np.zeros(1),
            Text(
                "Treating nobody finds no case and raises no alarm: 0 at every threshold.",
                "Ne traiter personne ne trouve aucun cas et ne déclenche aucune alarme : 0 à tous les seuils.",
            ),
            part="treat_none",
        ),
    ],
)


@decision_curve.reference
def curve(y_true, y_prob, thresholds):
    prevalence = np.mean(y_true)
    return pd.DataFrame(
        {
            "threshold": list(thresholds),
            "model": [vickers(y_true, y_prob, t) for t in thresholds],
            "treat_all": [everybody(prevalence, t) for t in thresholds],
            "treat_none": 0.0,
        }
    )


@decision_curve.alternative
def curve_by_rows(y_true, y_prob, thresholds):
    rows = []
    for t in thresholds:
        everyone = vickers(y_true, np.ones(len(y_true)), t)
        rows.append(
            {"treat_none": 0, "treat_all": everyone, "model": vickers(y_true, y_prob, t), "threshold": t}
        )
    return pd.DataFrame(rows)


@decision_curve.alternative
def curve_by_arrays(y_true, y_prob, thresholds):
    t = np.asarray(thresholds)
    treated = np.asarray(y_prob)[:, None] >= t
    event = np.asarray(y_true)[:, None] == 1
    weight = t / (1 - t)
    model = (treated & event).mean(axis=0) - (treated & ~event).mean(axis=0) * weight
    frame = pd.DataFrame({"threshold": t, "model": model, "treat_none": np.zeros(len(t))})
    return frame.assign(treat_all=event.mean() - (1 - event.mean()) * weight)


@decision_curve.mutant(
    "always_half",
    Text(
        "You weigh the false alarms by each threshold but still decide at 0.5: the patients treated must change too.",
        "Vous pesez les fausses alarmes selon chaque seuil mais décidez toujours à 0,5 : les patients traités doivent changer "
        "aussi.",
    ),
)
def always_half(y_true, y_prob, thresholds):
    decided = (np.asarray(y_prob) >= 0.5).astype(float)
    return curve(y_true, y_prob, thresholds).assign(model=[vickers(y_true, decided, t) for t in thresholds])


@decision_curve.mutant(
    "flat_treat_all",
    Text(
        "Your 'treat all' is the same at every threshold. It falls: the more a false alarm weighs, the worse it is to alarm "
        "everybody.",
        "Votre « traiter tout le monde » est le même à tous les seuils. Il baisse : plus une fausse alarme pèse, pire c'est "
        "d'alarmer tout le monde.",
    ),
)
def flat_treat_all(y_true, y_prob, thresholds):
    return curve(y_true, y_prob, thresholds).assign(treat_all=np.mean(y_true))


@decision_curve.mutant(
    "none_loses_cases",
    Text(
        "Treating nobody is the zero that everything is measured from. The cases it misses already show as benefit that the "
        "other lines have and it has not.",
        "Ne traiter personne est le zéro à partir duquel tout se mesure. Les cas manqués se voient déjà : c'est le bénéfice que "
        "les autres courbes ont et que celle-ci n'a pas.",
    ),
)
def none_loses_cases(y_true, y_prob, thresholds):
    return curve(y_true, y_prob, thresholds).assign(treat_none=-np.mean(y_true))


@decision_curve.mutant(
    "accuracy_curve",
    Text(
        "That is the accuracy at each threshold. Accuracy lets a missed sepsis and a needless examination weigh the same.",
        "C'est l'exactitude à chaque seuil. L'exactitude donne le même poids à un sepsis manqué et à un examen inutile.",
    ),
)
def accuracy_curve(y_true, y_prob, thresholds):
    accuracy = [float(np.mean((np.asarray(y_prob) >= t) == (np.asarray(y_true) == 1))) for t in thresholds]
    return curve(y_true, y_prob, thresholds).assign(model=accuracy)


@decision_curve.mutant(
    "one_threshold",
    Text(
        "Your model is worth the same at every threshold: net_benefit gets 0.5 each time. Give it the threshold of the row.",
        "Votre modèle vaut autant à tous les seuils : net_benefit reçoit 0.5 à chaque fois. Donnez-lui le seuil de la ligne.",
    ),
)
def one_threshold(y_true, y_prob, thresholds):
    return curve(y_true, y_prob, thresholds).assign(model=vickers(y_true, y_prob, 0.5))


@decision_curve.mutant(
    "prevalence_from_risks",
    Text(
        "You take the prevalence from the predicted risks. If the model announces six cases for each one there is, "
        "treating everybody looks far better than it is: take it from what happened, y_true.",
        "Vous tirez la prévalence des risques prédits. Si le modèle annonce six cas quand il y en a un, traiter tout "
        "le monde paraît bien meilleur qu'en réalité : tirez-la de ce qui est arrivé, y_true.",
    ),
)
def prevalence_from_risks(y_true, y_prob, thresholds):
    believed = [everybody(np.mean(y_prob), t) for t in thresholds]
    return curve(y_true, y_prob, thresholds).assign(treat_all=believed)


@decision_curve.cases
def wards_with_thresholds(rng):
    for _ in range(3):
        y_true, y_prob = _ward(rng, 200)
        yield case(y_true=y_true, y_prob=y_prob, thresholds=np.array([0.05, 0.1, 0.2, 0.35, 0.6]))


# ---- 6. another prevalence -----------------------------------------------------------------------------------------

shift_intercept = grader.function(
    "shift_intercept",
    points=2,
    forbids=["labkit.evaluate.shift_prevalence", "labkit.evaluate.recalibrate"],
    why=Text(
        "Right. Every log-odds moves by the same amount: no two patients change places, the AUC stays, and the probabilities "
        "mean something again.",
        "Juste. Toutes les log-cotes se déplacent du même pas : aucun patient n'en double un autre, l'AUC reste, et les probabilités "
        "veulent de nouveau dire quelque chose.",
    ),
    hints=[
        Text(
            "Work on the odds: p / (1 - p). Before it sees the patient, which odds of sepsis does the model assume? Which are they "
            "here?",
            "Travaillez sur la cote : p / (1 - p). Avant de voir le patient, quelle cote de sepsis le modèle suppose-t-il ? Quelle "
            "est-elle ici ?",
        ),
        Text(
            "Multiply every patient's odds by (odds here) / (odds assumed), then go back to probabilities.",
            "Multipliez la cote de chaque patient par (cote ici) / (cote supposée), puis revenez aux probabilités.",
        ),
        Text(
            "From odds back to a probability: odds / (1 + odds). A risk of 0.5 is odds of 1, a risk of 0.05 odds of 1 to 19.",
            "De la cote à la probabilité : cote / (1 + cote). Un risque de 0,5 est une cote de 1, un risque de 0,05 une cote de "
            "1 contre 19.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.known(
            {"y_prob": np.array([0.1, 0.5, 0.9]), "prevalence_assumed": 0.3, "prevalence_here": 0.3},
            np.array([0.1, 0.5, 0.9]),
            Text(
                "If the prevalence here is the one assumed, nothing moves.",
                "Si la prévalence d'ici est celle que l'on supposait, rien ne bouge.",
            ),
        ),
        laws.monotone(
            "prevalence_here",
            [0.02, 0.1, 0.4, 0.7],
            Text(
                "Where the disease is more frequent, every patient's risk is higher.",
                "Là où la maladie est plus fréquente, le risque de chaque patient est plus élevé.",
            ),
        ),
    ],
)


@shift_intercept.reference
def by_log_odds(y_prob, prevalence_assumed, prevalence_here):
    y_prob = np.asarray(y_prob)
    log_odds = np.log(y_prob / (1 - y_prob))
    shift = np.log(prevalence_here / (1 - prevalence_here)) - np.log(
        prevalence_assumed / (1 - prevalence_assumed)
    )
    return 1 / (1 + np.exp(-(log_odds + shift)))


@shift_intercept.alternative
def by_multiplied_odds(y_prob, prevalence_assumed, prevalence_here):
    ratio = prevalence_here / (1 - prevalence_here) / (prevalence_assumed / (1 - prevalence_assumed))
    odds = np.asarray(y_prob) / (1 - np.asarray(y_prob)) * ratio
    return list(odds / (1 + odds))


@shift_intercept.alternative
def by_bayes_weights(y_prob, prevalence_assumed, prevalence_here):
    sick = pd.Series(y_prob) * prevalence_here / prevalence_assumed
    well = (1 - pd.Series(y_prob)) * (1 - prevalence_here) / (1 - prevalence_assumed)
    return sick / (sick + well)


@shift_intercept.mutant(
    "multiply_probabilities",
    Text(
        "You scale the probabilities themselves. Elsewhere the same scaling would give a risk above 1: it is the odds that are "
        "multiplied.",
        "Vous multipliez les probabilités elles-mêmes. Ailleurs, le même calcul donnerait un risque supérieur à 1 : c'est la "
        "cote que l'on multiplie.",
    ),
)
def multiply_probabilities(y_prob, prevalence_assumed, prevalence_here):
    return np.asarray(y_prob) * prevalence_here / prevalence_assumed


_SAME_POINTS = Text(
    "You move every risk by the same number of points. A patient at 2 % cannot lose 45 points: move the log-odds.",
    "Vous déplacez tous les risques du même nombre de points. Un patient à 2 % ne peut pas perdre 45 points : déplacez la "
    "log-cote.",
)


@shift_intercept.mutant("subtract", _SAME_POINTS)
def subtract(y_prob, prevalence_assumed, prevalence_here):
    return np.asarray(y_prob) + prevalence_here - prevalence_assumed


@shift_intercept.mutant(
    "wrong_way",
    Text(
        "The shift goes the wrong way: the risks rise where the disease is rarer.",
        "Le décalage va dans le mauvais sens : les risques montent là où la maladie est plus rare.",
    ),
)
def wrong_way(y_prob, prevalence_assumed, prevalence_here):
    return by_log_odds(y_prob, prevalence_here, prevalence_assumed)


@shift_intercept.mutant(
    "ratio_of_prevalences",
    Text(
        "You shift by the ratio of the prevalences; it takes the ratio of their odds. While both are near 1 % the two ratios are alike; "
        "if one is 50 %, far from it.",
        "Vous décalez du rapport des prévalences ; il faut le rapport de leurs cotes. Tant que les deux sont proches de 1 %, c'est presque "
        "pareil ; si l'une est de 50 %, loin de là.",
    ),
)
def ratio_of_prevalences(y_prob, prevalence_assumed, prevalence_here):
    odds = np.asarray(y_prob) / (1 - np.asarray(y_prob)) * prevalence_here / prevalence_assumed
    return odds / (1 + odds)


@shift_intercept.mutant(
    "nothing_to_mend",
    Text(
        "You return the risks unchanged. Same AUC, yes; but a model that says 40 % where 5 % are ill sends the ward to "
        "patients who do not need it.",
        "Vous renvoyez les risques tels quels. Même AUC, oui ; mais un modèle qui annonce 40 % là où 5 % sont malades envoie "
        "l'équipe vers des patients qui n'en ont pas besoin.",
    ),
)
def nothing_to_mend(y_prob, prevalence_assumed, prevalence_here):
    return np.asarray(y_prob)


@shift_intercept.mutant("subtract_and_cut_at_zero", _SAME_POINTS)
def subtract_and_cut_at_zero(y_prob, prevalence_assumed, prevalence_here):
    return np.clip(subtract(y_prob, prevalence_assumed, prevalence_here), 0, 1)


@shift_intercept.mutant(
    "left_as_log_odds",
    Text(
        "You stop at the log-odds, and a ward cannot read them. Come back to a risk between 0 and 1.",
        "Vous vous arrêtez à la log-cote, qu'un service ne peut pas lire. Revenez à un risque entre 0 et 1.",
    ),
)
def left_as_log_odds(y_prob, prevalence_assumed, prevalence_here):
    risk = by_log_odds(y_prob, prevalence_assumed, prevalence_here)
    return np.log(risk / (1 - risk))


@shift_intercept.mutant(
    "left_as_odds",
    Text(
        "You stop at the odds. Odds of 1 to 4 are a risk of 1 in 5: come back with odds / (1 + odds).",
        "Vous vous arrêtez à la cote. Une cote de 1 contre 4 est un risque de 1 sur 5 : revenez par cote / (1 + cote).",
    ),
)
def left_as_odds(y_prob, prevalence_assumed, prevalence_here):
    risk = by_log_odds(y_prob, prevalence_assumed, prevalence_here)
    return risk / (1 - risk)


@shift_intercept.cases
def wards_elsewhere(rng):
    for assumed, here in ((0.5, 0.05), (0.5, 0.2), (0.3, 0.02), (0.1, 0.4)):
        yield case(
            y_prob=np.round(rng.uniform(0.02, 0.95, 40), 6), prevalence_assumed=assumed, prevalence_here=here
        )


m4_threshold_decisions.declare(grader)
