"""Explorer's task: decisions."""

from functools import cache
from itertools import product

from labkit.tasks import Text, value_task

from .cohort import mentions

DECIDED_ROWS = (1172, 129, 464, 368, 1073, 248, 275)


def decision(row):
    """C (call it), R (recheck) or A (abstain): what the gold says of the finding at that row."""
    found = mentions().loc[row]
    if found.polarity == "absent" or found.experiencer == "family" or found.temporality != "current":
        return "A"
    return "R" if found.polarity == "uncertain" else "C"


@cache
def right():
    return "".join(decision(row) for row in DECIDED_ROWS)


task = value_task(
    points=3,
    domain=["".join(letters) for letters in product("CRA", repeat=len(DECIDED_ROWS))],
    why=Text(
        "Right. Two to call, two to take back to whoever wrote them, three that say nothing of this patient tonight: a relative's, over, "
        "or only feared. A tool that may abstain makes fewer errors than one that must answer.",
        "Juste. Deux à inscrire, deux à reprendre avec qui les a écrites, trois qui ne disent rien de ce patient cette nuit : à un proche, "
        "terminé, ou seulement redouté. Un outil qui peut s'abstenir se trompe moins qu'un outil obligé de répondre.",
    ),
    hints=[
        Text(
            "First ask whose finding it is, whether it is over, and whether it is said at all or only feared: if not this patient's now, A.",
            "Demandez d'abord à qui est le signe, s'il est terminé, et s'il est affirmé ou seulement redouté : s'il n'est pas à ce patient "
            "maintenant, A.",
        ),
        Text(
            "« No argument for » and « not excluded » leave a doubt: R. « Not only » and « no change in » say that it is there: C.",
            "« Pas d'argument pour » et « not excluded » laissent un doute : R. « Pas que » et « no change in » disent que c'est là : C.",
        ),
    ],
)


@task.reference
def from_the_gold():
    return right()


@task.alternative
def in_small_letters():
    return right().lower()


@task.alternative
def with_spaces_around():
    return f" {right()} "


@task.mutant(
    Text(
        "« N'a pas que » and « no significant change in » hold a negative word. What does it deny: the finding, or something else "
        "that is said of it? Read the two sentences again.",
        "« N'a pas que » et « no significant change in » (pas de changement notable) contiennent un mot négatif. Que nie-t-il : le "
        "signe, ou autre chose qu'on en dit ? Relisez les deux phrases.",
    ),
)
def a_negative_word_is_a_negation(answer):
    return "A" in (answer[1], answer[5])


@task.mutant(
    Text(
        "You leave out a finding that nobody has excluded: « pas d'argument pour », « not excluded ». Not found is not excluded. If "
        "it goes off the list, who will look again?",
        "Vous laissez de côté un signe que personne n'a exclu : « pas d'argument pour », « not excluded » (non exclu). Non trouvé "
        "n'est pas exclu. S'il quitte la liste, qui regardera de nouveau ?",
    ),
)
def not_found_means_excluded(answer):
    return "A" in (answer[0], answer[3])


@task.mutant(
    Text(
        "You call a finding about which the writer doubts. A heart attack « not excluded » is not one that happened. Who could say "
        "which it is?",
        "Vous inscrivez un signe dont l'auteur doute. Un infarctus « not excluded » (non exclu) n'a pas pour autant eu lieu. Qui "
        "pourrait dire ce qu'il en est ?",
    ),
)
def doubt_is_enough(answer):
    return "C" in (answer[0], answer[3])


@task.mutant(
    Text(
        "You send nearly everything back: then the tool spares nobody any reading. Which of these sentences leave no doubt?",
        "Vous renvoyez presque tout : l'outil n'épargne alors aucune lecture à personne. Lesquelles de ces phrases ne laissent aucun doute ?",
    ),
)
def everything_to_a_person(answer):
    return answer.count("R") >= 6


@task.mutant(
    Text(
        "You call what is over. The attack of 2018 is this patient's, and sure, and past. On tonight's list it would start a stroke "
        "alert. What does the rule of this task say of a past episode?",
        "Vous inscrivez ce qui est terminé. L'accident de 2018 est bien à ce patient, et certain, mais passé. Sur la liste de cette "
        "nuit, il déclencherait une alerte AVC. Que dit la règle de cette tâche d'un épisode passé ?",
    ),
)
def history_is_tonights_problem(answer):
    return answer[4] == "C"


@task.mutant(
    Text(
        "« Previous … in 2018 » leaves no doubt: it happened, and it is over. There is nothing to ask anybody. What does the rule "
        "of this task say of a past episode?",
        "« Previous … in 2018 » (antérieur, en 2018) ne laisse aucun doute : c'est arrivé, et c'est terminé. Il n'y a rien à "
        "demander à personne. Que dit la règle de cette tâche d'un épisode passé ?",
    ),
)
def history_is_doubt(answer):
    return answer[4] == "R"


@task.mutant(
    Text(
        "Whose osteoporosis is it? It is stated surely, but the list is about this patient.",
        "À qui est cette ostéoporose ? Elle est affirmée sans détour, mais la liste ne parle que de ce patient.",
    ),
)
def somebody_elses(answer):
    return answer[2] != "A"


@task.mutant(
    Text(
        "« Reconsulter si » (come back if) is an instruction: it says what to watch for. Has anything happened yet?",
        "« Reconsulter si » est une consigne : elle dit quoi surveiller. Quelque chose a-t-il déjà eu lieu ?",
    ),
)
def only_feared(answer):
    return answer[6] != "A"


@task.mutant(
    Text(
        "You send back sentences that are clear. Every recheck costs the time of somebody on the ward: keep it for those that leave "
        "a doubt.",
        "Vous renvoyez des phrases claires. Chaque vérification prend du temps à quelqu'un dans le service : gardez-la pour celles "
        "qui laissent un doute.",
    ),
)
def rechecks_everything(answer):
    return "R" in (answer[1], answer[5])
