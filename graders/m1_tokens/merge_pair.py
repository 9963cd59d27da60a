"""Builder's task 3: merge."""

from itertools import pairwise

from labkit.tasks import Text, case, function_task, laws

from .lexis import LEXIS, some

task = function_task(
    points=2,
    forbids=["labkit.text.tokens.merge_pair", "labkit.text.tokens.merging"],
    why=Text(
        "Right. One merge makes the text shorter and loses nothing: put the pieces end to end and the text is back.",
        "Juste. Une fusion raccourcit le texte et ne perd rien : mettez les morceaux bout à bout, et le texte revient.",
    ),
    hints=[
        Text(
            "Walk from left to right with a position `i`. If pieces `i` and `i + 1` are the pair, add their sum and jump by 2.",
            "Avancez de gauche à droite avec une position `i`. Si les morceaux `i` et `i + 1` sont la paire, ajoutez leur somme et "
            "avancez de 2.",
        ),
        Text(
            "Otherwise add piece `i` and go on by 1. Note that the last piece has no neighbour.",
            "Sinon, ajoutez le morceau `i` et avancez de 1. Attention au dernier : il n'a pas de voisin.",
        ),
        Text(
            "`if tuple(pieces[i:i + 2]) == tuple(pair)` is safe at the end of the list too.",
            "`if tuple(pieces[i:i + 2]) == tuple(pair)` convient aussi à la fin de la liste.",
        ),
    ],
    laws=[
        laws.rejoins(
            "pieces",
            Text(
                "Put end to end, your pieces no longer spell the word: a merge may lose or repeat nothing.",
                "Mis bout à bout, vos morceaux n'écrivent plus le mot : une fusion ne doit rien perdre ni rien répéter.",
            ),
        ),
        laws.shortens(
            "pieces",
            Text(
                "The pair stands in the list, and your list is no shorter: each merge makes one piece out of two.",
                "La paire figure dans la liste, et votre liste n'est pas plus courte : chaque fusion fait un morceau de deux.",
            ),
        ),
        laws.known(
            {"pieces": ["l", "a", "l", "a"], "pair": ("l", "a")},
            ["la", "la"],
            Text(
                "l a l a with the pair (l, a) makes two pieces, la and la. What does yours give?",
                "l a l a avec la paire (l, a) donne deux morceaux, la et la. Que donne la vôtre ?",
            ),
        ),
    ],
)


@task.reference
def from_left_to_right(pieces, pair):
    merged, i = [], 0
    while i < len(pieces):
        both = tuple(pieces[i : i + 2]) == tuple(pair)
        merged.append(pair[0] + pair[1] if both else pieces[i])
        i += 2 if both else 1
    return merged


@task.alternative
def onto_the_last(pieces, pair):
    merged, open_left = [], False  # open_left: the last piece may still be the left of the pair
    for piece in pieces:
        if open_left and piece == pair[1] and merged[-1] == pair[0]:
            merged[-1] += piece
            open_left = False
        else:
            merged.append(piece)
            open_left = True
    return merged


@task.alternative
def by_iterator(pieces, pair):
    rest, merged = list(pieces), []
    while rest:
        piece = rest.pop(0)
        if rest and (piece, rest[0]) == tuple(pair):
            piece += rest.pop(0)
        merged.append(piece)
    return tuple(merged)


task.equivalent("onto_the_last:word:False -> True #2", "a merged piece is longer than the left of its pair")


@task.mutant(
    Text(
        "In « aaa », with the pair (a, a), you use the middle letter twice: a letter cannot be in two tokens. After a merge, jump over both.",
        "Dans « aaa », avec la paire (a, a), vous utilisez deux fois la lettre du milieu : une lettre ne peut pas être dans deux jetons. Après "
        "une fusion, sautez les deux.",
    ),
)
def overlapping(pieces, pair):
    merged = []
    for i, piece in enumerate(pieces):
        if tuple(pieces[i : i + 2]) == tuple(pair):
            merged.append(pair[0] + pair[1])
        elif not (i and tuple(pieces[i - 1 : i + 1]) == tuple(pair)):
            merged.append(piece)
    return merged


@task.mutant(
    Text(
        "You merge only the first place where the pair stands. The merge applies wherever it stands.",
        "Vous ne fusionnez que le premier endroit où se trouve la paire. La fusion s'applique partout où elle se trouve.",
    ),
)
def first_only(pieces, pair):
    for i in range(len(pieces) - 1):
        if (pieces[i], pieces[i + 1]) == tuple(pair):
            return [*pieces[:i], pair[0] + pair[1], *pieces[i + 2 :]]
    return list(pieces)


