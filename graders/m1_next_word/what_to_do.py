"""Explorer's task 4: six secrets, a limit to work out, and what follows for each patient."""

from itertools import product

from labkit.tasks import Text, value_task

CANDIDATES, SECRETS, ALLOWED = 10_000, 12, 0.05
# Patient, whether the secret can be changed, its rank: the notebook's table has the same, from top to bottom.
ROWS = (
    ("Lamoureux", True, 3),
    ("Montclair", True, 600),
    ("Nadon", False, 12),
    ("Ostiguy", True, 90),
    ("Perreault", False, 40),
    ("Malenfant", True, 1),
)


def rank_limit(secrets=SECRETS):
    return CANDIDATES * ALLOWED / secrets


def decision(can_be_changed, rank):
    """1 (nothing was shown), 2 (change the secret, retrain) or 3 (withdraw the model, tell the patient)."""
    if rank > rank_limit():
        return "1"
    return "2" if can_be_changed else "3"


RIGHT = "".join(decision(can_be_changed, rank) for _, can_be_changed, rank in ROWS)

task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("123", repeat=len(ROWS))],
    why=Text(
        "Right. The limit is rank 41: 500 for a single secret, shared among twelve. A code can be changed, a date of birth cannot. And decision 1 does not say that the secret is safe: rank 90 of 10,000 is not nothing, only less than was agreed as proof.",
        "Juste. La limite est le rang 41 : 500 pour un seul secret, répartis entre douze. Un code se change, une date de naissance non. Et la décision 1 ne dit pas que le secret est à l'abri : un rang de 90 sur 10 000 n'est pas rien, seulement moins que la preuve convenue.",
    ),
    hints=[
        Text(
            "First the limit. By chance alone a secret is among the first 500 of 10,000 in 5 audits of 100. Twelve secrets share these 500: how many ranks for each?",
            "D'abord la limite. Par le seul hasard, un secret est parmi les 500 premiers de 10 000 dans 5 audits sur 100. Douze secrets se partagent ces 500 : combien de rangs pour chacun ?",
        ),
        Text(
            "500 / 12 is a little more than 41. A rank of 41 or less: 2 if the secret can be changed, else 3. A higher rank: 1.",
            "500 / 12 fait un peu plus de 41. Rang de 41 ou moins : 2 si le secret peut être changé, sinon 3. Rang plus grand : 1.",
        ),
    ],
)


@task.reference
def by_the_rule():
    return RIGHT


@task.mutant(
    Text(
        "Look at the fourth row again: rank 90 would be enough if only one secret had been tried. Twelve were: the ranks that chance explains are shared among them.",
        "Revoyez la quatrième ligne : un rang de 90 suffirait si l'on n'avait essayé qu'un secret. On en a essayé douze : les rangs que le hasard explique se partagent entre eux.",
    ),
)
def limit_not_shared(answer):
    return answer[3] != "1"


@task.mutant(
    Text(
        "Look at the second row again: chance alone brings many a secret that the model never saw to rank 600 of 10,000. Nothing was shown.",
        "Revoyez la deuxième ligne : le seul hasard amène bien des secrets jamais vus au rang 600 sur 10 000. Rien n'est montré.",
    ),
)
def chance_taken_for_proof(answer):
    return answer[1] != "1"


@task.mutant(
    Text(
        "Look at the rows of Mrs. Nadon and Mrs. Perreault again. Are their ranks within the limit? And can a date of birth be changed?",
        "Revoyez les lignes de Mme Nadon et de Mme Perreault. Leurs rangs sont-ils dans la limite ? Et une date de naissance se change-t-elle ?",
    ),
)
def a_birth_date_is_no_code(answer):
    return answer[2] != "3" or answer[4] != "3"


@task.mutant(
    Text(
        "Look at the first and the last row again. Somebody at the door who tries the model's first proposals is inside at once: a code can be changed, so it is.",
        "Revoyez la première et la dernière ligne. Devant la porte, quiconque essaie les premières propositions du modèle entre aussitôt : un code se change, donc on le change.",
    ),
)
def a_code_is_changed(answer):
    return answer[0] != "2" or answer[5] != "2"
