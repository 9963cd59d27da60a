"""A small lab for the grader's own tests: one function, one literal, one explanation."""

from labkit.tasks import LabGrader, Text, case, laws

grader = LabGrader("s1_alarm")

ppv = grader.function(
    "ppv",
    points=2,
    path="both",
    forbids=["labkit.evaluate.ppv", "sklearn"],
    why=Text("The PPV depends on how many are ill.", "La VPP dépend du nombre de malades."),
    hints=[Text("Count the true alarms among all alarms.", "Comptez les vraies alarmes parmi toutes.")],
    laws=[laws.bounded(0, 1)],
)


@ppv.reference
def by_bayes(sensitivity, specificity, prevalence):
    true = sensitivity * prevalence
    return true / (true + (1 - specificity) * (1 - prevalence))


@ppv.alternative
def by_odds(sensitivity, specificity, prevalence):
    odds = prevalence / (1 - prevalence) * sensitivity / (1 - specificity)
    return odds / (1 + odds)


@ppv.mutant(
    "belongs_to_test", Text("The PPV is not a property of the test.", "La VPP n'appartient pas au test.")
)
def sensitivity_alone(sensitivity, specificity, prevalence):
    return sensitivity


@ppv.mutant("forgets_false_alarms", Text("You forgot the false alarms.", "Vous oubliez les fausses alarmes."))
def true_alarms(sensitivity, specificity, prevalence):
    return sensitivity * prevalence


@ppv.mutant("is_npv", Text("That is the NPV.", "C'est la VPN."))
def npv(sensitivity, specificity, prevalence):
    true = specificity * (1 - prevalence)
    return true / (true + (1 - sensitivity) * prevalence)


@ppv.mutant("half_ill", Text("You assumed that half are ill.", "Vous supposez que la moitié est malade."))
def balanced(sensitivity, specificity, prevalence):
    return sensitivity / (sensitivity + 1 - specificity)


@ppv.cases
def wards(rng):
    for _ in range(5):
        low, high = rng.uniform(0.55, 0.95, 2)
        yield case(sensitivity=float(low), specificity=float(high), prevalence=float(rng.uniform(0.01, 0.4)))


threshold = grader.value(
    "threshold",
    points=1,
    path="both",
    domain=range(1, 31),
    why=Text("One case in nine false alarms: 10 %.", "Un cas pour neuf fausses alarmes : 10 %."),
    hints=[Text("Odds, not probability.", "La cote, pas la probabilité.")],
)


@threshold.reference
def ten():
    return 10


@threshold.mutant("odds", Text("1/9 is the odds.", "1/9 est la cote."))
def eleven(answer):
    return answer == 11


grader.explain(
    "explain",
    points=3,
    rubric=[
        (
            2,
            Text(
                "RUBRIC says that prevalence changes the PPV.", "BARÈME dit que la prévalence change la VPP."
            ),
        ),
        (1, Text("RUBRIC names who is harmed.", "BARÈME dit qui en pâtit.")),
    ],
)
