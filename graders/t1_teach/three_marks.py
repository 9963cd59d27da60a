"""Explorer's task 3: three explanations, marked with the rubric of m4_threshold."""

from itertools import product

from labkit.tasks import Text, value_task

#: Marks of two readings by the project for each explanation, line by line of the rubric: what is written alone counts; what is clearly meant counts too.
STRICT = {"1": (0, 1, 0, 0), "2": (1, 1, 0, 1), "3": (1, 0, 1, 0)}
LENIENT = {"1": (0, 1, 0, 0), "2": (1, 1, 1, 1), "3": (1, 0, 1, 0)}


def _right(answer):
    return all(
        sum(STRICT[name]) <= int(mark) <= sum(LENIENT[name])
        for name, mark in zip(STRICT, answer, strict=True)
    )


task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("01234", repeat=3)],
    accepts=lambda answer: _right(str(answer)),
    why=Text(
        "Right: as both readings by the project, or as one of them. On the second, 3 and 4 are both right: does 'ask the doctor whether it can go off' say who decides? The rubric does not settle it. Two markers must, before the first copy.",
        "Juste : comme les deux lectures du projet, ou comme l'une d'elles. Pour la deuxième, 3 et 4 sont justes : « demandez au médecin si on peut l'éteindre » dit-il qui décide ? La grille ne tranche pas. Les deux personnes qui notent doivent le faire, avant la première copie.",
    ),
    hints=[
        Text(
            "Cover the style. For each explanation go through the four lines of the rubric, and put a finger on the words that earn the point.",
            "Oubliez le style. Pour chaque texte, suivez les quatre lignes de la grille, et mettez le doigt sur les mots qui valent le point.",
        ),
        Text(
            "Line 4 has two halves: clear without training, and nobody blamed. Line 2 has two as well: the same alarm, and the prevalence.",
            "La ligne 4 a deux moitiés : compréhensible sans formation, et personne d'accusé. La ligne 2 aussi : la même alarme, et la prévalence.",
        ),
    ],
)


@task.reference
def line_by_line():
    return "142"


@task.alternative
def as_written():
    return "1 3 2"


@task.mutant(
    Text(
        "The first explanation sounds learned. Look for a number of patients, for something to do and who decides, and imagine the head nurse reading 'likelihood ratio': which lines are left?",
        "Le premier texte a l'air savant. Cherchez un nombre de patients, une action et qui décide, puis imaginez la cadre de santé devant « rapport de vraisemblance » : quelles lignes restent ?",
    ),
)
def dazzled_by_terms(answer):
    return int(answer[0]) > sum(LENIENT["1"])


@task.mutant(
    Text(
        "The second explanation is short and clumsy, and that costs no point: the rubric does not mark the language. Look for counts, for the same alarm with other patients, for what to do.",
        "Le deuxième texte est court et maladroit, et cela ne coûte aucun point : la grille ne note pas la langue. Cherchez les nombres, la même alarme avec d'autres patients, ce qu'il faut faire.",
    ),
)
def punished_for_style(answer):
    return answer[0] == "1" and int(answer[1]) < sum(STRICT["2"])


@task.mutant(
    Text(
        "The third explanation is warm and full of numbers, and its reason is wrong: the sensors. It also puts the blame on somebody. Read lines 2 and 4 of the rubric again.",
        "Le troisième texte est chaleureux et plein de nombres, et sa raison est fausse : les capteurs. Il rejette aussi la faute sur quelqu'un. Relisez les lignes 2 et 4 de la grille.",
    ),
)
def won_by_kindness(answer):
    return answer[0] == "1" and answer[1] in "34" and int(answer[2]) > sum(LENIENT["3"])


@task.mutant(
    Text(
        "The third explanation is wrong about the cause, but that does not cancel the rest: it counts patients, and says what to do and who decides. A rubric marks line by line.",
        "Le troisième texte se trompe sur la cause, mais cela n'efface pas le reste : il compte des patients, dit quoi faire et qui décide. Une grille se note ligne par ligne.",
    ),
)
def one_error_cancels_all(answer):
    return answer[0] == "1" and answer[1] in "34" and int(answer[2]) < sum(STRICT["3"])


@task.mutant(
    Text(
        "You give the first explanation nothing. Unreadable for the head nurse, it still says that the ward's prevalence makes the difference: that line is earned.",
        "Vous ne donnez rien au premier texte. Illisible pour la cadre de santé, il dit pourtant que la prévalence du service fait la différence : cette ligne est acquise.",
    ),
)
def nothing_for_jargon(answer):
    return answer[0] == "0"
