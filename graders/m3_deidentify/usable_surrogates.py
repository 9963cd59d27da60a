"""Explorer's task 3: which invented numbers nobody can have."""

from itertools import product

from labkit.tasks import Text, value_task

RIGHT = "122112"

task = value_task(
    points=2,
    domain=["".join(figures) for figures in product("12", repeat=6)],
    why=Text(
        "Right. A number made up at random may ring at somebody's home, and a NIR with a wrong key is one slip away from a person. Take what is kept free: 06 39 98, 555-01 and order number 000.",
        "Juste. Un numéro inventé au hasard peut sonner chez quelqu'un, et un NIR à la clé fausse est à une faute de frappe d'une personne. Prenez ce qui est laissé libre : 06 39 98, 555-01 et le numéro d'ordre 000.",
    ),
    hints=[
        Text(
            "Hold each number against the list above it: does it lie in a block that is never given out?",
            "Mettez chaque numéro en face de la liste au-dessus : est-il dans une tranche qui n'est jamais attribuée ?",
        ),
        Text(
            "A wrong key does not make a number nobody's: look at the order number, the three digits before the key. For the RAMQ number, look at the day.",
            "Une clé fausse ne rend pas un numéro libre : regardez le numéro d'ordre, les trois chiffres avant la clé. Pour le numéro RAMQ, regardez le jour.",
        ),
    ],
)


@task.reference
def what_is_kept_free():
    return RIGHT


@task.mutant(
    Text(
        "You trust a wrong key. A person who corrects the slip, or reads the thirteen digits alone, holds somebody's number: its order number is 025, and 000 alone is nobody's.",
        "Vous faites confiance à une clé fausse. En corrigeant la faute, ou en lisant les treize chiffres seuls, on tient le numéro de quelqu'un : son numéro d'ordre est 025 ; seul 000 n'est à personne.",
    ),
)
def wrong_key_is_enough(answer):
    return answer[2] == "1"


@task.mutant(
    Text(
        "A telephone number that was made up at random can be somebody's, who will answer. Only some blocks are kept free.",
        "Un numéro de téléphone inventé au hasard peut être celui de quelqu'un, qui répondra. Seules certaines tranches sont laissées libres.",
    ),
)
def any_telephone(answer):
    return answer[2] == "2" and answer[1] == "1"


@task.mutant(
    Text(
        "You refuse a number that lies in a block kept free. Nobody has it: it may stand in a letter.",
        "Vous refusez un numéro d'une tranche laissée libre. Personne ne l'a : il peut figurer dans une lettre.",
    ),
)
def refuses_free_blocks(answer):
    return answer[1] == answer[2] == "2" and "2" in (answer[0], answer[3])


@task.mutant(
    Text(
        "The key of the fifth number is right, and yet nobody has it: INSEE counts births from 001, and its order number is 000.",
        "La clé du cinquième numéro est juste, et pourtant personne ne l'a : l'INSEE compte les naissances à partir de 001, et son numéro d'ordre est 000.",
    ),
)
def right_key_is_somebody(answer):
    return answer[:4] == RIGHT[:4] and answer[4] == "2"


@task.mutant(
    Text(
        "Look at the day of the RAMQ number: 14. A woman born on that day may have it. The day must be one that no month has.",
        "Regardez le jour du numéro RAMQ : 14. Une femme née ce jour-là peut l'avoir. Le jour doit être un jour qu'aucun mois ne contient.",
    ),
)
def possible_birthday(answer):
    return answer[:5] == RIGHT[:5] and answer[5] == "1"
