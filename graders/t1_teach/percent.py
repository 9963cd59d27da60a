"""TODO: percent, in a line."""

from labkit.tasks import Text, value_task

# At least twenty possible answers, since checking is unlimited. A mutant says which answers it explains.
task = value_task(
    points=2,
    domain=range(101),
    why=Text("TODO: why it matters.", "TODO : pourquoi cela compte."),
    hints=[
        Text("TODO: where to look.", "TODO : où regarder."),
        Text("TODO: what to divide.", "TODO : que diviser."),
    ],
)


@task.reference
def three_in_twenty():
    return 15


@task.mutant(Text("TODO: that is a count.", "TODO : c'est un effectif."))
def count(answer):
    return answer == 3


@task.mutant(Text("TODO: that is the others' share.", "TODO : c'est la part des autres."))
def rest(answer):
    return answer == 85


@task.mutant(Text("TODO: that is 3 over 17.", "TODO : c'est 3 sur 17."))
def odds(answer):
    return answer in (17, 18)


@task.mutant(Text("TODO: more than half?", "TODO : plus de la moitié ?"))
def too_many(answer):
    return answer > 50
