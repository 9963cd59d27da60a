"""A number to be found."""

from labkit.tasks import Text, value_task

task = value_task(
    points=1,
    domain=range(1, 31),
    why=Text("One case in nine false alarms: 10 %.", "Un cas pour neuf fausses alarmes : 10 %."),
    hints=[Text("Odds, not probability.", "La cote, pas la probabilité.")],
)


@task.reference
def ten():
    return 10


@task.mutant(Text("1/9 is the odds.", "1/9 est la cote."))
def odds(answer):
    return answer == 11
