"""Builder's task 4: encode."""

from labkit.tasks import Text, case, function_task, laws
from labkit.text.tokens import learn_merges

from .lexis import LEXIS, SENTENCES, some, without_accents
from .merge_pair import by_iterator, first_only, from_left_to_right, onto_the_last

task = function_task(
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


@task.reference
def merge_after_merge(text, merges):
    pieces = [bytes([value]) for value in text.encode()]
    for pair in merges:
        pieces = from_left_to_right(pieces, pair)
    return pieces


@task.alternative
def slice_by_slice(text, merges):
    data = text.encode("utf-8")
    pieces = [data[i : i + 1] for i in range(len(data))]
    for pair in merges:
        pieces = onto_the_last(pieces, pair)
    return pieces


@task.alternative
def only_where_it_stands(text, merges):
    pieces = tuple(bytes([value]) for value in text.encode())
    for left, right in merges:
        if left in pieces and right in pieces:
            pieces = by_iterator(pieces, (left, right))
    return pieces


task.equivalent(
    "only_where_it_stands:*left in pieces and right in pieces*", "a pair that is not there merges nothing"
)


@task.mutant(
    Text(
        "You removed the accents first: that is shorter, and it cannot be undone. « jeûne » (fasting) and « jeune » (young) are then the same word.",
        "Vous avez d'abord ôté les accents : c'est plus court, mais on ne peut pas revenir en arrière. « jeûne » et « jeune » ne font alors plus qu'un.",
    ),
)
def accents_are_decoration(text, merges):
    return merge_after_merge(without_accents(text), merges)


@task.mutant(
    Text(
        "Every letter outside plain English became « ? », the way [UNK] does it. Work on UTF-8 bytes: there are only 256, and "
        "all are known.",
        "Toute lettre étrangère à l'anglais est devenue « ? », comme le fait [UNK]. Travaillez sur les octets UTF-8 : il n'y en a que "
        "256, tous connus.",
    ),
)
def unknown_becomes_mark(text, merges):
    return merge_after_merge(text.encode("ascii", "replace").decode(), merges)


@task.mutant(
    Text(
        "You cut at the spaces: for you a token is a word. Then every misspelling and every new drug is unknown. Start from the "
        "bytes and merge.",
        "Vous coupez aux espaces : pour vous, un jeton est un mot. Alors chaque faute de frappe, chaque nouveau médicament est "
        "inconnu. Partez des octets et fusionnez.",
    ),
)
def a_token_is_a_word(text, merges):
    return [word.encode() for word in text.split()]


@task.mutant(
    Text(
        "You apply the merges from the last to the first. The last ones are built from the first ones: they find nothing to "
        "merge yet.",
        "Vous appliquez les fusions de la dernière à la première. Les dernières sont faites avec les premières : elles n'ont encore "
        "rien à fusionner.",
    ),
)
def last_learned_first(text, merges):
    return merge_after_merge(text, merges[::-1])


@task.mutant(
    Text(
        "You stop at the bytes: nothing is lost, but no merge is used, and the letter costs several times more.",
        "Vous vous arrêtez aux octets : rien n'est perdu, mais aucune fusion ne sert, et la lettre coûte plusieurs fois plus.",
    ),
)
def bytes_only(text, merges):
    return merge_after_merge(text, [])


@task.mutant(
    Text(
        "Your pieces are whole numbers: that is what one gets by going through bytes one by one. A piece is made of bytes: "
        "`bytes([b])`. As numbers, no pair of `merges` is ever found.",
        "Vos morceaux sont des nombres entiers : c'est ce qu'on obtient en parcourant des octets un à un. Un morceau est fait "
        "d'octets : `bytes([b])`. En nombres, aucune paire de `merges` n'est jamais trouvée.",
    ),
)
def numbers_not_bytes(text, merges):
    return list(text.encode())


@task.mutant(
    Text(
        "You put everything in lower case first. « US » (ultrasound) and « us » become the same: capitals carry meaning, and nothing "
        "gives them back.",
        "Vous mettez d'abord tout en minuscules. « PR » (polyarthrite rhumatoïde), « RAS », un nom propre : les majuscules portent "
        "du sens, et rien ne les rendra.",
    ),
)
def lower_case(text, merges):
    return merge_after_merge(text.lower(), merges)


@task.mutant(
    Text(
        "You put the merges in another order, the longest first. The order in which they were learned is part of the tokenizer: "
        "a long piece is built out of short ones.",
        "Vous rangez les fusions dans un autre ordre, les plus longues d'abord. L'ordre d'apprentissage fait partie du segmenteur : "
        "un long morceau se construit avec des courts.",
    ),
)
def longest_first(text, merges):
    return merge_after_merge(text, sorted(merges, key=lambda pair: -len(pair[0] + pair[1])))


@task.mutant(
    Text(
        "You look up the longest known piece at each place. WordPiece works like that; byte-pair encoding replays the merges in the "
        "order learned, and does not always cut in the same places.",
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


@task.mutant(
    Text(
        "You walk through the text once and glue any two neighbours that some merge knows. The merges come in turn: first one everywhere, then "
        "the next, which may glue what the first has made.",
        "Vous parcourez le texte une seule fois en collant deux voisins dès qu'une fusion les connaît. Les fusions viennent à tour de rôle : "
        "d'abord l'une, partout, puis la suivante, qui peut coller ce que la première a formé.",
    ),
)
def any_merge_in_one_walk(text, merges):
    pieces = [bytes([value]) for value in text.encode()]
    known, walked, i = set(merges), [], 0
    while i < len(pieces):
        both = tuple(pieces[i : i + 2]) in known
        walked.append(pieces[i] + pieces[i + 1] if both else pieces[i])
        i += 2 if both else 1
    return walked


@task.mutant(
    Text(
        "You apply each merge at one place only. A merge applies wherever its pair stands in the text.",
        "Vous n'appliquez chaque fusion qu'à un seul endroit. Une fusion s'applique partout où sa paire se trouve dans le texte.",
    ),
)
def each_merge_once(text, merges):
    pieces = [bytes([value]) for value in text.encode()]
    for pair in merges:
        pieces = first_only(pieces, pair)
    return pieces


@task.cases
def sentences_and_merges(rng):
    for n in (4, 12, 25, 40, 60):
        merges = learn_merges([*LEXIS, *some(rng, LEXIS, 30)], n)
        yield case(text=" ".join([*some(rng, SENTENCES, 2), *some(rng, LEXIS, 3), "côté"]), merges=merges)
    # the second and third letters merge first: whoever takes the longest piece from the left cuts after the second
    for word in some(rng, ["nerf", "fever", "sortie", "discharge", "suivi"], 2):
        one, two, three = (letter.encode() for letter in (word[:1], word[1:2], word[2:3]))
        yield case(text=f"{word} {some(rng, SENTENCES, 1)[0]}", merges=[(two, three), (one, two)])
        yield case(text=f"{word} {some(rng, SENTENCES, 1)[0]}", merges=[(one, two), (two, three)])
