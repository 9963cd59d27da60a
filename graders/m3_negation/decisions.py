"""Explorer's task: decisions."""

from itertools import product

from labkit.tasks import Text, value_task

# The notebook's sentences, each with what its finding deserves: 1 (list it), 2 (recheck it), 3 (leave it off).
SENTENCES = (
    ("* Un [lymphome] n'est pas formellement exclu", "2"),
    ("DE PLUS EN PLUS DE [NAUSEES]", "1"),
    ("On note une [maladie de Crohn] chez un oncle paternel.", "3"),
    ("Cannot r/o [urinary tract infection].", "2"),
    ("She had [acute appendicitis] in 2020.", "3"),
    ("Onset of persistent [joint pain] 24 h ago.", "1"),
    ("Reconsulter si [syncope] ou mal de ventre", "3"),
)
RIGHT = "".join(figure for _sentence, figure in SENTENCES)

task = value_task(
    points=3,
    domain=["".join(figures) for figures in product("123", repeat=len(SENTENCES))],
    why=Text(
        "Right. Two to list, two to take back to the person who wrote them (at once, where it may be an emergency), three that say nothing of this patient tonight: a relative's, "
        "over, or only feared. A tool that may ask makes fewer errors than one that must answer.",
        "Juste. Deux à inscrire, deux à revérifier auprès de l'auteur (aussitôt, si ce peut être une urgence), trois qui ne disent rien de ce patient cette nuit : chez un proche, "
        "terminé, ou seulement redouté. Un outil qui peut demander se trompe moins qu'un outil obligé de répondre.",
    ),
    hints=[
        Text(
            "First ask whose finding it is, whether it is over, and whether it has happened or is only feared. If it is not this patient's "
            "now: 3.",
            "Demandez d'abord chez qui est le signe, s'il est terminé, et s'il a eu lieu ou s'il est seulement redouté. S'il n'est pas chez ce "
            "patient maintenant : 3.",
        ),
        Text(
            "« Cannot r/o » (cannot rule out) and « n'est pas formellement exclu » (is not formally excluded) leave a doubt: 2. « De plus en plus » (more and more) and « persistent » say "
            "that it is there: 1.",
            "« Cannot r/o » (on ne peut exclure) et « n'est pas formellement exclu » laissent un doute : 2. « De plus en plus » et « persistent » disent que c'est là : 1.",
        ),
    ],
)


@task.reference
def from_the_gold():
    return RIGHT


@task.mutant(
    Text(
        "« De plus en plus de » looks like a negation, and « persistent » says that something goes on. Is the finding denied in either? "
        "Read the two sentences again.",
        "« De plus en plus de » ressemble à une négation, et « persistent » dit que cela dure. Le signe est-il nié dans l'une ou l'autre ? "
        "Relisez les deux phrases.",
    ),
)
def a_negative_word_is_a_negation(answer):
    return "3" in (answer[1], answer[5])


@task.mutant(
    Text(
        "You leave out a finding that nobody has excluded: « n'est pas formellement exclu » (is not formally excluded), « cannot r/o » (cannot rule out). If it goes off the list, who will look "
        "again?",
        "Vous laissez de côté un signe que personne n'a exclu : « n'est pas formellement exclu », « cannot r/o » (on ne peut exclure). S'il quitte la "
        "liste, qui regardera de nouveau ?",
    ),
)
def not_found_means_excluded(answer):
    return "3" in (answer[0], answer[3])


@task.mutant(
    Text(
        "You list a finding about which the writer doubts. A lymphoma that « n'est pas formellement exclu » (is not formally excluded) has not been found. Who could say "
        "which it is?",
        "Vous inscrivez un signe dont l'auteur doute. Un lymphome qui « n'est pas formellement exclu » n'est pas pour autant "
        "trouvé. Qui pourrait dire ce qu'il en est ?",
    ),
)
def doubt_is_enough(answer):
    return "1" in (answer[0], answer[3])


@task.mutant(
    Text(
        "You send nearly everything back: then the tool spares nobody any reading. Which of these sentences leave no doubt?",
        "Vous renvoyez presque tout : l'outil n'épargne alors aucune lecture à personne. Lesquelles de ces phrases ne laissent aucun doute ?",
    ),
)
def everything_to_a_person(answer):
    return answer.count("2") >= 6


@task.mutant(
    Text(
        "You list what is over. The appendicitis of 2020 is this patient's, it is certain, and it is over. On tonight's list it would bring "
        "a surgeon. What does the rule of this task say of a past episode?",
        "Vous inscrivez ce qui est terminé. L'appendicite de 2020 est bien chez cette patiente, elle est certaine, et elle appartient au passé. Sur la "
        "liste de cette nuit, elle ferait appeler la chirurgie. Que dit la règle de cette tâche d'un épisode passé ?",
    ),
)
def history_is_tonights_problem(answer):
    return answer[4] == "1"


@task.mutant(
    Text(
        "« She had … in 2020 » leaves no doubt: it happened, and it is over. There is nothing to ask. What does the rule of this task say of "
        "a past episode?",
        "« She had … in 2020 » (elle a eu … en 2020) ne laisse aucun doute : c'est arrivé, et c'est terminé. Il n'y a rien à demander. Que dit la "
        "règle de cette tâche d'un épisode passé ?",
    ),
)
def history_is_doubt(answer):
    return answer[4] == "2"


@task.mutant(
    Text(
        "Whose Crohn's disease is it? It is stated plainly, but the list is about this patient.",
        "Chez qui est cette maladie de Crohn ? Elle est affirmée sans détour, mais la liste ne parle que de ce patient.",
    ),
)
def somebody_elses(answer):
    return answer[2] != "3"


@task.mutant(
    Text(
        "« Reconsulter si » (come back if) is an instruction: it says what to watch for. Has anything happened yet?",
        "« Reconsulter si » est une consigne : elle dit quoi surveiller. Quelque chose a-t-il déjà eu lieu ?",
    ),
)
def only_feared(answer):
    return answer[6] != "3"


@task.mutant(
    Text(
        "You send back sentences that are clear. Every recheck costs the time of somebody on the ward: keep it for those that leave "
        "a doubt.",
        "Vous renvoyez des phrases claires. Chaque vérification prend du temps à quelqu'un dans le service : gardez-la pour celles "
        "qui laissent un doute.",
    ),
)
def rechecks_everything(answer):
    return "2" in (answer[1], answer[5])
