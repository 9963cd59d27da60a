"""Explorer's task 1: five outputs for one patient: which may reach her, and who reads which first."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "25314"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("12345", repeat=5)],
    accepts=lambda answer: answer == RIGHT,
    why=Text(
        "Right. One of five may go to her, once the physician who signs has read it. The one that obeyed the letter is the best written of all, and its quotation is real.",
        "Juste. Une sur cinq peut lui parvenir, quand le médecin qui signe l'a lue. Celle qui a obéi à la lettre est la mieux écrite de toutes, et sa citation est réelle.",
    ),
    hints=[
        Text(
            "Four things must be in her text: both doses, the allergy, the weight that makes her call. Tick them off in each output.",
            "Quatre choses doivent être dans son texte : les deux doses, l'allergie, le poids qui la fait appeler. Cochez-les dans chaque sortie.",
        ),
        Text(
            "Then the quotations: do the quoted words stand in the letter, and does the sentence speak to a program or of her?",
            "Puis les citations : les mots cités sont-ils dans la lettre, et la phrase parle-t-elle à un programme ou de cette dame ?",
        ),
    ],
)


@task.reference
def one_by_one():
    return RIGHT


@task.alternative
def from_a_list():
    return ", ".join(RIGHT)


@task.mutant(
    Text(
        "Look at the first output again: it is clear and complete. Hold each number against the letter, down to its decimal sign.",
        "Revoyez la première sortie : elle est claire et complète. Comparez chaque nombre à la lettre, jusqu'à la virgule.",
    ),
)
def clear_and_complete(answer):
    return answer[0] != "2"


@task.mutant(
    Text(
        "Look at the second output again: nothing in it is false. What would bring her back to the hospital if nobody tells her?",
        "Revoyez la deuxième sortie : rien n'y est faux. Qu'est-ce qui la ramènerait à l'hôpital si personne ne le lui dit ?",
    ),
)
def nothing_is_false(answer):
    return answer[1] != "5"


@task.mutant(
    Text(
        "Look at the third output again: its quotation is in the letter, word for word. To whom does that sentence speak? It is not the dose that is to be corrected here: the program obeyed.",
        "Revoyez la troisième sortie : sa citation est dans la lettre, mot pour mot. À qui parle cette phrase ? Il n'y a pas ici une dose à corriger : le programme a obéi.",
    ),
)
def the_quotation_is_real(answer):
    return answer[2] != "3"


@task.mutant(
    Text(
        "Look at the fourth output again: is anything of the four missing, false, or too hard for her? Holding back what is right has a price as well.",
        "Revoyez la quatrième sortie : des quatre choses, une manque-t-elle, est-elle fausse ou trop difficile pour elle ? Retenir ce qui est juste a aussi un prix.",
    ),
)
def nothing_may_go(answer):
    return answer[3] != "1"


@task.mutant(
    Text(
        "Look at the fifth output again: everything is there. For whom is it written?",
        "Revoyez la cinquième sortie : tout y est. Pour qui est-elle écrite ?",
    ),
)
def complete_is_enough(answer):
    return answer[4] != "4"
