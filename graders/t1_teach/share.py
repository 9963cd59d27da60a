"""TODO: share, in a line."""

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    why=Text("TODO: why it matters at the bedside.", "TODO : pourquoi cela compte au lit du patient."),
    hints=[
        Text("TODO: a first step, without the answer.", "TODO : un premier pas, sans la réponse."),
        Text("TODO: the next step.", "TODO : le pas suivant."),
    ],
    laws=[laws.bounded(0, 1)],
)


@task.reference
def right(part, whole):
    return part / whole


@task.alternative
def by_hundreds(part, whole):
    return 100 * part / whole / 100


@task.alternative
def by_the_rest(part, whole):
    return 1 - (whole - part) / whole


@task.mutant(Text("TODO: that is a percentage.", "TODO : c'est un pourcentage."))
def percentage(part, whole):
    return 100 * part / whole


@task.mutant(Text("TODO: that is the share of the others.", "TODO : c'est la part des autres."))
def rest(part, whole):
    return 1 - part / whole


@task.mutant(Text("TODO: those are odds.", "TODO : c'est une cote."))
def odds(part, whole):
    return part / (whole - part)


@task.mutant(Text("TODO: the other way up.", "TODO : c'est à l'envers."))
def upside_down(part, whole):
    return whole / part


@task.cases
def wards(rng):
    for _ in range(6):
        whole = int(rng.integers(20, 200))
        yield case(part=int(rng.integers(1, whole // 3)), whole=whole)
