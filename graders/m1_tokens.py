"""Tasks of lab m1_tokens, builder path; the explorer's decisions stand in ``m1_tokens_decisions.py``.

Byte-pair encoding: Sennrich, Haddow and Birch, ACL 2016; on bytes: Radford et al. 2019. Fertility: Rust et al., ACL 2021.
"""

import unicodedata
from itertools import pairwise

import m1_tokens_decisions

from labkit.tasks import LabGrader, Text, case, laws
from labkit.text.tokens import learn_merges, words

grader = LabGrader("m1_tokens")

# Words of letters in both languages: doubled letters, accents, and what the learner's language alone would not show.
LEXIS = [
    "fièvre",
    "fever",
    "sévère",
    "severe",
    "dyspnée",
    "dyspnea",
    "pneumonie",
    "pneumonia",
    "hémodialysé",
    "côté",
    "côte",
    "œdème",
    "antibiotique",
    "infarctus",
    "entérite",
    "mammaire",
    "occlusion",
    "effusion",
    "allergie",
    "allergy",
    "pressée",
    "opéré",
    "nerf",
    "nerve",
    "sortie",
    "discharge",
    "suivi",
    "follow-up",
]
SENTENCES = (
    "Pas de fièvre, ni dyspnée.",
    "L'HTA est traitée par 2,5 mg.",
    "Œdème pulmonaire à gauche : côté drainé.",
    "No fever, no cough at night.",
    "Réadmis à J3, hémodialysé ; 38,5 °C.",
    "He was discharged on 5 mg of bisoprolol.",
    "Sténose serrée, 70 %, opérée en août.",
    "Aujourd'hui : rendez-vous à 8 h 30.",
    "BP 120/80; ECG normal.",
)


def some(rng, items, n):
    """`n` of the items, drawn with replacement, as a list."""
    return [items[i] for i in rng.integers(len(items), size=n)]


# ---- 1. count the pairs --------------------------------------------------------------------------------------------

pair_counts = grader.function(
    "pair_counts",
    points=2,
    forbids=["labkit.text.tokens.pair_counts", "labkit.text.tokens.merging"],
    why=Text(
        "Right. This is all a tokenizer ever learns from: which pieces stand side by side, and how often, in the texts it was "
        "shown. Nobody tells it what a word is, or a disease.",
        "Juste. Un segmenteur n'apprend de rien d'autre : quels morceaux se suivent, et combien de fois, dans les textes qu'on "
        "lui a montrés. Personne ne lui dit ce qu'est un mot, ni une maladie.",
    ),
    hints=[
        Text(
            "Take one word: its pairs are (1st, 2nd), (2nd, 3rd) and so on. `zip(word, word[1:])` gives them.",
            "Prenez un mot : ses paires sont (1er, 2e), (2e, 3e), etc. `zip(word, word[1:])` les donne.",
        ),
        Text(
            "Start from an empty dictionary; for each word, for each of its pairs, add 1.",
            "Partez d'un dictionnaire vide ; pour chaque mot, pour chacune de ses paires, ajoutez 1.",
        ),
        Text(
            "`counts[pair] = counts.get(pair, 0) + 1`, and return `counts` once the loops are over.",
            "`counts[pair] = counts.get(pair, 0) + 1`, et renvoyez `counts` une fois les boucles finies.",
        ),
    ],
    laws=[
        laws.known(
            {"words": [["a", "b"], ["a", "b"], ["b", "c"]]},
            {("a", "b"): 2, ("b", "c"): 1},
            Text(
                "Try it on the words ab, ab and bc: (a, b) stands there twice, (b, c) once, and nothing else. What does yours give?",
                "Essayez avec les mots ab, ab et bc : (a, b) y figure deux fois, (b, c) une, et c'est tout. Que donne la vôtre ?",
            ),
        ),
        laws.permutation_invariant(
            ["words"],
            Text(
                "The order of the words must not change the counts.",
                "L'ordre des mots ne doit pas changer les effectifs.",
            ),
        ),
    ],
)


@pair_counts.reference
def by_neighbours(words):
    counts = {}
    for word in words:
        for pair in pairwise(word):
            counts[pair] = counts.get(pair, 0) + 1
    return counts


@pair_counts.alternative
def with_a_counter(words):
    from collections import Counter

    return Counter(pair for word in words for pair in zip(word, word[1:], strict=False))


@pair_counts.alternative
def by_position(words):
    counts = {}
    for word in words:
        for i in range(len(word) - 1):
            counts.setdefault((word[i], word[i + 1]), 0)
            counts[word[i], word[i + 1]] += 1
    return counts