@task.mutant(
    Text(
        "You go from right to left: with the pair (a, a), « aaa » then gives a + aa. The convention is left to right: aa + a; encoding and training "
        "must share it.",
        "Vous allez de droite à gauche : avec la paire (a, a), « aaa » donne alors a + aa. La convention est de gauche à droite : aa + a ; "
        "l'entraînement et l'encodage doivent la partager.",
    ),
)
def from_the_right(pieces, pair):
    turned = from_left_to_right([p[::-1] for p in pieces[::-1]], (pair[1][::-1], pair[0][::-1]))
    return [p[::-1] for p in turned[::-1]]


@task.mutant(
    Text(
        "You add the merged piece and keep its right half too: the letters are there twice. After a merge, go on by 2.",
        "Vous ajoutez le morceau fusionné et gardez aussi sa moitié droite : les lettres y sont deux fois. Après une fusion, "
        "avancez de 2.",
    ),
)
def kept_beside(pieces, pair):
    return [
        pair[0] + pair[1] if tuple(pieces[i : i + 2]) == tuple(pair) else piece
        for i, piece in enumerate(pieces)
    ]


@task.mutant(
    Text(
        "The last piece disappears when it is not part of a merge. In a letter that may be the unit of a dose.",
        "Le dernier morceau disparaît quand il n'est pas fusionné. Dans une lettre, ce peut être l'unité d'une dose.",
    ),
)
def last_piece_lost(pieces, pair):
    merged, i = [], 0
    while i < len(pieces) - 1:
        both = tuple(pieces[i : i + 2]) == tuple(pair)
        merged.append(pair[0] + pair[1] if both else pieces[i])
        i += 2 if both else 1
    return merged


@task.mutant(
    Text(
        "Nothing is merged. Is a list compared with a tuple, or the result never kept? In Python `['a', 'b'] == ('a', 'b')` is False: "
        "make both tuples.",
        "Rien n'est fusionné. Comparez-vous une liste à un tuple, ou le résultat n'est-il pas gardé ? En Python, "
        "`['a', 'b'] == ('a', 'b')` est faux : faites-en deux tuples.",
    ),
)
def nothing_merged(pieces, pair):
    return list(pieces)


@task.mutant(
    Text(
        "You return one text. A list of pieces is expected: where one piece ends and the next begins is the whole point.",
        "Vous renvoyez un seul texte. Une liste de morceaux est attendue : toute la question est de savoir où l'un finit et où l'autre commence.",
    ),
)
def one_text(pieces, pair):
    return "".join(pieces)


@task.mutant(
    Text(
        "You take one step for each pair of neighbours: after a merge its right half comes again, and the last piece never comes. "
        "Walk with a position `i`, by 2 after a merge, by 1 otherwise.",
        "Vous faites un pas par paire de voisins : après une fusion, sa moitié droite revient, et le dernier morceau ne vient jamais. "
        "Avancez avec une position `i`, de 2 après une fusion, de 1 sinon.",
    ),
)
def step_by_neighbours(pieces, pair):
    return [a + b if (a, b) == tuple(pair) else a for a, b in pairwise(pieces)]


@task.mutant(
    Text(
        "You merge the pair the other way round as well: (r, e) is not (e, r). Compare both places in order.",
        "Vous fusionnez aussi la paire à l'envers : (r, e) n'est pas (e, r). Comparez les deux places dans l'ordre.",
    ),
)
def either_way_round(pieces, pair):
    merged, i = [], 0
    while i < len(pieces):
        both = sorted(pieces[i : i + 2]) == sorted(pair)
        merged.append("".join(pieces[i : i + 2]) if both else pieces[i])
        i += 2 if both else 1
    return merged


@task.cases
def words_and_pairs(rng):
    for doubled in some(rng, ["e", "s", "l", "0", "é", "."], 3):
        word = [*some(rng, LEXIS, 1)[0], *[doubled] * int(rng.choice([3, 5])), *some(rng, LEXIS, 1)[0]]
        yield case(pieces=word, pair=(doubled, doubled))
    for word in some(rng, LEXIS, 4):
        pieces = [*word, " ", *word, *some(rng, ["mg", "µg", "°C"], 1)]
        i = int(rng.integers(len(word) - 1))
        yield case(pieces=pieces, pair=(pieces[i], pieces[i + 1]))
    # pieces longer than a letter, as earlier merges leave them: the pair stands turned round too, and its right half comes first
    for left, right in some(
        rng, [("fi", "èvr"), ("do", "ul"), ("ch", "est"), ("œd", "ème"), ("un", "it")], 2
    ):
        between = some(rng, LEXIS, 1)[0]
        yield case(pieces=[right, left, *between, left, right, right, left, right, left], pair=(left, right))
