"""Explorer's task 1: which of five teams gets a flattering AUC on pure noise, from what their spy saw."""

from itertools import product

from labkit.tasks import Text, value_task

# What each team did, as in the notebook: 1 its AUC centres on 0.5, 2 it is flattered.
RIGHT = "21121"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("12", repeat=5)],
    why=Text(
        "Right. What counts is not how many patients a step has seen, but whether it has seen the *outcome* of a patient who is judged. Run on: the five teams' AUC over eight replications.",
        "Juste. Ce qui compte n'est pas le nombre de patients qu'une étape a vus, mais si elle a vu l'*issue* d'un patient qu'on juge. Continuez : l'AUC des cinq équipes sur huit répétitions.",
    ),
    hints=[
        Text(
            "For each row, look for a step that sees outcomes and whose patients include patients who are judged.",
            "Pour chaque ligne, cherchez une étape qui voit les issues et dont les patients comptent des patients jugés.",
        ),
        Text(
            "Scaling changes the units of a column. It never looks at who had sepsis: on noise it can flatter nobody.",
            "La mise à l'échelle change les unités d'une colonne. Elle ne regarde jamais qui a eu un sepsis : sur du bruit, elle ne peut flatter personne.",
        ),
    ],
)


@task.reference
def from_the_spy():
    return RIGHT


@task.mutant(
    Text(
        "Look at team C again: its scaling has seen everybody, but does scaling look at outcomes? On noise, only a step that has seen the outcome can flatter.",
        "Revoyez l'équipe C : sa mise à l'échelle a vu tout le monde, mais regarde-t-elle les issues ? Sur du bruit, seule une étape qui a vu l'issue peut flatter.",
    ),
)
def scaling_accused(answer):
    return answer[2] != "1"


@task.mutant(
    Text(
        "Look at team E again: its units come from those who judge, which is odd; but no outcome was looked at for that.",
        "Revoyez l'équipe E : ses unités viennent de ceux qui jugent, ce qui est étrange ; mais on n'a regardé pour cela aucune issue.",
    ),
)
def odd_scaling_accused(answer):
    return answer[4] != "1"


@task.mutant(
    Text(
        "Look at team A again: its columns were chosen with everybody's outcome, before any patient was put aside. That its model then learned on others does not undo it.",
        "Revoyez l'équipe A : ses colonnes ont été choisies avec l'issue de tous, avant qu'aucun patient ne soit mis de côté. Que son modèle ait ensuite appris sur d'autres n'y change rien.",
    ),
)
def choice_before_the_split(answer):
    return answer[0] != "2"


@task.mutant(
    Text(
        "Look at team D again: among the patients on whom its model has learned are those whom it is judged by.",
        "Revoyez l'équipe D : parmi les patients sur lesquels son modèle a appris se trouvent ceux qui servent à le juger.",
    ),
)
def judged_on_what_was_learned(answer):
    return answer[3] != "2"


@task.mutant(
    Text(
        "Look at team B again: no step of it has seen a patient who is judged. It has nothing to reproach itself with.",
        "Revoyez l'équipe B : aucune de ses étapes n'a vu un patient jugé. Elle n'a rien à se reprocher.",
    ),
)
def the_honest_accused(answer):
    return answer[1] != "1"
