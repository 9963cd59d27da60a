"""Explorer's task 2: what no summary of this letter may leave out."""

from itertools import combinations

from labkit.tasks import Text, value_task

# Of the eight facts in the notebook: diagnosis, what was ruled out, two high-alert drugs, one stopped, one check.
REQUIRED, NEVER = set("124567"), set("3")


def accepts(answer):
    chosen = set(answer)
    return chosen >= REQUIRED and not chosen & NEVER


task = value_task(
    points=2,
    domain=["".join(some) for n in range(1, 9) for some in combinations("12345678", n)],
    accepts=accepts,
    unordered=True,
    why=Text(
        "Right. The next prescription rests on these: the disease, what was looked for and is not there, drugs with a narrow margin, the one that was stopped, the check. Number 8 is your ward's choice.",
        "Juste. La prochaine ordonnance en dépend : la maladie, ce qu'on a cherché et qui n'y est pas, les médicaments à marge étroite, celui qu'on a arrêté, le contrôle. Le numéro 8 est au choix de votre service.",
    ),
    hints=[
        Text(
            "You see her in a week, with the summary only. What could you prescribe wrongly, or do a second time?",
            "Vous la voyez dans une semaine, avec le seul résumé. Que pourriez-vous prescrire à tort, ou refaire ?",
        ),
        Text(
            "A summary that lacks one of yours will be held back. So leave out what would change nothing: at least one of the eight.",
            "Un résumé auquel il en manque un sera retenu. Laissez donc de côté ce qui ne changerait rien : au moins un des huit.",
        ),
    ],
)


@task.reference
def what_is_acted_on():
    return "124567"


@task.alternative
def with_how_she_is():
    return "1245678"


@task.alternative
def in_another_order():
    return "7, 6, 5, 4, 2, 1"


@task.mutant(
    Text(
        "Everything may not be critical: a rule that holds back every summary is soon switched off.",
        "Tout ne peut pas être critique : une règle qui retient chaque résumé est vite débranchée.",
    ),
)
def everything(answer):
    return len(set(answer)) == 8


@task.mutant(
    Text(
        "You leave out what was ruled out. The family doctor, who hears her cough, orders the scan again; or nobody looks, since nobody knows.",
        "Vous laissez ce qui a été écarté. Son médecin, en l'entendant tousser, redemande le scanner ; ou l'on ne cherche plus, faute de savoir.",
    ),
)
def without_what_was_ruled_out(answer):
    return "2" not in answer and set("4567") <= set(answer)


@task.mutant(
    Text(
        "A drug that was stopped is missing. It stands on last month's prescription, and it will be renewed.",
        "Il manque un médicament arrêté. Il est sur l'ordonnance du mois dernier : on le renouvellera.",
    ),
)
def without_what_was_stopped(answer):
    return "6" not in answer and set("45") <= set(answer)


@task.mutant(
    Text(
        "A drug with a narrow margin is missing. A forgotten blood thinner, or digoxin taken twice, brings her back.",
        "Il manque un médicament à marge étroite. Un anticoagulant oublié, ou de la digoxine prise deux fois, la ramènent à l'hôpital.",
    ),
)
def without_a_dangerous_drug(answer):
    return not set("45") <= set(answer)


@task.mutant(
    Text(
        "Nobody will know what is to be checked, and when. Kidneys decide the dose of two of her drugs.",
        "Personne ne saura quoi contrôler, ni quand. Les reins décident de la dose de deux de ses médicaments.",
    ),
)
def without_the_check(answer):
    return "7" not in answer and set("456") <= set(answer)


@task.mutant(
    Text(
        "Where she lives matters to home care, and is in the letter. Would a summary without it harm her?",
        "Son logement importe aux soins à domicile, et la lettre le dit. Un résumé sans lui ferait-il du tort ?",
    ),
)
def where_she_lives(answer):
    return "3" in answer and len(set(answer)) < 8 and set("124567") <= set(answer)


@task.mutant(
    Text(
        "What did she have? A list of drugs without the disease cannot be checked by anybody.",
        "Qu'avait-elle ? Une liste de médicaments sans la maladie ne peut être vérifiée par personne.",
    ),
)
def without_the_disease(answer):
    return "1" not in answer and set("24567") <= set(answer)
