"""Explorer's task: steps."""

from labkit.tasks import Text, order_task

RIGHT = ("BCAED", "CBAED", "CABED")


task = order_task(
    points=1,
    steps={
        "A": Text(
            "Count the tokens of each letter with the product's own tokenizer.",
            "Compter les jetons de chaque lettre avec le segmenteur du produit lui-même.",
        ),
        "B": Text(
            "Decide with the wards which sections must never be lost.",
            "Décider avec les services quelles sections ne doivent jamais se perdre.",
        ),
        "C": Text(
            "Gather letters of your own wards, in both languages.",
            "Réunir des lettres de vos propres services, dans les deux langues.",
        ),
        "D": Text(
            "Write down who is told when a letter is cut, and when the product is stopped.",
            "Écrire qui est averti quand une lettre est coupée, et quand on arrête le produit.",
        ),
        "E": Text(
            "Compare with the product's budget: which of those sections are lost, in which language?",
            "Comparer au budget du produit : lesquelles de ces sections se perdent, dans quelle langue ?",
        ),
    },
    why=Text(
        "Right. Your letters, your sections, their tokenizer, then the comparison; and the way to stop before it starts.",
        "Juste. Vos lettres, vos sections, leur segmenteur, puis la comparaison ; et le moyen d'arrêter avant de commencer.",
    ),
    hints=[
        Text(
            "Nothing can be counted before there are letters, nothing compared before it is counted.",
            "Rien ne se compte avant d'avoir des lettres, rien ne se compare avant d'être compté.",
        ),
        Text(
            "Decide what must survive before you see what does, or the budget will decide for you. The rules come last.",
            "Décidez de ce qui doit survivre avant de voir ce qui survit, sinon le budget décidera pour vous. Les règles viennent "
            "en dernier.",
        ),
    ],
    accepts=lambda answer: answer in RIGHT,
)


@task.reference
def people_first():
    return RIGHT[0]


@task.alternative
def letters_first():
    return RIGHT[1]


@task.alternative
def in_small_letters():
    return RIGHT[2].lower()


@task.mutant(
    Text(
        "The rules for telling and stopping rest on what the comparison found: they come last.",
        "Les règles pour avertir et arrêter reposent sur ce que la comparaison a montré : elles viennent en dernier.",
    ),
)
def rules_too_early(answer):
    return not answer.endswith("D")


@task.mutant(
    Text(
        "You count before you have letters of your own: those of the vendor are in the vendor's language.",
        "Vous comptez avant d'avoir vos lettres : celles du fournisseur sont dans la langue du fournisseur.",
    ),
)
def somebody_elses_letters(answer):
    return answer.index("A") < answer.index("C")


@task.mutant(
    Text(
        "You compare with the budget before the tokens are counted: words or pages will not do, a token is not a word.",
        "Vous comparez au budget avant d'avoir compté les jetons : mots ou pages n'y suffisent pas, un jeton n'est pas un mot.",
    ),
)
def compared_uncounted(answer):
    return answer.index("E") < answer.index("A")


@task.mutant(
    Text(
        "You look at what survives before deciding what must: the product's budget then decides for the wards.",
        "Vous regardez ce qui survit avant de décider de ce qui doit survivre : le budget du produit décide alors pour les "
        "services.",
    ),
)
def budget_decides(answer):
    return answer.index("E") < answer.index("B")
