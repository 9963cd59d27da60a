"""Explorer's task 3: which of the vendor's sentences may be signed."""

from itertools import product

from labkit.tasks import Text, value_task

# 1 holds by construction, 2 to be measured first, 3 contradicted by what was seen: the notebook has the sentences.
RIGHT = "132312"

task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("123", repeat=6)],
    why=Text(
        "Right. Two sentences hold for any such model, and say little. Two are refuted. The two that would matter to a patient are neither true nor false yet: they need a number from your notes, with its interval, before anybody signs.",
        "Juste. Deux phrases valent pour tout modèle de ce genre, et disent peu. Deux sont démenties. Les deux qui compteraient pour un patient ne sont encore ni vraies ni fausses : il leur faut un nombre tiré de vos notes, avec son intervalle, avant toute signature.",
    ),
    hints=[
        Text(
            "Which sentences follow from how attention is computed (shares, mask), whatever the notes? These are 1.",
            "Quelles phrases découlent de la façon dont l'attention se calcule (parts, masque), quelles que soient les notes ? Ce sont les 1.",
        ),
        Text(
            "A sentence about *every* alarm falls with one alarm that contradicts it. A sentence about *your* notes needs your notes.",
            "Une phrase sur *toutes* les alarmes tombe avec une seule alarme contraire. Une phrase sur *vos* notes demande vos notes.",
        ),
    ],
)


@task.reference
def before_signing():
    return RIGHT


@task.mutant(
    Text(
        "Look at sentence 2 again: you saw how often the reddest word was the one whose removal lowers the risk most. One such alarm would be enough to refute *always*.",
        "Revoyez la phrase 2 : vous avez vu dans combien d'alarmes le mot le plus rouge est celui dont le retrait baisse le plus le risque. Une seule alarme contraire suffit à démentir *toujours*.",
    ),
)
def the_reddest_word_decided(answer):
    return answer[1] != "3"


@task.mutant(
    Text(
        "Look at sentence 4 again: a word without colour has a small share, not none, and its removal can change the decision.",
        "Revoyez la phrase 4 : un mot sans couleur a une petite part, et non aucune, et son retrait peut changer la décision.",
    ),
)
def no_colour_no_use(answer):
    return answer[3] != "3"


@task.mutant(
    Text(
        "Look at sentence 3 again: with places a model *can* tell two orders apart, and Mrs. Malenfant's line shows that its decision did not change once. *Mostly, on your notes* is neither proved by the first nor refuted by the second: ask for the number.",
        "Revoyez la phrase 3 : avec les places, un modèle *peut* distinguer deux ordres, et la ligne de Mme Malenfant montre qu'une fois sa décision n'a pas changé. *Souvent, dans vos notes* : le premier fait ne le prouve pas, le second ne le dément pas. Demandez le nombre.",
    ),
)
def can_is_not_does(answer):
    return answer[2] != "2"


@task.mutant(
    Text(
        "Look at sentence 6 again: it speaks of another model and of your notes. Our figures neither prove nor refute it: it is to be measured.",
        "Revoyez la phrase 6 : elle parle d'un autre modèle et de vos notes. Nos chiffres ne la prouvent ni ne la démentent : elle est à mesurer.",
    ),
)
def your_notes_are_not_ours(answer):
    return answer[5] != "2"


@task.mutant(
    Text(
        "Look at sentences 1 and 5 again: both follow from the way attention is computed, shares that are divided by their sum, later words hidden. They hold for any model of this kind, and need no trial.",
        "Revoyez les phrases 1 et 5 : toutes deux découlent de la façon dont l'attention se calcule, parts divisées par leur somme, mots suivants cachés. Elles valent pour tout modèle de ce genre, sans essai.",
    ),
)
def by_construction(answer):
    return answer[0] != "1" or answer[4] != "1"