@pair_counts.mutant(
    "once_a_word",
    Text(
        "You count each different word once. A word that fills the letters must weigh more than one written once: frequency "
        "is how a tokenizer comes to prefer one language.",
        "Vous comptez chaque mot différent une seule fois. Un mot qui revient partout doit peser plus qu'un mot écrit une fois : "
        "c'est par la fréquence qu'un segmenteur en vient à préférer une langue.",
    ),
)
def once_a_word(words):
    return by_neighbours([list(word) for word in dict.fromkeys(map(tuple, words))])


@pair_counts.mutant(
    "across_words",
    Text(
        "You also pair the end of a word with the start of the next: that pair depends on the order of the words, and no token "
        "may cross a cut between words.",
        "Vous appariez aussi la fin d'un mot et le début du suivant : cette paire dépend de l'ordre des mots, et aucun jeton ne "
        "doit franchir une coupure entre deux mots.",
    ),
)
def across_words(words):
    return by_neighbours([[piece for word in words for piece in word]])


@pair_counts.mutant(
    "order_ignored",
    Text(
        "(e, r) and (r, e) are one pair for you. They are two: « er » and « re » are not the same piece.",
        "(e, r) et (r, e) ne font qu'une paire chez vous. Il y en a deux : « er » et « re » ne sont pas le même morceau.",
    ),
)
def order_ignored(words):
    counts = {}
    for pair, n in by_neighbours(words).items():
        key = tuple(sorted(pair))
        counts[key] = counts.get(key, 0) + n
    return counts


@pair_counts.mutant(
    "every_other_pair",
    Text(
        "You cut each word into twos: 1-2, 3-4. Every neighbour counts: 1-2, 2-3, 3-4.",
        "Vous découpez chaque mot deux par deux : 1-2, 3-4. Chaque voisinage compte : 1-2, 2-3, 3-4.",
    ),
)
def every_other_pair(words):
    counts = {}
    for word in words:
        for pair in zip(word[::2], word[1::2], strict=False):
            counts[pair] = counts.get(pair, 0) + 1
    return counts


@pair_counts.mutant(
    "every_pair_once",
    Text(
        "Each pair counts 1 for you, however often it comes: `= 1` writes over what was there. Add 1 to the count so far.",
        "Chaque paire compte 1 chez vous, quel que soit le nombre de fois : `= 1` efface ce qui y était. Ajoutez 1 au compte "
        "déjà fait.",
    ),
)
def every_pair_once(words):
    return dict.fromkeys(by_neighbours(words), 1)


@pair_counts.mutant(
    "glued_keys",
    Text(
        "Your keys are the two pieces glued into one text. Keep them apart, `(left, right)`: once longer pieces exist, « inf » could "
        "come from i + nf or from in + f.",
        "Vos clés sont les deux morceaux collés en un seul texte. Gardez-les à part, `(gauche, droite)` : quand il y aura des morceaux "
        "plus longs, « inf » pourra venir de i + nf ou de in + f.",
    ),
)
def glued_keys(words):
    return {left + right: n for (left, right), n in by_neighbours(words).items()}


@pair_counts.mutant(
    "first_word_only",
    Text(
        "You return after the first word: `return` stands inside the loop over the words. Move it to the left, after the loops.",
        "Vous renvoyez le résultat après le premier mot : `return` est dans la boucle des mots. Ramenez-le à gauche, après les "
        "boucles.",
    ),
)
def first_word_only(words):
    return by_neighbours(words[:1])


@pair_counts.mutant(
    "accents_are_decoration",
    Text(
        "You took the accents off before counting. « côté » (side) and « côte » (rib) become one word: what was lost here, "
        "no model can give back.",
        "Vous avez ôté les accents avant de compter. « côté » et « côte » deviennent un seul mot : ce qui est perdu ici, aucun "
        "modèle ne le rendra.",
    ),
)
def counts_without_accents(words):
    return by_neighbours([[without_accents(piece) for piece in word] for word in words])


