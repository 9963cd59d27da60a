"""Builder's task 1: count the pairs."""

from itertools import pairwise

from labkit.tasks import Text, case, function_task, laws

from .lexis import LEXIS, some, without_accents

task = function_task(
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


@task.reference
def by_neighbours(words):
    counts = {}
    for word in words:
        for pair in pairwise(word):
            counts[pair] = counts.get(pair, 0) + 1
    return counts


@task.alternative
def with_a_counter(words):
    from collections import Counter

    return Counter(pair for word in words for pair in zip(word, word[1:], strict=False))


@task.alternative
def by_position(words):
    counts = {}
    for word in words:
        for i in range(len(word) - 1):
            counts.setdefault((word[i], word[i + 1]), 0)
            counts[word[i], word[i + 1]] += 1
    return counts


@task.mutant(
    Text(
        "You count each different word once. A word that fills the letters must weigh more than one written once: frequency "
        "is how a tokenizer comes to prefer one language.",
        "Vous comptez chaque mot différent une seule fois. Un mot qui revient partout doit peser plus qu'un mot écrit une fois : "
        "c'est par la fréquence qu'un segmenteur en vient à préférer une langue.",
    ),
)
def once_a_word(words):
    return by_neighbours([list(word) for word in dict.fromkeys(map(tuple, words))])


@task.mutant(
    Text(
        "You also pair the end of a word with the start of the next: that pair depends on the order of the words, and no token "
        "may cross a cut between words.",
        "Vous appariez aussi la fin d'un mot et le début du suivant : cette paire dépend de l'ordre des mots, et aucun jeton ne "
        "doit franchir une coupure entre deux mots.",
    ),
)
def across_words(words):
    return by_neighbours([[piece for word in words for piece in word]])


@task.mutant(
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


@task.mutant(
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


@task.mutant(
    Text(
        "Each pair counts 1 for you, however often it comes: `= 1` writes over what was there. Add 1 to the count so far.",
        "Chaque paire compte 1 chez vous, quel que soit le nombre de fois : `= 1` efface ce qui y était. Ajoutez 1 au compte "
        "déjà fait.",
    ),
)
def every_pair_once(words):
    return dict.fromkeys(by_neighbours(words), 1)


@task.mutant(
    Text(
        "Your keys are the two pieces glued into one text. Keep them apart, `(left, right)`: once longer pieces exist, « inf » could "
        "come from i + nf or from in + f.",
        "Vos clés sont les deux morceaux collés en un seul texte. Gardez-les à part, `(gauche, droite)` : quand il y aura des morceaux "
        "plus longs, « inf » pourra venir de i + nf ou de in + f.",
    ),
)
def glued_keys(words):
    return {left + right: n for (left, right), n in by_neighbours(words).items()}


@task.mutant(
    Text(
        "You count a pair once in each word. In « onon », (o, n) stands twice: count every place.",
        "Vous comptez une paire une seule fois par mot. Dans « onon », (o, n) figure deux fois : comptez chaque endroit.",
    ),
)
def once_in_each_word(words):
    counts = {}
    for word in words:
        for pair in set(zip(word, word[1:], strict=False)):
            counts[pair] = counts.get(pair, 0) + 1
    return counts


@task.mutant(
    Text(
        "You return after the first word: `return` stands inside the loop over the words. Move it to the left, after the loops.",
        "Vous renvoyez le résultat après le premier mot : `return` est dans la boucle des mots. Ramenez-le à gauche, après les "
        "boucles.",
    ),
)
def first_word_only(words):
    return by_neighbours(words[:1])


@task.mutant(
    Text(
        "You took the accents off before counting. « côté » (side) and « côte » (rib) become one word, and no model "
        "can tell them apart afterwards.",
        "Vous avez ôté les accents avant de compter. « côté » et « côte » deviennent un seul mot, qu'aucun "
        "modèle ne pourra plus distinguer.",
    ),
)
def accents_are_decoration(words):
    return by_neighbours([[without_accents(piece) for piece in word] for word in words])


@task.cases
def words_of_letters(rng):
    for n in (4, 8, 12, 20):
        chosen = some(rng, LEXIS, n)
        yield case(words=[list(word) for word in ["œdème", "fièvre", "nonon", *chosen, chosen[0]]])
    # pieces longer than a character, as earlier merges leave them: the same pair in both orders, and twice in one word
    left, right = some(rng, [("fi", "èvr"), ("do", "ul"), ("ch", "est"), ("un", "it")], 1)[0]
    yield case(words=[[left, right, "e"], [right, left], [left, right, left, right], ["a", left, right]])
