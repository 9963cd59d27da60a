"""The share of alarms that are true."""

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    forbids=["labkit.evaluate.ppv", "sklearn"],
    why=Text("The PPV depends on how many are ill.", "La VPP dépend du nombre de malades."),
    hints=[Text("Count the true alarms among all alarms.", "Comptez les vraies alarmes parmi toutes.")],
    laws=[laws.bounded(0, 1)],
)


@task.reference
def by_bayes(sensitivity, specificity, prevalence):
    true = sensitivity * prevalence
    return true / (true + (1 - specificity) * (1 - prevalence))


@task.alternative
def by_odds(sensitivity, specificity, prevalence):
    odds = prevalence / (1 - prevalence) * sensitivity / (1 - specificity)
    return odds / (1 + odds)


@task.mutant(Text("The PPV is not a property of the test.", "La VPP n'appartient pas au test."))
def belongs_to_test(sensitivity, specificity, prevalence):
    return sensitivity


@task.mutant(Text("You forgot the false alarms.", "Vous oubliez les fausses alarmes."))
def forgets_false_alarms(sensitivity, specificity, prevalence):
    return sensitivity * prevalence


@task.mutant(Text("That is the NPV.", "C'est la VPN."))
def is_npv(sensitivity, specificity, prevalence):
    true = specificity * (1 - prevalence)
    return true / (true + (1 - sensitivity) * prevalence)


@task.mutant(Text("You assumed that half are ill.", "Vous supposez que la moitié est malade."))
def half_ill(sensitivity, specificity, prevalence):
    return sensitivity / (sensitivity + 1 - specificity)


@task.cases
def wards(rng):
    for _ in range(5):
        low, high = rng.uniform(0.55, 0.95, 2)
        yield case(sensitivity=float(low), specificity=float(high), prevalence=float(rng.uniform(0.01, 0.4)))
