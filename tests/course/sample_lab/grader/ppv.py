"""The share of alarms that are true."""

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    why=Text("Prevalence decides what an alarm means.", "La prévalence décide de ce que vaut une alarme."),
    hints=[
        Text("Count the true alarms in 1,000 people.", "Comptez les vraies alarmes chez 1 000 personnes."),
        Text("Divide them by all alarms.", "Divisez-les par toutes les alarmes."),
    ],
    laws=[laws.bounded(0, 1)],
)


@task.reference
def by_bayes(sensitivity, specificity, prevalence):
    true = sensitivity * prevalence
    false = (1 - specificity) * (1 - prevalence)
    return true / (true + false)


@task.alternative
def by_odds(sensitivity, specificity, prevalence):
    odds = prevalence / (1 - prevalence) * sensitivity / (1 - specificity)
    return odds / (1 + odds)


@task.alternative
def by_counts(sensitivity, specificity, prevalence):
    sick = 1e6 * prevalence
    well = 1e6 - sick
    return sensitivity * sick / (sensitivity * sick + (1 - specificity) * well)


@task.mutant(Text("PPV is not the test's own.", "La VPP n'appartient pas au test."))
def belongs_to_test(sensitivity, specificity, prevalence):
    return sensitivity / (sensitivity + 1 - specificity)


@task.mutant(Text("That is sensitivity.", "C'est la sensibilité."))
def is_sensitivity(sensitivity, specificity, prevalence):
    return sensitivity


@task.mutant(Text("That is the NPV.", "C'est la VPN."))
def is_npv(sensitivity, specificity, prevalence):
    true = specificity * (1 - prevalence)
    return true / (true + (1 - sensitivity) * prevalence)


@task.mutant(Text("That is the share of alarms.", "C'est la part des alarmes."))
def is_alarm_rate(sensitivity, specificity, prevalence):
    return sensitivity * prevalence + (1 - specificity) * (1 - prevalence)


@task.cases
def wards(rng):
    for _ in range(6):
        yield case(
            sensitivity=rng.uniform(0.6, 0.95),
            specificity=rng.uniform(0.6, 0.95),
            prevalence=rng.uniform(0.01, 0.5),
        )
