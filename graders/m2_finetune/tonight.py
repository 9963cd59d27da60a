"""Explorer's task: tonight."""

from functools import cache

from labkit.tasks import Text, value_task

from .cohort import test_notes

# First ten errors on the 400 test notes of the TF-IDF model (A) and of the fine-tuned BERT (B), recorded on one run.
RECORDED = {
    "A": [0, 2, 3, 7, 11, 13, 18, 19, 20, 23],
    "B": [0, 3, 10, 11, 12, 13, 17, 18, 20, 21],
}
MISSED_WEIGHS = 9


def harm(model, missed_weighs=MISSED_WEIGHS):
    missed = int(test_notes().label.to_numpy()[RECORDED[model]].sum())
    return missed_weighs * missed + len(RECORDED[model]) - missed


@cache
def safer():
    return sorted(RECORDED, key=harm)[0]


@cache
def other():
    return sorted(RECORDED, key=harm)[1]


task = value_task(
    points=3,
    domain=["A", "B", *(f"{letter}{total}" for letter in "AB" for total in range(10, 91))],
    why=Text(
        "Right. Ten errors each, and not the same harm: the errors were read one by one and weighed as the team said. The next question "
        "is how many errors each makes in a night.",
        "Juste. Dix erreurs chacun, et pas le même préjudice : les erreurs ont été lues une à une et pesées comme l'équipe l'a dit. La "
        "question suivante : combien d'erreurs chacun fait en une nuit.",
    ),
    hints=[
        Text(
            'Read the column "urgent" of A\'s ten rows only. Then do the same for B.',
            "Lisez la colonne « urgent » des dix lignes de A seulement. Puis faites de même pour B.",
        ),
        Text(
            "For each model, count the errors whose truth is 1 (urgent): those patients are missed.",
            "Pour chaque modèle, comptez les erreurs dont la vérité est 1 (urgent) : ces patients sont manqués.",
        ),
        Text(
            "Harm = 9 × missed + 1 × false alarms. The lower one is for tonight: its letter, then its harm.",
            "Préjudice = 9 × manqués + 1 × fausses alarmes. Le plus bas est pour ce soir : sa lettre, puis son préjudice.",
        ),
    ],
)


@task.reference
def lower_harm():
    return f"{safer()}{harm(safer())}"


@task.alternative
def in_small_letters():
    return f"{safer()}{harm(safer())}".lower()


@task.alternative
def with_spaces_around():
    return f" {safer()}{harm(safer())} "


@task.mutant(
    Text(
        "The letter alone is an opinion: add the harm you worked out, without a space.",
        "La lettre seule est une opinion : ajoutez-y le préjudice que vous avez calculé, sans espace.",
    ),
)
def letter_only(answer):
    return answer in ("A", "B")


@task.mutant(
    Text(
        "That is the model with the greater harm. Lower is safer.",
        "C'est le modèle au préjudice le plus grand. Le plus bas est le plus sûr.",
    ),
)
def worse_model(answer):
    return answer == f"{other()}{harm(other())}"


@task.mutant(
    Text(
        "You counted ten errors as ten: a missed urgent patient weighs nine false alarms here.",
        "Vous avez compté dix erreurs pour dix : un patient urgent manqué pèse ici neuf fausses alarmes.",
    ),
)
def errors_are_equal(answer):
    return answer in ("A10", "B10")


@task.mutant(
    Text(
        'You weighed the false alarms as missed patients. Truth 1 and an error: the model said "not urgent" to an urgent patient.',
        "Vous avez pesé les fausses alarmes comme des patients manqués. Vérité 1 et une erreur : le modèle a dit « non urgent » à un "
        "patient urgent.",
    ),
)
def roles_swapped(answer):
    return answer in {f"{letter}{100 - harm(letter)}" for letter in "AB"} - {f"{safer()}{harm(safer())}"}


@task.mutant(
    Text(
        "Either the letter is the other model's, or the counts are off: count the missed patients of each once more.",
        "Soit la lettre est celle de l'autre modèle, soit les comptes sont faux : recomptez les patients manqués de chacun.",
    ),
)
def wrong_letter(answer):
    return answer[0] == other()


@task.mutant(
    Text(
        "The letter is right, the harm is not: 9 for each urgent patient missed, 1 for each false alarm, over ten errors.",
        "La lettre est juste, pas le préjudice : 9 par patient urgent manqué, 1 par fausse alarme, sur dix erreurs.",
    ),
)
def miscounted(answer):
    return answer[0] == safer()
