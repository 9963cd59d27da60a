"""Explorer's task 4: the reason that places each of five systems under the AI Act."""

from itertools import product

from labkit.tasks import Text, value_task

# Systems A to E, reasons 1 to 7, as in the notebook.
RIGHT = "32145"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("1234567", repeat=5)],
    why=Text(
        "Right. Two roads lead to high risk, the device and the list; article 50 is another duty, not a lower class; and of what is in none of them the statute does not say minimal risk: GDPR, literacy (art. 4) and "
        "the rules of the ward go on.",
        "Juste. Deux chemins mènent au haut risque, le dispositif et la liste ; l'article 50 est un autre devoir, non une classe plus basse ; et de ce qui n'y figure pas le règlement ne dit pas risque minimal : RGPD, "
        "maîtrise de l'IA (art. 4) et règles du service demeurent.",
    ),
    hints=[
        Text(
            "Ask of each: is it forbidden (art. 5)? Is it in the list of Annex III? Is it a device that a notified body assesses? Does it talk to people?",
            "Demandez pour chacun : est-ce interdit (art. 5) ? Est-ce dans la liste de l'annexe III ? Est-ce un dispositif qu'un organisme notifié évalue ? Parle-t-il aux gens ?",
        ),
        Text(
            "Reasons 6 and 7 sound right and are not in the statute: look for a system that another reason fits.",
            "Les raisons 6 et 7 sonnent juste et ne sont pas dans le règlement : cherchez pour chaque système une autre raison.",
        ),
    ],
)


@task.reference
def by_the_articles():
    return RIGHT


@task.mutant(
    Text(
        "You use reason 7. The statute has no class minimal risk: the word comes from slides. Say that nothing of these applies (5).",
        "Vous employez la raison 7. Le règlement n'a pas de classe risque minimal : le mot vient de diapositives. Dites qu'aucun de ces articles ne s'applique (5).",
    ),
)
def minimal_risk(answer):
    return "7" in answer


@task.mutant(
    Text(
        "You use reason 6. That data are health data calls for the GDPR (art. 9); it makes no system high-risk under the AI Act.",
        "Vous employez la raison 6. Des données de santé appellent le RGPD (art. 9) ; elles ne rendent aucun système à haut risque selon le règlement sur l'IA.",
    ),
)
def health_data_are_high_risk(answer):
    return "6" in answer and "7" not in answer


def _named(answer):
    return not {"6", "7"} & set(answer)


@task.mutant(
    Text(
        "Look at C again: reading the emotions of staff at work is forbidden, save for medical or safety reasons. Ranking nurses is neither.",
        "Revoyez C : lire les émotions du personnel au travail est interdit, sauf raisons médicales ou de sécurité. Classer des infirmières n'en est pas une.",
    ),
)
def emotions_allowed(answer):
    return _named(answer) and answer[2] != "1"


@task.mutant(
    Text(
        "Look at A and B again: one is named in the list of Annex III, the other is high-risk through the device that it is.",
        "Revoyez A et B : l'un est nommé dans la liste de l'annexe III, l'autre est à haut risque parce que c'est un dispositif.",
    ),
)
def one_road_for_both(answer):
    return _named(answer) and answer[2] == "1" and answer[:2] != "32"


@task.mutant(
    Text(
        "Look at D and E again: which of them speaks with people, who must know that it is a machine?",
        "Revoyez D et E : lequel parle avec des gens, qui doivent savoir que c'est une machine ?",
    ),
)
def who_must_be_told(answer):
    return _named(answer) and answer[:3] == "321" and answer[3:] != "45"
