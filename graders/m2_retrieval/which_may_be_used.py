"""Explorer's task 2: five answers with their citations: use, or what went wrong."""

from functools import cache
from itertools import product

from labkit.tasks import Text, value_task

from .cohort import FIVE, recorded

CODES = {"right": "1", "not_found": "2", "misread": "3", "should_refuse": "4"}


@cache
def right():
    rows = recorded().set_index(["search", "question"]).outcome
    return "".join(CODES[rows[one]] for one in FIVE)


task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("1234", repeat=5)],
    why=Text(
        "Right. All five cite a real protocol, word for word, and only one may be used. The three remedies differ: a better search, a check that the version is in force and the passage the right one, and a refusal.",
        "Juste. Les cinq citent un vrai protocole, mot pour mot, et une seule est utilisable. Les remèdes diffèrent : une meilleure recherche, une vérification de la version et du passage, un refus.",
    ),
    hints=[
        Text(
            "Read the question first, then the passage cited: does it speak of this patient? In force, bleeding, pregnant, this disease?",
            "Lisez d'abord la question, puis le passage cité : parle-t-il de cette personne ? En vigueur, hémorragie, grossesse, cette maladie ?",
        ),
        Text(
            "If not, look among the passages given: is the right one there (3)? If not, ask look_up with a word of the question: does a protocol answer (2), or none (4)?",
            "Sinon, regardez les passages donnés : le bon y est-il (3) ? Sinon, interrogez look_up avec un mot de la question : un protocole répond-il (2), ou aucun (4) ?",
        ),
    ],
)


@task.reference
def one_by_one():
    return right()


@task.mutant(
    Text(
        "Look at the first answer again: the dose is that of a patient in bed. No protocol speaks of pregnancy, where weight and term count. A real passage, and not an answer.",
        "Revoyez la première réponse : c'est la dose d'un patient alité. Aucun protocole ne parle de grossesse, où comptent poids et terme. Un vrai passage, mais pas une réponse.",
    ),
)
def pregnant_as_anybody(answer):
    return answer[0] != "4"


@task.mutant(
    Text(
        "Look at the second answer again: it is the nurse's question of this night. The patient bleeds, and the passage says *without bleeding*. Was another passage given? Look up warfarine.",
        "Revoyez la deuxième réponse : c'est la question de cette nuit. La personne saigne, et le passage dit *sans saignement*. Un autre passage a-t-il été donné ? Cherchez warfarine.",
    ),
)
def without_bleeding_will_do(answer):
    return answer[1] != "2"


@task.mutant(
    Text(
        "Look at the third answer again: for which patients is that target? Read the other passage that was given.",
        "Revoyez la troisième réponse : pour quels malades est cette cible ? Lisez l'autre passage qui a été donné.",
    ),
)
def target_of_most(answer):
    return answer[2] != "3"


@task.mutant(
    Text(
        "Look at the fourth answer again: the drug, the kidneys and the dose are those of the question, and the protocol is in force. Refusing what is right has a price too.",
        "Revoyez la quatrième réponse : le médicament, les reins et la dose sont ceux de la question, et le protocole est en vigueur. Écarter ce qui est juste a aussi un prix.",
    ),
)
def nothing_trusted(answer):
    return answer[3] != "1"


@task.mutant(
    Text(
        "Look at the fifth answer again: of which year is that version? The one in force was among the passages given.",
        "Revoyez la cinquième réponse : de quelle année est cette version ? Celle qui est en vigueur était parmi les passages donnés.",
    ),
)
def an_old_version(answer):
    return answer[4] != "3"
