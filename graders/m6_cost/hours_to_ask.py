"""Explorer's task 1: how many hours of nurses to ask for, at the threshold that suits them."""

from labkit.tasks import Text, value_task

#: Replayed over the notebook's eight half-years (`cohort.in_time`; tests/graders/test_m6_cost_hours.py holds them): at 4 hours the best threshold
#: answers 82 of 100 in time, at 4.5 hours 85; at the vendor's threshold, 7 hours answer 82 and 7.5 hours 91.
PROMISE, RIGHT, AT_THE_VENDORS = 84, 4.5, 7.5
HOURS = [step / 2 for step in range(2, 25)]

task = value_task(
    points=2,
    domain=HOURS,
    why=Text(
        "Right: 4.5 hours, at 2.4 or 2.5 points. At 2.0 points the same promise takes 7.5 hours a day; at 3.0 no number of hours keeps it: what never rings is answered by nobody. Threshold and hours are one decision.",
        "Juste : 4,5 heures, à 2,4 ou 2,5 points. À 2,0 points, la même promesse prend 7,5 heures par jour ; à 3,0, aucun nombre d'heures ne la tient : à ce qui ne sonne jamais, personne ne répond. Seuil et heures sont une seule décision.",
    ),
    hints=[
        Text(
            "Begin with 6 hours and look for the threshold that answers most in time. Then take half an hour away and look again.",
            "Commencez à 6 heures et cherchez le seuil qui répond le plus à temps. Puis retirez une demi-heure et cherchez de nouveau.",
        ),
        Text(
            "The best threshold moves up as hours go down: try between 2.2 and 2.8.",
            "Le meilleur seuil monte quand les heures baissent : essayez entre 2.2 et 2.8.",
        ),
    ],
)


@task.reference
def threshold_and_hours_together():
    return RIGHT


@task.mutant(
    Text(
        "With four hours, what you have today, the best threshold answers about 82 of 100. The contract says 84.",
        "Avec quatre heures, ce que vous avez aujourd'hui, le meilleur seuil en a environ 82 sur 100. Le contrat dit 84.",
    ),
)
def what_there_is_today(answer):
    return answer == RIGHT - 0.5


@task.mutant(
    Text(
        "That keeps the promise, and fewer hours would as well, at another threshold. Hours asked for here are missing elsewhere: go down by a half and move the threshold.",
        "La promesse est tenue, et moins d'heures suffiraient à un autre seuil. Les heures demandées ici manquent ailleurs : descendez d'une demi-heure et déplacez le seuil.",
    ),
)
def more_than_needed(answer):
    return RIGHT < answer < AT_THE_VENDORS


@task.mutant(
    Text(
        "So many hours answer the alarms of the vendor's threshold, most of them for nothing. Move the threshold as well.",
        "Il faut autant d'heures pour répondre aux alertes du seuil du fournisseur, presque toutes pour rien. Déplacez aussi le seuil.",
    ),
)
def at_the_vendors_threshold(answer):
    return answer >= AT_THE_VENDORS


@task.mutant(
    Text(
        "With so few hours no threshold keeps the promise: either too little rings, or too much waits.",
        "Avec si peu d'heures, aucun seuil ne tient la promesse : ou il sonne trop peu, ou il attend trop.",
    ),
)
def too_few(answer):
    return answer < RIGHT - 0.5
