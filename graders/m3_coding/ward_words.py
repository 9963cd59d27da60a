"""Explorer's task 1: which words of a note to hide from the model."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "12112122"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("12", repeat=8)],
    why=Text(
        "Right. What says where the bed is, or who signs, goes; what says something about her stays. Hiding the word cardiology alone leaves the unit's number, the room and the signature, which say the same.",
        "Juste. Ce qui dit où est le lit, ou qui signe, s'efface ; ce qui dit quelque chose d'elle reste. Masquer le seul mot cardiologie laisse le numéro de l'unité, la chambre et la signature, qui disent la même chose.",
    ),
    hints=[
        Text(
            "Imagine that she had been given another bed that night. Which of the eight lines would read otherwise, though her illness is the same?",
            "Imaginez qu'on lui ait trouvé un autre lit cette nuit-là. Lesquelles des huit lignes changeraient, alors que sa maladie est la même ?",
        ),
        Text(
            "Four lines would change. A finding, an opinion, a symptom and what was done to her would not.",
            "Quatre lignes changeraient. Un résultat, un avis, un symptôme et un soin reçu, non.",
        ),
    ],
)


@task.reference
def where_the_bed_is():
    return RIGHT


@task.mutant(
    Text(
        "Only the letterhead is hidden. The number of the unit, the room or the signature gives the ward away as well: a model needs one of them.",
        "Seul l'en-tête est masqué. Le numéro de l'unité, la chambre ou la signature livrent aussi le service : un seul suffit au modèle.",
    ),
)
def letterhead_only(answer):
    return answer[0] == "1" and answer.count("1") < 4 and all(answer[place] == "2" for place in (1, 4, 6, 7))


@task.mutant(
    Text(
        "You hide a finding or a symptom. Without line 2 or line 7, nothing is left from which her illness could be read.",
        "Vous masquez un résultat ou un symptôme. Sans la ligne 2 ou la ligne 7, il ne reste rien où lire sa maladie.",
    ),
)
def findings_hidden(answer):
    return "1" in (answer[1], answer[6])


@task.mutant(
    Text(
        "Look at line 5 again: it holds the word, but it is an opinion about her, and it denies. Hide it, and a coder loses what decides.",
        "Revoyez la ligne 5 : elle contient le mot, mais c'est un avis sur elle, et il nie. La masquer, c'est ôter au codeur ce qui tranche.",
    ),
)
def the_word_wherever_it_stands(answer):
    return answer[4] == "1"


@task.mutant(
    Text(
        "Look at line 8 again: it names a ward, but it says what was done to her. Intubation is part of her stay, wherever she lies tonight.",
        "Revoyez la ligne 8 : elle nomme un service, mais elle dit ce qu'on lui a fait. L'intubation fait partie de son séjour, où qu'elle dorme ce soir.",
    ),
)
def what_was_done_hidden(answer):
    return answer[7] == "1"


@task.mutant(
    Text(
        "The letterhead itself is left. It is the shortcut.",
        "L'en-tête lui-même est resté. C'est lui, le raccourci.",
    ),
)
def letterhead_left(answer):
    return answer[0] == "2"
