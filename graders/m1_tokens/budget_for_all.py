"""Explorer's task: budget for all."""

from functools import cache

from labkit.tasks import Text, value_task

from .cohort import BUDGET, tokens_to_the_prescription


def share_kept(language, budget):
    needed = tokens_to_the_prescription()[language]
    return sum(n <= budget for n in needed) / len(needed)


BUDGETS = range(100, 3050, 50)


@cache
def right():
    return next(budget for budget in BUDGETS if share_kept("french", budget) == 1)


@cache
def english():
    return next(budget for budget in BUDGETS if share_kept("english", budget) == 1)


@cache
def longest():
    return max(tokens_to_the_prescription()["french"])


@cache
def more():
    return round(100 * (right() / english() - 1))


task = value_task(
    points=2,
    domain=lambda: [
        *BUDGETS,
        BUDGET,
        longest(),
        *map(str, [*BUDGETS, BUDGET, longest()]),
        *(b / 1000 for b in BUDGETS),
    ],
    accepts=lambda answer: float(answer) == right(),
    why=lambda: Text(
        f"Right. {english()} tokens would do for every English letter; reading every French one takes {more()} % more. That costs money and "
        "time; if the window is fixed, the end of the letter is not read.",
        f"Juste. {english()} jetons suffiraient à toutes les lettres anglaises ; pour lire toutes les françaises, il en faut {more()} % de "
        "plus. Cela coûte de l'argent et du temps ; si la fenêtre est fixe, la fin de la lettre n'est pas lue.",
    ),
    hints=[
        Text(
            "Move the slider to the right until the column *French* reaches the number of letters.",
            "Déplacez le curseur vers la droite jusqu'à ce que la colonne *français* atteigne le nombre de lettres.",
        ),
        Text(
            "Then go back one step at a time, until one step less would lose a letter.",
            "Puis revenez d'un palier à la fois, jusqu'à ce qu'un palier de moins fasse perdre une lettre.",
        ),
    ],
)


@task.reference
def every_letter():
    return right()


@task.alternative
def worst_letter_rounded_up():
    return -(-longest() // 50) * 50


@task.mutant(
    Text(
        "That is the window the program has today: nearly every French letter loses part of its prescription. Try a larger one.",
        "C'est la fenêtre actuelle du programme : presque toutes les lettres françaises y perdent une partie au moins de leur ordonnance. Essayez plus grand.",
    ),
)
def the_window_it_has(answer):
    return float(answer) == BUDGET


@task.mutant(
    Text(
        "The longest letter needs exactly that. Windows are sold in steps of 50: which step is the first that holds it?",
        "La plus longue lettre demande exactement cela. Les fenêtres se vendent par paliers de 50 : quel est le premier qui suffit ?",
    ),
)
def to_the_token(answer):
    return float(answer) == longest()


@task.mutant(
    Text(
        "Python takes the point for a decimal mark: that is about one token. Write the number without a point, a comma or a space: 600, 1500.",
        "Python prend le point pour une virgule décimale : cela fait environ un jeton. Écrivez le nombre sans point, sans virgule et sans "
        "espace : 600, 1500.",
    ),
)
def thousands_with_a_point(answer):
    return float(answer) < 10


@task.mutant(
    Text(
        "With that window most French letters lose their prescription, and at least one English letter does too. Try a larger one.",
        "Avec cette fenêtre, la plupart des lettres françaises perdent leur ordonnance, et une anglaise au moins la perd aussi. Essayez plus grand.",
    ),
)
def not_even_english(answer):
    return float(answer) < english()


@task.mutant(
    Text(
        "That window is enough for English: all its letters are read to the prescription. Most of the French ones are not.",
        "Cette fenêtre suffit pour l'anglais : toutes ses lettres sont lues jusqu'à l'ordonnance. La plupart des françaises ne le sont pas.",
    ),
)
def sized_for_english(answer):
    return float(answer) <= english()


@task.mutant(
    Text(
        "Some French letters are read, not all: each of the others belongs to a patient whose prescription is not read. The question asks for "
        "every letter.",
        "Certaines lettres françaises sont lues, pas toutes : chacune des autres est celle d'un patient dont l'ordonnance n'est pas lue. La "
        "question les demande toutes.",
    ),
)
def most_is_enough(answer):
    return float(answer) < right()


@task.mutant(
    Text(
        "Every letter is read, and a smaller window would do it too. Tokens cost money, time and energy.",
        "Toutes les lettres sont lues, mais une fenêtre plus petite y suffirait. Les jetons coûtent de l'argent, du temps et de "
        "l'énergie.",
    ),
)
def too_generous(answer):
    return float(answer) > right()
