"""Explorer's task: steps."""

from labkit.tasks import Text, order_task

task = order_task(
    points=1,
    steps={
        "A": Text(
            "Measure the errors, phenomenon by phenomenon, on notes of this ward",
            "Mesurer les erreurs, phénomène par phénomène, sur des notes de ce service",
        ),
        "B": Text(
            "Say what the labels mean: present, absent, uncertain",
            "Dire ce que veulent dire les étiquettes : présent, absent, incertain",
        ),
        "C": Text(
            "Decide which doubtful sentences go to a person, and to whom",
            "Décider quelles phrases douteuses vont à une personne, et à qui",
        ),
        "D": Text(
            "Have two people label the same notes, apart, and compare",
            "Faire étiqueter les mêmes notes par deux personnes, séparément, et comparer",
        ),
        "E": Text(
            "Switch it on, and read a sample again every month",
            "Mettre en service, et relire un échantillon chaque mois",
        ),
    },
    why=Text(
        "Right: meanings, gold, errors, who rechecks, and only then the ward.",
        "Juste : le sens, la référence, les erreurs, qui revérifie, et seulement ensuite le service.",
    ),
    hints=[
        Text(
            "Two people can only agree on labels whose meaning is written.",
            "Deux personnes ne peuvent s'accorder que sur des étiquettes définies.",
        ),
        Text(
            "One decides what to recheck from the errors seen; going live is last.",
            "On décide quoi revérifier d'après les erreurs vues ; la mise en service vient en dernier.",
        ),
    ],
)


@task.reference
def meanings_first():
    return "BDACE"


@task.alternative
def in_small_letters():
    return "bdace"


@task.alternative
def with_spaces():
    return " BDACE "


@task.mutant(
    Text(
        "You switch it on before the end: errors are then found on patients.",
        "Vous mettez en service avant la fin : les erreurs se découvrent alors sur des patients.",
    ),
)
def live_first(answer):
    return answer[-1] != "E"


@task.mutant(
    Text(
        "Two people who label without written meanings disagree on « pas d'argument pour », and the average of two habits is no truth.",
        "Deux personnes qui étiquettent sans définition écrite ne s'accordent pas sur « pas d'argument pour », et la moyenne de deux "
        "habitudes n'est pas une vérité.",
    ),
)
def labels_without_meaning(answer):
    return answer.index("B") > answer.index("D")


@task.mutant(
    Text(
        "You measure errors before anybody has labelled the notes: errors against what?",
        "Vous mesurez les erreurs avant que quiconque ait étiqueté les notes : des erreurs par rapport à quoi ?",
    ),
)
def measured_against_nothing(answer):
    return answer.index("A") < answer.index("D")


@task.mutant(
    Text(
        "You decide what a person rechecks before knowing where the tool errs: look at the error table first.",
        "Vous décidez ce qu'une personne revérifie avant de savoir où l'outil se trompe : regardez d'abord le tableau des erreurs.",
    ),
)
def recheck_before_errors(answer):
    return answer.index("C") < answer.index("A")
