"""The sample lab's grader: one function for builders, one number for explorers, one explanation."""

from labkit.tasks import LabGrader, Text, case, laws

grader = LabGrader("s1_sample")

ppv = grader.function(
    "ppv",
    points=2,
    why=Text("Prevalence decides what an alarm means.", "La prévalence décide de ce que vaut une alarme."),
    hints=[
        Text("Count the true alarms in 1,000 people.", "Comptez les vraies alarmes chez 1 000 personnes."),
        Text("Divide them by all alarms.", "Divisez-les par toutes les alarmes."),
    ],
    laws=[laws.bounded(0, 1)],
)


@ppv.reference
def by_bayes(sensitivity, specificity, prevalence):
    true = sensitivity * prevalence
    false = (1 - specificity) * (1 - prevalence)
    return true / (true + false)


@ppv.alternative
def by_odds(sensitivity, specificity, prevalence):
    odds = prevalence / (1 - prevalence) * sensitivity / (1 - specificity)
    return odds / (1 + odds)


@ppv.alternative
def by_counts(sensitivity, specificity, prevalence):
    sick = 1e6 * prevalence
    well = 1e6 - sick
    return sensitivity * sick / (sensitivity * sick + (1 - specificity) * well)


@ppv.mutant("belongs_to_test", Text("PPV is not the test's own.", "La VPP n'appartient pas au test."))
def ignores_prevalence(sensitivity, specificity, prevalence):
    return sensitivity / (sensitivity + 1 - specificity)


@ppv.mutant("is_sensitivity", Text("That is sensitivity.", "C'est la sensibilité."))
def gives_sensitivity(sensitivity, specificity, prevalence):
    return sensitivity


@ppv.mutant("is_npv", Text("That is the NPV.", "C'est la VPN."))
def gives_npv(sensitivity, specificity, prevalence):
    true = specificity * (1 - prevalence)
    return true / (true + (1 - sensitivity) * prevalence)


@ppv.mutant("is_alarm_rate", Text("That is the share of alarms.", "C'est la part des alarmes."))
def gives_alarm_rate(sensitivity, specificity, prevalence):
    return sensitivity * prevalence + (1 - specificity) * (1 - prevalence)


@ppv.cases
def wards(rng):
    for _ in range(6):
        yield case(
            sensitivity=rng.uniform(0.6, 0.95),
            specificity=rng.uniform(0.6, 0.95),
            prevalence=rng.uniform(0.01, 0.5),
        )


alarms = grader.value(
    "alarms",
    points=1,
    domain=range(41),
    why=Text("Nine false alarms for one case.", "Neuf fausses alarmes pour un cas."),
    hints=[Text("Think of 1 %.", "Pensez à 1 %."), Text("Odds, not shares.", "Une cote, pas une part.")],
)


@alarms.reference
def nine():
    return 9


@alarms.alternative
def nine_as_a_number():
    return 9.0


@alarms.alternative
def from_the_threshold():
    return round((1 - 0.1) / 0.1)


@alarms.mutant("share", Text("That is the share.", "C'est la part."))
def ten(answer):
    return answer == 10


@alarms.mutant(
    "one_to_one", Text("One for one is a threshold of a half.", "Un pour un : un seuil d'un demi.")
)
def one(answer):
    return answer == 1


@alarms.mutant("none", Text("No alarm is free of harm.", "Aucune alarme n'est sans coût."))
def none(answer):
    return answer == 0


@alarms.mutant("too_many", Text("Too many.", "Trop."))
def many(answer):
    return answer > 20


grader.explain(
    "explain",
    points=2,
    rubric=[
        (1, Text("Says that prevalence changes the PPV.", "Dit que la prévalence change la VPP.")),
        (1, Text("Uses whole numbers of patients.", "Parle en nombres entiers de patients.")),
    ],
)
