"""Explorer's task: sections to send."""

from functools import cache
from itertools import accumulate, combinations

from labkit.tasks import Text, value_task

from .cohort import BUDGET, section_costs

# What the program's own instructions take of the window, in the task on sections.
INSTRUCTIONS = 80
# What CSP R1112-1-2 asks of a French discharge letter, by the name of the section in the letter.
REQUIRED = ("assessment", "discharge_drugs", "followup")


@cache
def names():
    """Sections of the French letter after the letterhead, by the number they bear in the notebook's table."""
    return {
        str(number): name
        for number, name in enumerate((n for n in section_costs("french") if n != "letterhead"), start=1)
    }


@cache
def numbers():
    return {name: number for number, name in names().items()}


@cache
def room():
    return BUDGET - INSTRUCTIONS - section_costs("french")["letterhead"]


def sections_lost(answer):
    """Required sections that a choice such as "1234" leaves out, and whether it fits beside the letterhead."""
    chosen = {names()[number] for number in answer}
    return set(REQUIRED) - chosen, sum(section_costs("french")[name] for name in chosen) <= room()


@cache
def choices():
    return ["".join(four) for four in combinations(names(), 4)]


@cache
def first():
    """What plain truncation would send: the sections that end before the budget does."""
    ends = accumulate(section_costs("french")[name] for name in names().values())
    return {number for number, end in zip(names(), ends, strict=True) if end <= room()}


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
        "Right. Synthesis, discharge treatment, follow-up: the next clinician acts on these, and the French decree asks for them. The "
        "fourth is your ward's choice. A choice that is written down can be discussed; a cut made by the window cannot.",
        "Juste. Synthèse, traitement de sortie, suite à donner : la personne qui reprend les soins en a besoin pour agir, et le décret français "
        "les demande. La quatrième est le choix de votre service. Un choix écrit se discute ; une coupure faite par la fenêtre, non.",
    ),
    hints=[
        Text(
            "You are the family physician, tomorrow morning, with only these four sections. What do you prescribe, and when do "
            "you see the patient?",
            "Vous êtes le médecin traitant (médecin de famille), demain matin, avec ces quatre sections seulement. Que prescrivez-"
            "vous, et quand revoyez-vous la patiente ?",
        ),
        Text(
            "The decree asks for three: the synthesis of the stay, the treatment at discharge, what comes next. Choose the fourth so that "
            "the four together fit.",
            "Le décret en demande trois : la synthèse du séjour, le traitement de sortie, la suite. Choisissez la quatrième pour que les "
            "quatre ensemble tiennent.",
        ),
    ],
)


@task.reference
def first_that_fits():
    return right()[0]


@task.alternative
def another_fourth():
    return right()[-1]


@task.mutant(
    Text(
        "These are the first sections, what truncation sends. A letter begins with the past; what to do comes at its end.",
        "Ce sont les premières sections, celles qu'envoie la troncature. Une lettre commence par le passé ; ce qu'il faut faire est à la fin.",
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
    return not set(answer) & {numbers()[name] for name in REQUIRED}


@task.mutant(
    Text(
        "The discharge treatment is missing: the next clinician would renew the old one, and with it the drug that was stopped.",
        "Il manque le traitement de sortie : la personne qui reprend les soins renouvellerait l'ancien, y compris le médicament arrêté.",
    ),
)
def no_prescription(answer):
    return numbers()["discharge_drugs"] not in answer


@task.mutant(
    Text(
        "The follow-up is missing: nobody checks the kidneys, and nobody decides about the drug that was stopped.",
        "Il manque la suite à donner : personne ne contrôle la fonction rénale, et personne ne décide du médicament arrêté.",
    ),
)
def no_follow_up(answer):
    return numbers()["followup"] not in answer


@task.mutant(
    Text(
        "The course tells the stay day by day. The synthesis names the diagnosis, for a third of the tokens: the next clinician needs it first.",
        "L'évolution raconte le séjour jour après jour. La synthèse nomme le diagnostic, pour un tiers des jetons : la personne qui reprend "
        "les soins en a besoin d'abord.",
    ),
)
def course_for_synthesis(answer):
    return numbers()["assessment"] not in answer and numbers()["course"] in answer


@task.mutant(
    Text(
        "The conclusion of the stay is missing: these treatments come without the diagnosis they treat.",
        "Il manque la conclusion du séjour : ces traitements arrivent sans le diagnostic qu'ils traitent.",
    ),
)
def no_synthesis(answer):
    return numbers()["assessment"] not in answer


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
