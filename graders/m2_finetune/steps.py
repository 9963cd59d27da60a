"""Explorer's task: steps."""

from labkit.tasks import Text, order_task

RIGHT = "DBEAC"


task = order_task(
    points=1,
    steps={
        "A": Text(
            "Compare the two models on the test notes, note by note, with an interval.",
            "Comparer les deux modèles sur les notes de test, note par note, avec un intervalle.",
        ),
        "B": Text(
            "Set the test notes aside: nobody looks at them.",
            "Mettre de côté les notes de test : personne ne les regarde.",
        ),
        "C": Text(
            "Read the errors of each with the triage team, and decide.",
            "Lire les erreurs de chacun avec l'équipe d'accueil, et décider.",
        ),
        "D": Text(
            "Agree with the triage team on what counts as urgent and what an error costs.",
            "Convenir avec l'équipe d'accueil de ce qui est urgent et de ce que coûte une erreur.",
        ),
        "E": Text(
            "Train, and stop when the validation loss no longer falls.",
            "Entraîner, et arrêter quand la perte de validation ne baisse plus.",
        ),
    },
    why=Text(
        "Right. People first, the test locked away, then the training; and reading comes after the score, before the decision.",
        "Juste. Les gens d'abord, le test sous clé, puis l'entraînement ; et la lecture vient après le score, avant la décision.",
    ),
    hints=[
        Text(
            'Without a definition of "urgent" there is nothing to set aside nor to train on.',
            "Sans définition d'« urgent », il n'y a rien à mettre de côté ni sur quoi entraîner.",
        ),
        Text(
            "The decision is last; the test is set aside before the training.",
            "La décision vient en dernier ; le test est mis de côté avant l'entraînement.",
        ),
    ],
)


@task.reference
def people_first():
    return RIGHT


@task.alternative
def in_small_letters():
    return RIGHT.lower()


@task.alternative
def with_spaces_around():
    return f" {RIGHT} "


@task.mutant(
    Text(
        "You train before setting the test notes aside: whatever the model saw cannot test it.",
        "Vous entraînez avant de mettre de côté les notes de test : ce que le modèle a vu ne peut pas le tester.",
    ),
)
def test_seen(answer):
    return answer.index("E") < answer.index("B")


@task.mutant(
    Text(
        "The decision is taken before the errors were compared and read: the score decides alone.",
        "La décision est prise avant que les erreurs aient été comparées et lues : le score décide seul.",
    ),
)
def score_decides(answer):
    return not answer.endswith("C")


@task.mutant(
    Text(
        "You compare a model that was not trained yet.",
        "Vous comparez un modèle qui n'a pas encore été entraîné.",
    ),
)
def compares_untrained(answer):
    return answer.index("A") < answer.index("E")


@task.mutant(
    Text(
        "What is urgent and what an error costs must be agreed first: it decides what the model learns.",
        "Ce qui est urgent et ce que coûte une erreur se décide d'abord : cela détermine ce que le modèle apprend.",
    ),
)
def people_last(answer):
    return not answer.startswith("D")
