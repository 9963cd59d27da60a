"""Explorer's task 1: four sites, four dashboards: keep, mend or stop."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "1321"

task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("123", repeat=4)],
    why=Text(
        "Right. The only red light is where nothing was lost. The worst site is all green. C needs a shift, and D is a success that looks like a failure: mended, it would fall silent.",
        "Juste. Le seul voyant rouge est là où rien n'a été perdu. Le pire site est tout vert. C demande un décalage, et D est une réussite qui a l'air d'un échec : corrigé, il se tairait.",
    ),
    hints=[
        Text(
            "Begin with the patients: of 100 with sepsis, how many are found, and how many does triage find by itself, calling how many people? Only then look at the inputs.",
            "Commencez par les patients : sur 100 sepsis, combien sont trouvés, et combien le tri seul en trouve-t-il, en appelant combien de personnes ? Regardez les entrées ensuite seulement.",
        ),
        Text(
            "Where the screen stayed silent nobody acted on it: there, observed and expected can be compared. Which sites are off there, and which only where it rang?",
            "Là où l'écran s'est tu, personne n'a agi à cause de lui : là, observés et attendus se comparent. Quels sites y sont décalés, et lesquels ne le sont que là où il a sonné ?",
        ),
        Text(
            "A shift moves all risks together. It helps where all levels are off in the same direction and the order of the patients is still right.",
            "Un décalage déplace tous les risques ensemble. Il aide là où tous les niveaux sont décalés dans le même sens et où l'ordre des patients est encore juste.",
        ),
    ],
)


@task.reference
def by_the_patients():
    return RIGHT


@task.mutant(
    Text(
        "Look at A again: what moved is sodium. Are fewer cases found than before, are the risks wrong? A red light on an input is a question, not an answer.",
        "Revoyez A : ce qui a bougé, c'est le sodium. Trouve-t-on moins de cas qu'avant, les risques sont-ils faux ? Un voyant rouge sur une entrée est une question, non une réponse.",
    ),
)
def red_light_believed(answer):
    return answer[0] != "1"


@task.mutant(
    Text(
        "Look at B again: everything is green, and how many of its sepsis are found? No more than triage finds by itself, with more people called for nothing. Until somebody knows why, whom does it protect?",
        "Revoyez B : tout est vert, et combien de ses sepsis sont trouvés ? Pas plus que le tri n'en trouve seul, avec plus de personnes appelées pour rien. Tant que personne ne sait pourquoi, qui protège-t-il ?",
    ),
)
def green_light_believed(answer):
    return answer[1] == "1"


@task.mutant(
    Text(
        "Look at B again: a shift moves all risks together and leaves the order as it is. There the order itself is lost: too low where the screen is silent, too high where it rings.",
        "Revoyez B : un décalage déplace tous les risques et laisse l'ordre tel quel. Là, c'est l'ordre qui est perdu : trop bas où l'écran se tait, trop haut où il sonne.",
    ),
)
def order_lost_and_shifted(answer):
    return answer[1] == "2"


@task.mutant(
    Text(
        "Look at D again. Where the screen was silent the risks are right. Where it rang, people acted, and half of the sepsis did not happen: is that a fault of the model?",
        "Revoyez D. Là où l'écran s'est tu, les risques sont justes. Là où il a sonné, on a agi, et la moitié des sepsis n'ont pas eu lieu : est-ce un défaut du modèle ?",
    ),
)
def success_mended(answer):
    return answer[3] != "1"


@task.mutant(
    Text(
        "Look at C again: it finds as many as before and ranks as well, but more than half as many cases again occur as announced, at both levels. Is that left alone, or is it a reason to switch it off?",
        "Revoyez C : il trouve et classe aussi bien qu'avant, mais il arrive plus de moitié en plus de cas qu'annoncé, aux deux niveaux. Est-ce à laisser, ou une raison de l'éteindre ?",
    ),
)
def level_left_wrong(answer):
    return answer[2] != "2"
