"""Builder's task 1: predictive values."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
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


@task.reference
def by_bayes(sensitivity, specificity, prevalence):
    true_alarms, false_alarms = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    true_silences, false_silences = specificity * (1 - prevalence), (1 - sensitivity) * prevalence
    return true_alarms / (true_alarms + false_alarms), true_silences / (true_silences + false_silences)


@task.alternative
def by_odds(sensitivity, specificity, prevalence):
    odds = prevalence / (1 - prevalence)
    after_alarm = odds * sensitivity / (1 - specificity) if specificity < 1 else np.inf
    after_silence = odds * (1 - sensitivity) / specificity
    ppv = 1.0 if np.isinf(after_alarm) else after_alarm / (1 + after_alarm)
    return [ppv, 1 / (1 + after_silence)]


@task.alternative
def by_natural_frequencies(sensitivity, specificity, prevalence):
    sick, well = 100_000 * prevalence, 100_000 * (1 - prevalence)
    found, missed = sick * sensitivity, sick - sick * sensitivity
    quiet, rung = well * specificity, well - well * specificity
    return np.array([found / (found + rung), quiet / (quiet + missed)])


@task.mutant(
    Text(
        "You return the sensitivity and the specificity, as if the PPV belonged to the test. It does not: the same alarm, with the same "
        "sensitivity, is nearly always wrong where the disease is rare. Your formula needs the prevalence.",
        "Vous renvoyez la sensibilité et la spécificité, comme si la VPP appartenait au test. Or la même alarme, avec la même sensibilité, "
        "se trompe presque toujours là où la maladie est rare. La formule a besoin de la prévalence.",
    ),
)
def belongs_to_test(sensitivity, specificity, prevalence):
    return sensitivity, specificity


@task.mutant(
    Text(
        "Both numbers are right, but in the wrong order: return (ppv, npv).",
        "Les deux nombres sont justes, mais dans le mauvais ordre : renvoyez (vpp, vpn).",
    ),
)
def swapped(sensitivity, specificity, prevalence):
    ppv, npv = by_bayes(sensitivity, specificity, prevalence)
    return npv, ppv


@task.mutant(
    Text(
        "You count true alarms among all patients. The PPV counts them among the alarms: what is in the denominator?",
        "Vous comptez les vraies alarmes parmi tous les patients. La VPP les compte parmi les alarmes : qu'y a-t-il au "
        "dénominateur ?",
    ),
)
def share_of_everybody(sensitivity, specificity, prevalence):
    return sensitivity * prevalence, specificity * (1 - prevalence)


@task.mutant(
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


@task.mutant(
    Text(
        "You used the specificity as if it were the rate of false alarms. It is the share of the others for whom the alarm rightly "
        "stays silent: the rate of false alarms is 1 - specificity.",
        "Vous avez pris la spécificité pour le taux de fausses alarmes. C'est la part des autres patients pour qui l'alarme se tait à "
        "raison : le taux de fausses alarmes est 1 - spécificité.",
    ),
)
def specificity_as_error(sensitivity, specificity, prevalence):
    return by_bayes(sensitivity, 1 - specificity, prevalence)


@task.mutant(
    Text(
        "The prevalence does not appear in your answer: you count as if half the patients had sepsis. That is the PPV of a ward where "
        "one patient in two has it, not of this one.",
        "La prévalence n'apparaît pas dans votre réponse : vous comptez comme s'il y avait autant de malades que d'autres "
        "patients. C'est la VPP d'un service où un patient sur deux a un sepsis, pas celle de ce service.",
    ),
)
def prevalence_forgotten(sensitivity, specificity, prevalence):
    return by_bayes(sensitivity, specificity, 0.5)


@task.mutant(
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


@task.mutant(
    Text(
        "The PPV is right, but the NPV is missing: return both, `return ppv, npv`.",
        "La VPP est juste, mais la VPN manque : renvoyez les deux, `return vpp, vpn`.",
    ),
)
def ppv_alone(sensitivity, specificity, prevalence):
    return by_bayes(sensitivity, specificity, prevalence)[0]


@task.mutant(
    Text(
        "You take the NPV for the rest of the PPV. They do not add up to 1: the PPV counts among the alarms, the NPV among the silences.",
        "Vous prenez la VPN pour le complément de la VPP. Leur somme n'est pas 1 : la VPP compte parmi les alarmes, la VPN parmi les "
        "silences.",
    ),
)
def npv_is_the_rest(sensitivity, specificity, prevalence):
    ppv, _ = by_bayes(sensitivity, specificity, prevalence)
    return ppv, 1 - ppv


@task.mutant(
    Text(
        "You swap right and wrong silences and alarms: specificity × (1 - prevalence) are true silences, and sensitivity × prevalence are "
        "true alarms. Each may stand in one denominator only.",
        "Vous mélangez alarmes et silences : spécificité × (1 - prévalence) sont les vrais silences, sensibilité × prévalence les vraies "
        "alarmes. Chacun n'entre que dans un seul dénominateur.",
    ),
)
def shares_of_the_right(sensitivity, specificity, prevalence):
    true_alarms, true_silences = sensitivity * prevalence, specificity * (1 - prevalence)
    return true_alarms / (true_alarms + true_silences), true_silences / (true_alarms + true_silences)


@task.mutant(
    Text(
        "The numbers are right but rounded. Return them with all their decimals, which the next calculation needs, and round when you show them.",
        "Les nombres sont justes mais arrondis. Renvoyez-les avec toutes leurs décimales, dont le calcul suivant a besoin, et arrondissez à "
        "l'affichage.",
    ),
)
def rounded(sensitivity, specificity, prevalence):
    return tuple(round(value, 2) for value in by_bayes(sensitivity, specificity, prevalence))


@task.cases
def tests_on_wards(rng):
    for prevalence in rng.uniform(0.005, 0.6, 6):
        sensitivity, specificity = rng.uniform(0.55, 0.99, 2)
        yield case(
            sensitivity=float(sensitivity), specificity=float(specificity), prevalence=float(prevalence)
        )
