"""Explorer's task 2: which of six words the letter may keep."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "212132"

task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. Parkinson, ST and the pink colour are medicine and stay; Dr Parkinson and HELENE are people. « Syndrome de Martin » may be either, and the letter does not say: somebody who knows the patient looks.",
        "Juste. Parkinson, ST et la couleur rose relèvent de la médecine et restent ; Dr Parkinson et HELENE sont des personnes. « Le syndrome de Martin » peut être l'un ou l'autre, et la lettre ne le dit pas : quelqu'un qui connaît le dossier regarde.",
    ),
    hints=[
        Text(
            "Ask of each word: if I cover it, does the reader lose a disease, a sign, a colour? If I leave it, does the reader learn who somebody is?",
            "Demandez pour chaque mot : si je le masque, perd-on une maladie, un signe, une couleur ? Si je le laisse, apprend-on qui est quelqu'un ?",
        ),
        Text(
            "A title makes a person of a name that is also a disease. And where a syndrome bears a common surname that you do not know as a disease, you cannot tell from the letter: 3.",
            "Un titre fait une personne d'un nom qui est aussi une maladie. Et si un syndrome porte un nom de famille courant que vous ne connaissez pas comme maladie, la lettre ne suffit pas : 3.",
        ),
    ],
)


@task.reference
def by_what_the_word_says():
    return RIGHT


@task.mutant(
    Text(
        "You cover everything that is somebody's name somewhere. The letter has lost its Parkinson and its ST elevation: it is safe and of no use.",
        "Vous masquez tout ce qui est quelque part un nom de famille. La lettre a perdu son Parkinson et son sus-décalage ST : elle est sûre et ne sert plus à rien.",
    ),
)
def covers_them_all(answer):
    return answer[0] == answer[2] == "1"


@task.mutant(
    Text(
        "A disease may also be somebody: in the second sentence a title stands before the name. Dr Parkinson has called, and the letter must not say so.",
        "Une maladie peut aussi être quelqu'un : dans la deuxième phrase, un titre précède le nom. Le Dr Parkinson a appelé, et la lettre ne doit pas le dire.",
    ),
)
def a_disease_is_nobody(answer):
    return answer[1] != "1" and not covers_them_all(answer)


@task.mutant(
    Text(
        "In capitals and without accents, HELENE is still her daughter. Covering is the rule, whoever types.",
        "En majuscules et sans accents, HELENE est toujours sa fille. On masque, quelle que soit la frappe.",
    ),
)
def capitals_are_nobody(answer):
    return answer[1] == "1" and answer[3] != "1" and not covers_them_all(answer)


@task.mutant(
    Text(
        "Look at the sentence with « Martin » again. Is it a disease you know, or a family's? The letter does not tell, and neither covering nor leaving is right without asking.",
        "Relisez la phrase de « Martin ». Est-ce une maladie que vous connaissez, ou celle d'une famille ? La lettre ne le dit pas : ni masquer ni laisser n'est juste sans demander.",
    ),
)
def sure_of_martin(answer):
    return answer[1] == answer[3] == "1" and answer[4] != "3" and not covers_them_all(answer)


@task.mutant(
    Text(
        "You ask a person where the sentence itself says it. Every question costs somebody minutes: keep them for the sentence that leaves it open.",
        "Vous demandez à quelqu'un là où la phrase elle-même le dit. Chaque question coûte des minutes à une personne : gardez-les pour la phrase qui laisse le doute.",
    ),
)
def asks_too_often(answer):
    return answer[1] == answer[3] == "1" and answer[4] == "3" and answer.count("3") > 1
