"""A number to be found."""

from labkit.tasks import Text, value_task

task = value_task(
    points=1,
    domain=range(41),
    why=Text("Nine false alarms for one case.", "Neuf fausses alarmes pour un cas."),
    hints=[Text("Think of 1 %.", "Pensez à 1 %."), Text("Odds, not shares.", "Une cote, pas une part.")],
)


@task.reference
def nine():
    return 9


@task.alternative
def nine_as_a_number():
    return 9.0


@task.alternative
def from_the_threshold():
    return round((1 - 0.1) / 0.1)


@task.mutant(Text("That is the share.", "C'est la part."))
def share(answer):
    return answer == 10


@task.mutant(Text("One for one is a threshold of a half.", "Un pour un : un seuil d'un demi."))
def one_to_one(answer):
    return answer == 1


@task.mutant(Text("No alarm is free of harm.", "Aucune alarme n'est sans coût."))
def none(answer):
    return answer == 0


@task.mutant(Text("Too many.", "Trop."))
def too_many(answer):
    return answer > 20
