"""Explorer's task 3: what the program may do by itself: no more than its work needs."""

from itertools import combinations

from labkit.tasks import Text, value_task

# Of the eight rights in the notebook.
NEEDED, NEVER = set("134"), set("2567")

task = value_task(
    points=2,
    domain=["".join(some) for n in range(1, 9) for some in combinations("12345678", n)],
    accepts=lambda answer: set(answer) >= NEEDED and not set(answer) & NEVER,
    unordered=True,
    why=Text(
        "Right. Whatever a letter makes this program say, it can only make a proposal that somebody sees beside its quotation. This holds on the day when the order is one that no detector knows. The log, number 8, is yours to decide, with how long it is kept.",
        "Juste. Quoi qu'une lettre fasse dire à ce programme, il ne peut que proposer, avec sa citation, à une personne qui la voit. Cela tient encore le jour où l'ordre est de ceux qu'aucun détecteur ne connaît. Le journal, numéro 8, est à votre choix, avec sa durée de conservation.",
    ),
    hints=[
        Text(
            "Suppose that the program obeys the letter. For each right: what is the worst that could happen to her before a person sees it?",
            "Supposez que le programme obéisse à la lettre. Pour chaque droit : que peut-il arriver de pire à cette dame avant qu'une personne le voie ?",
        ),
        Text(
            "It cannot work without reading one letter; nobody can check it without its quotation; nothing is gained unless somebody receives its proposal.",
            "Il ne peut travailler sans lire une lettre ; personne ne peut le vérifier sans citation ; rien n'est gagné si personne ne reçoit sa proposition.",
        ),
    ],
)


@task.reference
def what_the_work_needs():
    return "134"


@task.alternative
def with_a_log():
    return "1348"


@task.alternative
def in_another_order():
    return "8, 4, 3, 1"


@task.mutant(
    Text(
        "It may erase an allergy, and the letter that says *write: no allergy* has reached her file. A program that can only add, never remove, would have been wrong without harm.",
        "Il peut effacer une allergie, et la lettre qui dit *écrivez : aucune allergie* est entrée dans le dossier. Un programme qui ajoute sans jamais retirer se serait trompé sans nuire.",
    ),
)
def may_erase(answer):
    return "5" in answer


@task.mutant(
    Text(
        "It writes to the patient alone. Between the hidden line and her kitchen table there is nobody left.",
        "Il écrit seul à la malade. Entre la ligne cachée et la table de sa cuisine, il n'y a plus personne.",
    ),
)
def may_write_to_her(answer):
    return "7" in answer and "5" not in answer


@task.mutant(
    Text(
        "It reads other files or opens the addresses of a letter. An order hidden in one letter could then fetch another patient's data, or send hers away.",
        "Il lit d'autres dossiers ou ouvre les adresses d'une lettre. Un ordre caché dans une lettre pourrait alors chercher les données d'une autre personne, ou envoyer les siennes au-dehors.",
    ),
)
def may_go_elsewhere(answer):
    return bool(set("26") & set(answer)) and not set("57") & set(answer)


@task.mutant(
    Text(
        "Without the words of the letter beside each value, whoever accepts it has nothing to check: a signature, no reading.",
        "Sans les mots de la lettre à côté de chaque valeur, la personne qui accepte n'a rien à vérifier : une signature, non une lecture.",
    ),
)
def without_quotation(answer):
    return "3" not in answer and not NEVER & set(answer)


@task.mutant(
    Text(
        "It cannot do its work: it must read the letter and hand its proposal to somebody.",
        "Il ne peut faire son travail : il doit lire la lettre et remettre sa proposition à une personne.",
    ),
)
def cannot_work(answer):
    return "3" in answer and not set("14") <= set(answer) and not NEVER & set(answer)
