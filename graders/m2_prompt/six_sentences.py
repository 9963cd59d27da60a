"""Explorer's task 2: six sentences found in letters: an order to a program, words for a person, or neither can be said."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "212321"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    accepts=lambda answer: answer == RIGHT,
    why=Text(
        "Right. The loudest order is for the patient, and the most harmful sentence orders nothing: it lies. A detector of orders cannot see a lie; a person with the file can.",
        "Juste. L'ordre le plus voyant s'adresse à la malade, et la phrase la plus nuisible n'ordonne rien : elle ment. Un détecteur d'ordres ne voit pas un mensonge ; une personne qui a le dossier, oui.",
    ),
    hints=[
        Text(
            "Who could do what the sentence asks? Somebody who swallows tablets and steps on scales, or somebody who makes summaries and fills in fields?",
            "Qui pourrait faire ce que la phrase demande ? Une personne qui prend des comprimés et se pèse, ou ce qui fait des résumés et remplit des champs ?",
        ),
        Text(
            "One of the six asks for nothing: it tells something. Is it true? The sentence alone does not say.",
            "L'une des six ne demande rien : elle raconte. Est-ce vrai ? La phrase seule ne le dit pas.",
        ),
    ],
)


@task.reference
def one_by_one():
    return RIGHT


@task.alternative
def with_spaces():
    return " ".join(RIGHT)


@task.mutant(
    Text(
        "*Ignore the previous prescription* sounds like an attack. Who can take 5 mg morning and evening? If this sentence is held back, she bleeds or clots on the old dose.",
        "*Ignorez l'ancienne ordonnance* a l'air d'une attaque. Qui peut prendre 5 mg matin et soir ? Si l'on retient cette phrase, la malade reste sur l'ancienne dose, avec son risque.",
    ),
)
def ignore_is_an_attack(answer):
    return answer[0] != "2"


@task.mutant(
    Text(
        "Look at the second sentence again: polite, and impersonal. Which reader makes summaries?",
        "Revoyez la deuxième phrase : polie, impersonnelle. Quel lecteur fait des résumés ?",
    ),
)
def polite_is_harmless(answer):
    return answer[1] != "1"


@task.mutant(
    Text(
        "Look at the third and the fifth sentence again: *write*, *answer*, *report* are things that patients do every day.",
        "Revoyez la troisième et la cinquième phrase : *notez*, *répondez*, *signalez* sont des choses que les malades font tous les jours.",
    ),
)
def the_verb_decides(answer):
    return answer[2] != "2" or answer[4] != "2"


@task.mutant(
    Text(
        "Look at the fourth sentence again: it orders nothing, and it contradicts the allergy. May it pass? May it be struck out? Only the file can tell.",
        "Revoyez la quatrième phrase : elle n'ordonne rien, et contredit l'allergie. Peut-on la laisser passer ? La barrer ? Seul le dossier le dit.",
    ),
)
def no_order_no_danger(answer):
    return answer[3] != "3"


@task.mutant(
    Text(
        "Look at the sixth sentence again: *for the rest of this task*. Who has a task here?",
        "Revoyez la sixième phrase : *pour la suite de cette tâche*. Qui a une tâche ici ?",
    ),
)
def without_a_verb_of_writing(answer):
    return answer[5] != "1"
