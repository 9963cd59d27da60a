"""Explorer's task: sections to send."""

from functools import cache
from itertools import accumulate, combinations

from labkit.tasks import Text, value_task

from .cohort import BUDGET, parallel_letters, section_costs

# What the program's own instructions take of the window, in the task on sections.
INSTRUCTIONS = 60
# What CSP R1112-1-2 asks of a French discharge letter, by the name of the section in labkit's letters.
REQUIRED = ("assessment", "discharge_drugs", "followup")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@cache
def case_sections():
    """Sections of the case's French letter after the letterhead, by the letter they bear in the notebook's table."""
    frame = parallel_letters().frame
    for pair in frame.pair_id[frame.main_condition == "pneumonia"].unique():
        if all(set(REQUIRED) <= set(section_costs(f"{pair}-{code}")) for code in ("en", "fr")):
            costs = section_costs(f"{pair}-fr")
            names = [name for name in costs if name != "letterhead"]
            return dict(zip(LETTERS, names, strict=False)), costs
    raise ValueError("no letter of a pneumonia with all the required sections: choose another random_state")


def sections_lost(letters):
    """Required sections that a choice such as "ABCD" leaves out, and whether it fits beside the letterhead."""
    by_letter, costs = case_sections()
    names = {by_letter[letter] for letter in letters}
    fits = sum(costs[name] for name in names) + costs["letterhead"] + INSTRUCTIONS <= BUDGET
    return set(REQUIRED) - names, fits


@cache
def by_letter():
    return case_sections()[0]


@cache
def costs():
    return case_sections()[1]


@cache
def of():
    return {name: letter for letter, name in by_letter().items()}


@cache
def choices():
    return ["".join(four) for four in combinations(by_letter(), 4)]


# what plain truncation would send: the sections that end before the budget does
@cache
def before():
    return list(accumulate(costs()[name] for name in by_letter().values()))


@cache
def room():
    return BUDGET - INSTRUCTIONS - costs()["letterhead"]


@cache
def first():
    return {letter for letter, end in zip(by_letter(), before(), strict=True) if end <= room()}


def accepts(answer):
    lost, fits = sections_lost(answer)
    return not lost and fits


@cache
def right():
    return [choice for choice in choices() if accepts(choice)]


task = value_task(
    points=3,
    domain=choices,
    accepts=accepts,
    unordered=True,
    why=Text(
        "Right. Synthesis, discharge treatment, follow-up: what the next clinician acts on, and what the French decree asks of "
        "the letter. The fourth is your ward's choice. Written down, it can be discussed; cut by a budget, it cannot.",
        "Juste. Synthèse, traitement de sortie, suite à donner : ce dont a besoin qui prend la suite des soins, et ce que le décret "
        "français demande à la lettre. La quatrième est le choix de votre service. Écrit, cela se discute ; coupé par un budget, non.",
    ),
    hints=[
        Text(
            "You are the family physician, tomorrow morning, with only these four sections. What will you prescribe, and when do "
            "you see the patient?",
            "Vous êtes le médecin traitant (médecin de famille), demain matin, avec ces quatre sections seulement. Que prescrivez-"
            "vous, et quand revoyez-vous le patient ?",
        ),
        Text(
            "Three are required by the decree (the synthesis of the stay, the treatment at discharge, what comes next); choose the "
            "fourth so that it all fits.",
            "Trois sont demandées par le décret (la synthèse du séjour, le traitement de sortie, la suite) ; choisissez la quatrième "
            "pour que le tout tienne.",
        ),
    ],
)


@task.reference
def first_that_fits():
    return right()[0]


@task.alternative
def another_fourth():
    return right()[-1]


@task.alternative
def most_important_first():
    return ", ".join(right()[0][::-1])


@task.alternative
def in_small_letters():
    return right()[0].lower()


@task.mutant(
    Text(
        "Those are the first sections: what truncation sends. A letter opens with the past; what to do stands at its end.",
        "Ce sont les premières sections : ce qu'envoie la troncature. Une lettre s'ouvre sur le passé ; ce qu'il faut faire est à "
        "la fin.",
    ),
)
def head_of_the_letter(answer):
    return set(answer) <= first()


@task.mutant(
    Text(
        "These tell how the stay went, and none says what to do: no conclusion, no treatment, no follow-up.",
        "Celles-ci racontent le séjour, et aucune ne dit quoi faire : ni conclusion, ni traitement, ni suite.",
    ),
)
def story_without_action(answer):
    return not set(answer) & {of()[name] for name in REQUIRED}


@task.mutant(
    Text(
        "The discharge treatment is missing: the next clinician would renew the old one.",
        "Il manque le traitement de sortie : qui prend la suite des soins renouvellerait l'ancien.",
    ),
)
def no_prescription(answer):
    return of()["discharge_drugs"] not in answer


@task.mutant(
    Text(
        "The instructions and appointments are missing: the patient goes home and nobody is expecting them.",
        "Il manque les consignes et les rendez-vous : le patient rentre et personne ne l'attend.",
    ),
)
def no_follow_up(answer):
    return of()["followup"] not in answer


@task.mutant(
    Text(
        "The course tells the stay day by day; the synthesis concludes it, diagnosis included, in half the tokens. The next clinician "
        "needs the conclusion first.",
        "L'évolution raconte le séjour jour après jour ; la synthèse le conclut, diagnostic compris, en deux fois moins de jetons. Qui "
        "prend la suite des soins a d'abord besoin de la conclusion.",
    ),
)
def course_for_synthesis(answer):
    return of()["assessment"] not in answer and of()["course"] in answer


@task.mutant(
    Text(
        "The conclusion of the stay is missing: treatments without the diagnosis they treat.",
        "Il manque la conclusion du séjour : des traitements sans le diagnostic qu'ils traitent.",
    ),
)
def no_synthesis(answer):
    return of()["assessment"] not in answer


@task.mutant(
    Text(
        "The three that matter most are there, but with this fourth one the letter no longer fits: its end would be cut again. Choose a "
        "shorter one.",
        "Les trois qui comptent le plus y sont, mais avec cette quatrième la lettre ne tient plus : sa fin serait encore coupée. "
        "Choisissez-en une plus courte.",
    ),
)
def does_not_fit(answer):
    lost, fits = sections_lost(answer)
    return not lost and not fits
