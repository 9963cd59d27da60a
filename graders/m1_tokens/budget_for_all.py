"""Explorer's task: budget for all."""

from functools import cache

from labkit.tasks import Text, value_task

from .cohort import BUDGET, parallel_letters, section_costs


@cache
def tokens_to_the_prescription(language):
    """For each letter that has one in both languages: tokens from its start to the end of its prescription."""
    frame = parallel_letters().frame
    needed = []
    for pair in frame.pair_id.unique():
        if all("discharge_drugs" in section_costs(f"{pair}-{code}") for code in ("en", "fr")):
            costs = section_costs(f"{pair}-{language}")
            names = list(costs)
            needed.append(sum(costs[name] for name in names[: names.index("discharge_drugs") + 1]))
    return needed


def share_kept(language, budget):
    needed = tokens_to_the_prescription(language)
    return sum(n <= budget for n in needed) / len(needed)


BUDGETS = range(100, 3050, 50)


@cache
def right():
    return next(budget for budget in BUDGETS if share_kept("fr", budget) == 1)


@cache
def english():
    return next(budget for budget in BUDGETS if share_kept("en", budget) == 1)


@cache
def longest():
    return max(tokens_to_the_prescription("fr"))


@cache
def more():
    return round(100 * (right() / english() - 1))


task = value_task(
    points=2,
    domain=lambda: [*BUDGETS, BUDGET, longest(), *map(str, [*BUDGETS, BUDGET, longest()])],
    accepts=lambda answer: float(answer) == right(),
    why=lambda: Text(
        f"Right. {english()} tokens would do for every English letter; for every French one it takes {more()} % more: that is money, "
        "time and, in a fixed window, what is left unread.",
        f"Juste. {english()} jetons suffiraient à toutes les lettres anglaises ; pour toutes les françaises, il en faut {more()} % de "
        "plus : c'est de l'argent, du temps et, dans une fenêtre fixe, ce qui n'est pas lu.",
    ),
    hints=[
        Text(
            "Try 600, then 900, then 1500: are all the French letters read yet?",
            "Essayez 600, puis 900, puis 1500 : toutes les lettres françaises sont-elles lues ?",
        ),
        Text(
            "Close in by steps of 50, until 50 less would lose a letter.",
            "Resserrez de 50 en 50, jusqu'à ce que 50 de moins fassent perdre une lettre.",
        ),
    ],
)


@task.reference
def every_letter():
    return right()


@task.alternative
def as_decimal():
    return float(right())


@task.alternative
def worst_letter_rounded_up():
    return -(-longest() // 50) * 50


@task.mutant(
    Text(
        "That is the window the program has today: nearly every French letter loses its prescription. Try a larger one.",
        "C'est la fenêtre que le programme a aujourd'hui : presque toutes les lettres françaises y perdent leur ordonnance. Essayez "
        "plus grand.",
    ),
)
def the_window_it_has(answer):
    return float(answer) == BUDGET


@task.mutant(
    Text(
        "To the very token, yes: windows are bought in steps, here of 50. Which step is the first to hold it?",
        "Au jeton près, oui : mais une fenêtre s'achète par paliers, ici de 50. Quel est le premier palier qui suffit ?",
    ),
)
def to_the_token(answer):
    return float(answer) == longest()


@task.mutant(
    Text(
        "With that budget most French letters lose their prescription, and even an English one does. Try a larger one.",
        "Avec ce budget, la plupart des lettres françaises perdent leur ordonnance, et même une anglaise. Essayez plus grand.",
    ),
)
def not_even_english(answer):
    return float(answer) < english()


@task.mutant(
    Text(
        "That is sized for English: all of its letters are read to the prescription, and many of the French ones are not.",
        "C'est dimensionné pour l'anglais : toutes ses lettres sont lues jusqu'à l'ordonnance, beaucoup de françaises non.",
    ),
)
def sized_for_english(answer):
    return float(answer) <= english()


@task.mutant(
    Text(
        "Most French letters pass, not all: behind each of the others is a patient whose prescription is not read. Every one is "
        "asked for.",
        "La plupart des lettres françaises passent, pas toutes : derrière chacune des autres, un patient dont l'ordonnance n'est "
        "pas lue. On les demande toutes.",
    ),
)
def most_is_enough(answer):
    return float(answer) < right()


@task.mutant(
    Text(
        "Every letter is read, and a smaller budget would do it too: tokens are paid for, in money, time and energy.",
        "Toutes les lettres sont lues, et un budget plus petit y suffirait : les jetons se paient, en argent, en temps et en "
        "énergie.",
    ),
)
def too_generous(answer):
    return float(answer) > right()