def without_accents(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@pair_counts.cases
def words_of_letters(rng):
    for n in (4, 8, 12, 20):
        chosen = some(rng, LEXIS, n)
        yield case(words=[list(word) for word in ["œdème", "fièvre", *chosen, chosen[0]]])


# ---- 2. choose the next merge --------------------------------------------------------------------------------------

next_merge = grader.function(
    "next_merge",
    points=1,
    forbids=["labkit.text.tokens.best_pair", "labkit.text.tokens.merging"],
    why=Text(
        "Right. And because ties have a rule, two hospitals that train theirs on the same letters get the same tokenizer.",
        "Juste. Et comme les ex aequo ont une règle, deux hôpitaux qui entraînent le leur sur les mêmes lettres obtiennent le même "
        "segmenteur.",
    ),
    hints=[
        Text(
            "`max(counts, key=counts.get)` gives one of the most frequent pairs. Which one, if several tie?",
            "`max(counts, key=counts.get)` donne l'une des paires les plus fréquentes. Laquelle, s'il y a des ex aequo ?",
        ),
        Text(
            "`max` keeps the first it meets: let it meet them in order, `sorted(counts)`.",
            "`max` garde la première rencontrée : faites-les-lui rencontrer dans l'ordre, `sorted(counts)`.",
        ),
    ],
    laws=[
        laws.known(
            {"counts": {("r", "e"): 3, ("e", "r"): 3}},
            ("e", "r"),
            Text(
                "The answer is one pair, such as (e, r). Where (r, e) and (e, r) tie with 3 each, the first in alphabetical order goes first.",
                "La réponse est une paire, telle que (e, r). Si (r, e) et (e, r) sont ex aequo avec 3, la première dans l'ordre alphabétique "
                "l'emporte.",
            ),
        ),
    ],
)


@next_merge.reference
def frequent_then_alphabetical(counts):
    return min(counts, key=lambda pair: (-counts[pair], pair))


@next_merge.alternative
def first_of_sorted(counts):
    return max(sorted(counts), key=counts.get)


@next_merge.alternative
def smallest_of_the_tied(counts):
    most = max(counts.values())
    return list(sorted(pair for pair, n in counts.items() if n == most)[0])


@next_merge.mutant(
    "first_come",
    Text(
        "Among equals you take the one met first. Put the notes in another order and you have another tokenizer: give ties a rule.",
        "Parmi les ex aequo, vous prenez la première rencontrée. Changez l'ordre des notes et vous avez un autre segmenteur : "
        "donnez une règle aux ex aequo.",
    ),
)
def first_come(counts):
    return max(counts, key=counts.get)


@next_merge.mutant(
    "last_in_order",
    Text(
        "Among equals you take the last in alphabetical order (`max` of count and pair): the rule here is the first.",
        "Parmi les ex aequo, vous prenez la dernière dans l'ordre alphabétique (`max` de l'effectif et de la paire) : ici, la "
        "règle est la première.",
    ),
)
def last_in_order(counts):
    return max(counts, key=lambda pair: (counts[pair], pair))


@next_merge.mutant(
    "rarest",
    Text(
        "You take the rarest pair. A vocabulary is short: it must spend its places on what comes back most.",
        "Vous prenez la paire la plus rare. Un vocabulaire est court : ses places doivent aller à ce qui revient le plus.",
    ),
)
def rarest(counts):
    return min(counts, key=lambda pair: (counts[pair], pair))


@next_merge.mutant(
    "counts_forgotten",
    Text(
        "You take the first pair in alphabetical order, whatever its count. The count comes first; the alphabet only settles ties.",
        "Vous prenez la première paire dans l'ordre alphabétique, quel que soit son effectif. L'effectif d'abord ; l'alphabet ne "
        "sert qu'aux ex aequo.",
    ),
)
def counts_forgotten(counts):
    return min(counts)


@next_merge.mutant(
    "largest_pair",
    Text(
        "`max(counts)` compares the pairs themselves and takes the last in the alphabet. Compare their counts: `key=counts.get`.",
        "`max(counts)` compare les paires elles-mêmes et prend la dernière dans l'alphabet. Comparez leurs effectifs : "
        "`key=counts.get`.",
    ),
)
def largest_pair(counts):
    return max(counts)


@next_merge.mutant(
    "the_count_itself",
    Text(
        "You return how often the pair comes. The pair itself is wanted: it is what will be merged.",
        "Vous renvoyez le nombre de fois que la paire revient. C'est la paire elle-même qu'on veut : c'est elle qu'on fusionnera.",
    ),
)
def the_count_itself(counts):
    return max(counts.values())


@next_merge.mutant(
    "pair_and_count",
    Text(
        "You return the pair together with its count. Only the pair is wanted; and give ties their rule.",
        "Vous renvoyez la paire avec son effectif. Seule la paire est demandée ; et donnez leur règle aux ex aequo.",
    ),
)
def pair_and_count(counts):
    return max(counts.items(), key=lambda item: item[1])


@next_merge.cases
def tables_with_ties(rng):
    letters = list("abcdefgiorstuvé")
    for _ in range(6):
        pairs = list(dict.fromkeys(zip(some(rng, letters, 14), some(rng, letters, 14), strict=True)))
        counts = {pair: int(rng.integers(2, 9)) for pair in pairs}
        # three at the top, met in the wrong order; one rare pair that the alphabet would put first
        tied = sorted(pairs)[2:5]
        for pair in tied:
            counts.pop(pair)
        yield case(counts={tied[1]: 11, **counts, tied[2]: 11, tied[0]: 11, ("a", "a"): 9})


# ---- 3. merge ------------------------------------------------------------------------------------------------------

merge_pair = grader.function(
    "merge_pair",
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
            "Otherwise add piece `i` and go on by 1. Mind the last piece: it has no neighbour.",
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


@merge_pair.reference
def from_left_to_right(pieces, pair):
    merged, i = [], 0
    while i < len(pieces):
        both = tuple(pieces[i : i + 2]) == tuple(pair)
        merged.append(pair[0] + pair[1] if both else pieces[i])
        i += 2 if both else 1
    return merged


@merge_pair.alternative
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


@merge_pair.alternative
def by_iterator(pieces, pair):
    rest, merged = list(pieces), []
    while rest:
        piece = rest.pop(0)
        if rest and (piece, rest[0]) == tuple(pair):
            piece += rest.pop(0)
        merged.append(piece)
    return tuple(merged)


@merge_pair.mutant(
    "overlapping",
    Text(
        "In « aaa » you merge the middle letter twice: one letter cannot be in two tokens. After a merge, jump over both.",
        "Dans « aaa », vous fusionnez deux fois la lettre du milieu : une lettre ne peut pas être dans deux jetons. Après une "
        "fusion, sautez les deux.",
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


@merge_pair.mutant(
    "first_only",
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


@merge_pair.mutant(
    "from_the_right",
    Text(
        "You go from right to left: « aaa » then gives a + aa. The convention is left to right: aa + a; encoding and training "
        "must share it.",
        "Vous allez de droite à gauche : « aaa » donne alors a + aa. La convention est de gauche à droite : aa + a ; "
        "l'entraînement et l'encodage doivent la partager.",
    ),
)
def from_the_right(pieces, pair):
    turned = from_left_to_right([p[::-1] for p in pieces[::-1]], (pair[1][::-1], pair[0][::-1]))
    return [p[::-1] for p in turned[::-1]]


@merge_pair.mutant(
    "kept_beside",
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


@merge_pair.mutant(
    "last_piece_lost",
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


@merge_pair.mutant(
    "nothing_merged",
    Text(
        "Nothing is merged. Is a list compared with a tuple, or the result never kept? In Python `['a', 'b'] == ('a', 'b')` is False: "
        "make both tuples.",
        "Rien n'est fusionné. Comparez-vous une liste à un tuple, ou le résultat n'est-il pas gardé ? En Python, "
        "`['a', 'b'] == ('a', 'b')` est faux : faites-en deux tuples.",
    ),
)
def nothing_merged(pieces, pair):
    return list(pieces)


@merge_pair.mutant(
    "step_by_neighbours",
    Text(
        "You take one step for each pair of neighbours: after a merge its right half comes again, and the last piece never comes. "
        "Walk with a position `i`, by 2 after a merge, by 1 otherwise.",
        "Vous faites un pas par paire de voisins : après une fusion, sa moitié droite revient, et le dernier morceau ne vient jamais. "
        "Avancez avec une position `i`, de 2 après une fusion, de 1 sinon.",
    ),
)
def step_by_neighbours(pieces, pair):
    return [a + b if (a, b) == tuple(pair) else a for a, b in pairwise(pieces)]


@merge_pair.cases
def words_and_pairs(rng):
    for doubled in some(rng, ["e", "s", "l", "0", "é", "."], 3):
        word = [*some(rng, LEXIS, 1)[0], *[doubled] * int(rng.choice([3, 5])), *some(rng, LEXIS, 1)[0]]
        yield case(pieces=word, pair=(doubled, doubled))
    for word in some(rng, LEXIS, 4):
        pieces = [*word, " ", *word, *some(rng, ["mg", "µg", "°C"], 1)]
        i = int(rng.integers(len(word) - 1))
        yield case(pieces=pieces, pair=(pieces[i], pieces[i + 1]))


# ---- 4. encode -----------------------------------------------------------------------------------------------------

encode = grader.function(
    "encode",
    points=2,
    forbids=[
        "labkit.text.tokens",
        "labkit.text.BytePairTokenizer",
        "labkit.text.LibraryTokenizer",
        "tokenizers",
    ],
    why=Text(
        "Right. The two bytes of « é » are always in the list, so nothing is ever unknown; a language that the merges do not "
        "know only costs more pieces.",
        "Juste. Les deux octets de « é » sont toujours dans la liste, donc rien n'est jamais inconnu ; une langue que les fusions "
        "ne connaissent pas coûte seulement plus de morceaux.",
    ),
    hints=[
        Text(
            "Start with single bytes: `[bytes([b]) for b in text.encode()]`. « é » makes two of them.",
            "Partez des octets un par un : `[bytes([b]) for b in text.encode()]`. « é » en fait deux.",
        ),
        Text(
            "Then apply the merges one after the other, in the order they were learned.",
            "Puis appliquez les fusions l'une après l'autre, dans l'ordre où elles ont été apprises.",
        ),
        Text(
            "For each pair of `merges`, replace `pieces` by what `merge_pair` makes of it; return `pieces` at the end.",
            "Pour chaque paire de `merges`, remplacez `pieces` par ce qu'en fait `merge_pair` ; renvoyez `pieces` à la fin.",
        ),
    ],
    laws=[
        laws.rejoins(
            "text",
            Text(
                "Put end to end, your pieces do not give the text's bytes back. Compare `b''.join(pieces)` with `text.encode()`: what is gone?",
                "Mis bout à bout, vos morceaux ne redonnent pas les octets du texte. Comparez `b''.join(pieces)` et `text.encode()` : "
                "que manque-t-il ?",
            ),
        ),
        laws.known(
            {"text": "é", "merges": []},
            [b"\xc3", b"\xa9"],
            Text(
                "Without any merge, « é » is two pieces: its two UTF-8 bytes.",
                "Sans aucune fusion, « é » fait deux morceaux : ses deux octets UTF-8.",
            ),
        ),
    ],
)


@encode.reference
def merge_after_merge(text, merges):
    pieces = [bytes([value]) for value in text.encode()]
    for pair in merges:
        pieces = from_left_to_right(pieces, pair)
    return pieces


@encode.alternative
def slice_by_slice(text, merges):
    data = text.encode("utf-8")
    pieces = [data[i : i + 1] for i in range(len(data))]
    for pair in merges:
        pieces = onto_the_last(pieces, pair)
    return pieces


@encode.alternative
def only_where_it_stands(text, merges):
    pieces = tuple(bytes([value]) for value in text.encode())
    for left, right in merges:
        if left in pieces and right in pieces:
            pieces = by_iterator(pieces, (left, right))
    return pieces


@encode.mutant(
    "accents_are_decoration",
    Text(
        "You took the accents off first: shorter, and wrong for ever. « côté » (side) and « côte » (rib), "
        "« opéré » (operated on) and « opère » (operates) are one after that.",
        "Vous avez d'abord ôté les accents : plus court, et faux pour toujours. « côté » et « côte », « opéré » et « opère » ne "
        "font alors plus qu'un.",
    ),
)
def strips_accents(text, merges):
    return merge_after_merge(without_accents(text), merges)


@encode.mutant(
    "unknown_becomes_mark",
    Text(
        "Every letter outside plain English became « ? », the way [UNK] does it. Work on UTF-8 bytes: there are only 256, and "
        "all are known.",
        "Toute lettre étrangère à l'anglais est devenue « ? », comme le fait [UNK]. Travaillez sur les octets UTF-8 : il n'y en a que "
        "256, tous connus.",
    ),
)
def unknown_becomes_mark(text, merges):
    return merge_after_merge(text.encode("ascii", "replace").decode(), merges)


@encode.mutant(
    "a_token_is_a_word",
    Text(
        "You cut at the spaces: for you a token is a word. Then every misspelling and every new drug is unknown. Start from the "
        "bytes and merge.",
        "Vous coupez aux espaces : pour vous, un jeton est un mot. Alors chaque faute de frappe, chaque nouveau médicament est "
        "inconnu. Partez des octets et fusionnez.",
    ),
)
def a_token_is_a_word(text, merges):
    return [word.encode() for word in text.split()]


@encode.mutant(
    "last_learned_first",
    Text(
        "You apply the merges from the last to the first. The last ones are built from the first ones: they find nothing to "
        "merge yet.",
        "Vous appliquez les fusions de la dernière à la première. Les dernières sont faites avec les premières : elles n'ont encore "
        "rien à fusionner.",
    ),
)
def last_learned_first(text, merges):
    return merge_after_merge(text, merges[::-1])


@encode.mutant(
    "bytes_only",
    Text(
        "You stop at the bytes: nothing is lost, but no merge is used, and the letter costs several times more.",
        "Vous vous arrêtez aux octets : rien n'est perdu, mais aucune fusion ne sert, et la lettre coûte plusieurs fois plus.",
    ),
)
def bytes_only(text, merges):
    return merge_after_merge(text, [])


@encode.mutant(
    "numbers_not_bytes",
    Text(
        "Your pieces are whole numbers: that is what one gets by going through bytes one by one. A piece is made of bytes: "
        "`bytes([b])`. As numbers, no pair of `merges` is ever found.",
        "Vos morceaux sont des nombres entiers : c'est ce qu'on obtient en parcourant des octets un à un. Un morceau est fait "
        "d'octets : `bytes([b])`. En nombres, aucune paire de `merges` n'est jamais trouvée.",
    ),
)
def numbers_not_bytes(text, merges):
    return list(text.encode())


@encode.mutant(
    "small_letters",
    Text(
        "You put everything in small letters first. « US » (ultrasound) and « us » become one: capitals carry sense, and nothing "
        "gives them back.",
        "Vous mettez d'abord tout en minuscules. « PR » (polyarthrite rhumatoïde), « RAS », un nom propre : les majuscules portent "
        "du sens, et rien ne les rendra.",
    ),
)
def small_letters(text, merges):
    return merge_after_merge(text.lower(), merges)


@encode.mutant(
    "longest_first",
    Text(
        "You put the merges in another order, the longest first. The order in which they were learned is part of the tokenizer: "
        "a long piece is built out of short ones.",
        "Vous rangez les fusions dans un autre ordre, les plus longues d'abord. L'ordre d'apprentissage fait partie du segmenteur : "
        "un long morceau se construit avec des courts.",
    ),
)
def longest_first(text, merges):
    return merge_after_merge(text, sorted(merges, key=lambda pair: -len(pair[0] + pair[1])))


@encode.mutant(
    "longest_match",
    Text(
        "You look up the longest known piece at each place. WordPiece encodes so; byte-pair encoding replays the merges in the order "
        "learned, and does not always cut alike.",
        "Vous cherchez à chaque endroit le plus long morceau connu. WordPiece encode ainsi ; le codage par paires d'octets rejoue les "
        "fusions dans l'ordre appris, et ne coupe pas toujours pareil.",
    ),
)
def longest_match(text, merges):
    data, known, pieces = text.encode(), {left + right for left, right in merges}, []
    while data:
        ends = range(len(data), 0, -1)
        pieces.append(next(data[:end] for end in ends if end == 1 or data[:end] in known))
        data = data[len(pieces[-1]) :]
    return pieces


@encode.cases
def sentences_and_merges(rng):
    for n in (4, 12, 25, 40, 60):
        merges = learn_merges([*LEXIS, *some(rng, LEXIS, 30)], n)
        yield case(text=" ".join([*some(rng, SENTENCES, 2), *some(rng, LEXIS, 3), "côté"]), merges=merges)
    # the second and third letters merge first: whoever takes the longest piece from the left cuts after the second
    for word in some(rng, ["nerf", "fever", "sortie", "discharge", "suivi"], 2):
        one, two, three = (letter.encode() for letter in (word[:1], word[1:2], word[2:3]))
        yield case(text=f"{word} {some(rng, SENTENCES, 1)[0]}", merges=[(two, three), (one, two)])


# ---- 5. fertility --------------------------------------------------------------------------------------------------

fertility = grader.function(
    "fertility",
    points=1,
    forbids=["labkit.text.fertility", "labkit.text.tokens.fertility"],
    why=Text(
        "Right. It is never below 1 where every word costs a token, and it means something only under one rule for words: say "
        "which when you quote it.",
        "Juste. Elle n'est jamais sous 1 quand chaque mot coûte un jeton, et elle n'a de sens qu'avec une seule règle pour les "
        "mots : dites laquelle quand vous la citez.",
    ),
    hints=[
        Text(
            "All the tokens of the corpus, divided by all its words.",
            "Tous les jetons du corpus, divisés par tous ses mots.",
        ),
        Text(
            "`len(words(text))` counts the words of one text; add them up before you divide.",
            "`len(words(text))` compte les mots d'un texte ; additionnez-les avant de diviser.",
        ),
    ],
    laws=[
        laws.known(
            {"tokens": [6, 4], "texts": ["L'HTA", "no fever today"]},
            2.0,
            Text(
                "Ten tokens; « L'HTA » is two words here, « no fever today » three.",
                "Dix jetons ; « L'HTA » fait ici deux mots, « no fever today » trois.",
            ),
        ),
        laws.bounded(
            1,
            None,
            Text(
                "Every word of these letters costs a token or more: fertility cannot be below 1.",
                "Chaque mot de ces lettres coûte un jeton ou plus : la fertilité ne peut pas être sous 1.",
            ),
        ),
        laws.permutation_invariant(
            ["tokens", "texts"],
            Text(
                "The order of the letters must not change the result.",
                "L'ordre des lettres ne doit pas changer le résultat.",
            ),
        ),
        laws.replication_invariant(
            ["tokens", "texts"],
            Text(
                "Every letter twice: fertility is a rate, it must stay the same.",
                "Chaque lettre deux fois : la fertilité est un taux, elle doit rester la même.",
            ),
        ),
    ],
)


@fertility.reference
def tokens_per_word(tokens, texts):
    return sum(tokens) / sum(len(words(text)) for text in texts)


@fertility.alternative
def by_loop(tokens, texts):
    cost = length = 0
    for n, text in zip(tokens, texts, strict=True):
        cost, length = cost + n, length + len(words(text))
    return cost / length


@fertility.alternative
def by_arrays(tokens, texts):
    import numpy as np

    return np.sum(tokens) / len(words(" ".join(texts)))


@fertility.mutant(
    "mean_of_rates",
    Text(
        "You average the letters' own rates: a two-word note weighs as much as a two-page letter. The bill is paid on the sum.",
        "Vous faites la moyenne des taux de chaque lettre : une note de deux mots pèse autant qu'une lettre de deux pages. La "
        "facture se paie sur la somme.",
    ),
)
def mean_of_rates(tokens, texts):
    return sum(n / len(words(text)) for n, text in zip(tokens, texts, strict=True)) / len(texts)


@fertility.mutant(
    "cut_at_spaces",
    Text(
        "You cut words at white space: « L'HTA » is one word for you and « : » is one too. French writes both often, so the rule "
        "changes the comparison. Use `words`.",
        "Vous coupez les mots aux espaces : « L'HTA » fait un mot chez vous, et « : » aussi. Le français écrit souvent l'un et "
        "l'autre : la règle change la comparaison. Utilisez `words`.",
    ),
)
def cut_at_spaces(tokens, texts):
    return sum(tokens) / sum(len(text.split()) for text in texts)


@fertility.mutant(
    "upside_down",
    Text(
        "You divide words by tokens. Fertility is what one word costs: tokens per word.",
        "Vous divisez les mots par les jetons. La fertilité est ce que coûte un mot : des jetons par mot.",
    ),
)
def upside_down(tokens, texts):
    return 1 / tokens_per_word(tokens, texts)


@fertility.mutant(
    "per_letter",
    Text(
        "You divide by the number of texts: that is the cost of a letter, not of a word.",
        "Vous divisez par le nombre de textes : c'est le coût d'une lettre, pas d'un mot.",
    ),
)
def per_letter(tokens, texts):
    return sum(tokens) / len(texts)


@fertility.mutant(
    "per_character",
    Text(
        "You divide by the characters. French words are not the same length as English ones: count words, with `words`.",
        "Vous divisez par les caractères. Les mots français n'ont pas la longueur des mots anglais : comptez des mots, avec "
        "`words`.",
    ),
)
def per_character(tokens, texts):
    return sum(tokens) / sum(len(text) for text in texts)


@fertility.cases
def letters_and_bills(rng):
    for n in (3, 5, 8, 12, 20):
        texts = [" ".join(some(rng, SENTENCES, int(k))) for k in rng.integers(1, 6, size=n)]
        yield case(tokens=[int(len(words(t)) * rng.uniform(1.2, 4)) + 1 for t in texts], texts=texts)


# ---- 6. the budget -------------------------------------------------------------------------------------------------

keep_sections = grader.function(
    "keep_sections",
    points=2,
    forbids=["labkit.text.fit_sections", "labkit.text.tokens.fit_sections", "labkit.text.truncate"],
    why=Text(
        "Right. What must survive is now written down and can be discussed; before, it was decided by who came last in the letter.",
        "Juste. Ce qui doit survivre est maintenant écrit, et se discute ; avant, c'était la place dans la lettre qui décidait.",
    ),
    hints=[
        Text(
            "Go through `priority`. If the section's cost still fits in what is left, keep it and pay; if not, pass over it.",
            "Parcourez `priority`. Si le coût de la section tient dans ce qui reste, gardez-la et payez ; sinon, laissez-la.",
        ),
        Text(
            "A section that does not fit does not end it: a shorter one may still fit.",
            "Une section qui ne tient pas n'arrête rien : une plus courte peut encore tenir.",
        ),
        Text(
            "At the end, return the kept names in the letter's order: `[name for name in costs if name in kept]`.",
            "À la fin, renvoyez les noms gardés dans l'ordre de la lettre : `[name for name in costs if name in kept]`.",
        ),
    ],
    laws=[
        laws.known(
            {"budget": 0},
            [],
            Text(
                "With a budget of 0 nothing can be kept: the answer is an empty list.",
                "Avec un budget de 0, rien ne se garde : la réponse est une liste vide.",
            ),
        ),
        laws.known(
            {
                "costs": {"reason": 40, "course": 90, "drugs": 60},
                "priority": ["drugs", "course", "reason"],
                "budget": 100,
            },
            ["reason", "drugs"],
            Text(
                "Reason 40, course 90, drugs 60; budget 100; drugs first, then course, then reason: work it out by hand.",
                "Motif 40, évolution 90, traitements 60 ; budget 100 ; d'abord traitements, puis évolution, puis motif : faites-le "
                "à la main.",
            ),
        ),
    ],
)


@keep_sections.reference
def pay_by_priority(costs, priority, budget):
    kept, left = set(), budget
    for name in priority:
        if costs[name] <= left:
            kept.add(name)
            left -= costs[name]
    return [name for name in costs if name in kept]


@keep_sections.alternative
def sum_each_time(costs, priority, budget):
    kept = []
    for name in priority:
        if sum(costs[other] for other in kept) + costs[name] <= budget:
            kept.append(name)
    return tuple(sorted(kept, key=list(costs).index))


@keep_sections.alternative
def spent_so_far(costs, priority, budget):
    spent, flags = 0, dict.fromkeys(costs, False)
    for name in priority:
        flags[name] = spent + costs[name] <= budget
        spent += costs[name] * flags[name]
    return [name for name, kept in flags.items() if kept]


@keep_sections.mutant(
    "letter_order",
    Text(
        "You pay in the letter's order and ignore the priority: that is plain truncation. What comes last in a letter (the "
        "prescription, what to do next) goes first.",
        "Vous payez dans l'ordre de la lettre sans regarder la priorité : c'est la troncature ordinaire. Ce qui vient en dernier "
        "dans une lettre (l'ordonnance, la suite à donner) part en premier.",
    ),
)
def letter_order(costs, priority, budget):
    return pay_by_priority(costs, list(costs), budget)


@keep_sections.mutant(
    "stops_too_soon",
    Text(
        "You stop at the first section that does not fit. A shorter one further down the list may still fit: the allergies are "
        "often one line.",
        "Vous vous arrêtez à la première section qui ne tient pas. Une plus courte, plus loin dans la liste, peut encore tenir : "
        "les allergies tiennent souvent en une ligne.",
    ),
)
def stops_too_soon(costs, priority, budget):
    kept, left = set(), budget
    for name in priority:
        if costs[name] > left:
            break
        kept.add(name)
        left -= costs[name]
    return [name for name in costs if name in kept]


@keep_sections.mutant(
    "each_on_its_own",
    Text(
        "You compare each section with the whole budget: together they exceed it. Take off what is already spent.",
        "Vous comparez chaque section au budget entier : ensemble, elles le dépassent. Retranchez ce qui est déjà dépensé.",
    ),
)
def each_on_its_own(costs, priority, budget):
    return [name for name in costs if costs[name] <= budget]


@keep_sections.mutant(
    "priority_order",
    Text(
        "The right sections, in the order of priority. A reader expects the letter's order: reason before course, course before "
        "prescription.",
        "Les bonnes sections, dans l'ordre des priorités. On lit une lettre dans son ordre : le motif avant l'évolution, l'évolution "
        "avant l'ordonnance.",
    ),
)
def priority_order(costs, priority, budget):
    kept = pay_by_priority(costs, priority, budget)
    return [name for name in priority if name in kept]


@keep_sections.mutant(
    "strictly_below",
    Text(
        "A section that fits exactly is refused: the budget may be spent to the last token.",
        "Une section qui tient juste est refusée : le budget peut être dépensé jusqu'au dernier jeton.",
    ),
)
def strictly_below(costs, priority, budget):
    kept, left = set(), budget
    for name in priority:
        if costs[name] < left:
            kept.add(name)
            left -= costs[name]
    return [name for name in costs if name in kept]


SECTIONS = (
    "letterhead",
    "reason",
    "history",
    "allergies",
    "hpi",
    "exam",
    "assessment",
    "course",
    "discharge_drugs",
    "followup",
)


@keep_sections.cases
def letters_to_shorten(rng):
    for _ in range(6):
        costs = {
            name: int(cost) for name, cost in zip(SECTIONS, rng.integers(15, 180, len(SECTIONS)), strict=True)
        }
        priority = [SECTIONS[i] for i in rng.permutation(len(SECTIONS))]
        # the fourth never fits after the first three; the fifth, a short one, fits exactly the first time
        costs[priority[3]], costs[priority[4]] = int(rng.integers(200, 300)), int(rng.integers(15, 40))
        spent = sum(costs[name] for name in priority[:3])
        yield case(costs=costs, priority=priority, budget=spent + costs[priority[4]])
        yield case(costs=costs, priority=priority, budget=spent + int(rng.integers(60, 150)))


m1_tokens_decisions.declare(grader)
