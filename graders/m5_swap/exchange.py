"""Builder's task 1: each word of a pair in the other's place, both ways at once."""

import re

from labkit.tasks import Text, case, function_task, laws

from .letters import SWAPS


def _both_ways(pairs):
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}


def _in_case_of(word, model):
    if model.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if model[0].isupper() else word


def _pattern(words, edge=True):
    one_of = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)(?:{one_of})(?!\w)" if edge else one_of, re.IGNORECASE)


def _written(text, pairs, words=None, edge=True, cased=_in_case_of):
    other = _both_ways(pairs)
    words = words or sorted(other, key=len, reverse=True)
    return _pattern(words, edge).sub(lambda found: cased(other[found[0].lower()], found[0]), text)


task = function_task(
    points=2,
    forbids=SWAPS,
    why=Text(
        "Right: exchanged twice, each letter comes back; the longest entry wins, so that the article goes with its noun. A list still knows nothing of *whose* word it is: a known pain and a known patient look alike to it.",
        "Juste : échangée deux fois, chaque lettre revient ; l'entrée la plus longue l'emporte, si bien que l'article suit son nom. Une liste ne sait pourtant pas *de qui* est un mot : pour elle, une douleur connue et une patiente connue, c'est pareil.",
    ),
    hints=[
        Text(
            "One dictionary with both directions: {one: other for pair in pairs for one, other in (pair, pair[::-1])}.",
            "Un seul dictionnaire, dans les deux sens : {one: other for pair in pairs for one, other in (pair, pair[::-1])}.",
        ),
        Text(
            'One pattern, the longest entries first, whole words only: rf"(?<!\\w)(?:{words})(?!\\w)" with words = "|".join(map(re.escape, sorted(other, key=len, reverse=True))).',
            'Un seul motif, les entrées les plus longues d\'abord, mots entiers seulement : rf"(?<!\\w)(?:{words})(?!\\w)" avec words = "|".join(map(re.escape, sorted(other, key=len, reverse=True))).',
        ),
        Text(
            "re.sub(pattern, partner, text, flags=re.IGNORECASE), where partner(found) looks up found[0].lower() and then copies the capitals of found[0]: found[0].isupper(), or found[0][0].isupper().",
            "re.sub(pattern, partner, text, flags=re.IGNORECASE), où partner(found) cherche found[0].lower(), puis reprend les capitales de found[0] : found[0].isupper(), ou found[0][0].isupper().",
        ),
    ],
    laws=[
        laws.involution(
            "text",
            Text(
                "We exchanged a letter twice, and it did not come back. Then nobody can say what was changed. Do both words of a pair go to each other, in one pass, capitals kept?",
                "Nous avons échangé deux fois une lettre, et elle n'est pas revenue. On ne sait alors plus ce qui a changé. Les deux mots d'une paire se remplacent-ils l'un l'autre, en une seule fois, capitales gardées ?",
            ),
        ),
        laws.known(
            {"text": "", "pairs": [("il", "elle")]},
            "",
            Text("An empty letter stays empty.", "Une lettre vide reste vide."),
        ),
    ],
)


@task.reference
def in_one_pass(text, pairs):
    other = {one: two for pair in pairs for one, two in (pair, pair[::-1])}
    words = "|".join(map(re.escape, sorted(other, key=len, reverse=True)))

    def partner(found):
        word, new = found[0], other[found[0].lower()]
        return new.upper() if word.isupper() else new[0].upper() + new[1:] if word[0].isupper() else new

    return re.sub(rf"(?<!\w)(?:{words})(?!\w)", partner, text, flags=re.IGNORECASE)


@task.alternative
def from_place_to_place(text, pairs):
    other, at, written = _both_ways(pairs), 0, ""
    longest_first = sorted(other, key=lambda word: -len(word))
    while at < len(text):
        here = next((w for w in longest_first if _stands_at(text, at, w)), None)
        if here is None:
            written, at = written + text[at], at + 1
        else:
            written += _in_case_of(other[here], text[at : at + len(here)])
            at += len(here)
    return written


def _stands_at(text, at, word):
    def inside(place):
        return 0 <= place < len(text) and (text[place].isalnum() or text[place] == "_")

    end = at + len(word)
    return text[at:end].lower() == word and not inside(at - 1) and not inside(end)


@task.alternative
def with_marks_in_between(text, pairs):
    other = _both_ways(pairs)
    kept = []

    def put_away(found):
        kept.append(_in_case_of(other[found[0].lower()], found[0]))
        return f"\0{len(kept) - 1}\0"

    marked = text
    for word in sorted(other, key=len, reverse=True):
        marked = re.sub(rf"(?<![\w\0]){re.escape(word)}(?![\w\0])", put_away, marked, flags=re.IGNORECASE)
    return re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], marked)


task.equivalent("*:ties:*", "two entries of one length never stand at one place")
task.equivalent(
    "in_one_pass:default:sorted(other, key=len, reverse=True) -> *",
    "of two entries that begin at one place one begins with the other, and the longer comes first in this order too",
)
task.equivalent(
    "from_place_to_place:bounds:at:at + len(here) -> *",
    "what follows an entry is no letter, and has no capitals",
)


@task.mutant(
    Text(
        "You write the second word of each pair in place of the first, never the first in place of the second. Half of the patients are then not swapped at all, and an audit sees one sex only.",
        "Vous écrivez le second mot de chaque paire à la place du premier, jamais l'inverse. La moitié des patients ne change alors pas, et l'audit ne voit qu'un sexe.",
    ),
)
def one_way_only(text, pairs):
    other = dict(pairs)
    return _pattern(sorted(other, key=len, reverse=True)).sub(
        lambda found: _in_case_of(other[found[0].lower()], found[0]), text
    )


@task.mutant(
    Text(
        "You replace one entry after the other: what the first replacement wrote, a later one takes back. All entries must be exchanged in one pass.",
        "Vous remplacez une entrée après l'autre : ce que le premier remplacement écrit, un suivant le défait. Toutes les entrées doivent s'échanger en une seule fois.",
    ),
)
def one_after_the_other(text, pairs):
    for one, two in _both_ways(pairs).items():
        text = _pattern([one]).sub(lambda found, two=two: _in_case_of(two, found[0]), text)
    return text


@task.mutant(
    Text(
        "You also exchange what stands inside other words: *il* in *fragile*, *he* in *the*. Only whole words may be exchanged.",
        "Vous échangez aussi ce qui se trouve à l'intérieur d'autres mots : *il* dans *fragile*, *he* dans *the*. Seuls les mots entiers s'échangent.",
    ),
)
def inside_words(text, pairs):
    return _written(text, pairs, edge=False)


@task.mutant(
    Text(
        "Capitals are not found, or not kept: *Patiente* at the head of a letter, *PATIENTE* in a heading. A model reads those words as well.",
        "Les capitales ne sont pas trouvées, ou pas gardées : *Patiente* en tête de lettre, *PATIENTE* dans un titre. Le modèle lit aussi ces mots-là.",
    ),
)
def small_letters_only(text, pairs):
    other = _both_ways(pairs)
    words = "|".join(map(re.escape, sorted(other, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)(?:{words})(?!\w)", lambda found: other[found[0]], text)


@task.mutant(
    Text(
        "The words are found in capitals, and written in small letters: exchanged twice, the letter is no longer itself. Copy the capitals.",
        "Les mots en capitales sont trouvés, mais récrits en minuscules : échangée deux fois, la lettre n'est plus la même. Reprenez les capitales.",
    ),
)
def capitals_lost(text, pairs):
    return _written(text, pairs, cased=lambda word, model: word)


@task.mutant(
    Text(
        "A heading in capitals comes back with one capital only. Where the whole entry is in capitals, its partner is too.",
        "Un titre en capitales revient avec une seule majuscule. Si toute l'entrée est en capitales, l'autre mot l'est aussi.",
    ),
)
def first_capital_only(text, pairs):
    return _written(
        text,
        pairs,
        cased=lambda word, model: word[0].upper() + word[1:] if model[0].isupper() else word,
    )


@task.mutant(
    Text(
        "A short entry is taken before a longer one that begins alike: *patient* instead of *patient âgé*, and the adjective keeps the other sex. Longest first.",
        "Une entrée courte est prise avant une plus longue qui commence de même : *patient* au lieu de *patient âgé*, et l'adjectif garde l'autre sexe. Les plus longues d'abord.",
    ),
)
def shortest_first(text, pairs):
    return _written(text, pairs, words=sorted(_both_ways(pairs), key=len))


@task.mutant(
    Text(
        "You try the entries in the order of the list: where *patient* comes before *patient âgé*, the longer one never gets its turn, and the adjective keeps the other sex. Sort by length, longest first.",
        "Vous essayez les entrées dans l'ordre de la liste : si *patient* vient avant *patient âgé*, le plus long n'a jamais son tour, et l'adjectif garde l'autre sexe. Triez par longueur, la plus longue d'abord.",
    ),
)
def in_the_order_given(text, pairs):
    return _written(text, pairs, words=list(_both_ways(pairs)))


@task.mutant(
    Text(
        "You look at what comes after an entry, not at what comes before: *il* at the end of *avril* is exchanged too. Before an entry, (?<!\\w).",
        "Vous regardez ce qui suit une entrée, pas ce qui la précède : *il*, à la fin d'*avril*, s'échange aussi. Devant une entrée, (?<!\\w).",
    ),
)
def beginning_not_looked_at(text, pairs):
    return _one_edge(text, pairs, r"(?:{words})(?!\w)")


@task.mutant(
    Text(
        "You look at what comes before an entry, not at what comes after: *he* at the beginning of *heart* is exchanged too. After an entry, (?!\\w).",
        "Vous regardez ce qui précède une entrée, pas ce qui la suit : *il*, au début d'*iliaque*, s'échange aussi. Derrière une entrée, (?!\\w).",
    ),
)
def end_not_looked_at(text, pairs):
    return _one_edge(text, pairs, r"(?<!\w)(?:{words})")


def _one_edge(text, pairs, pattern):
    other = _both_ways(pairs)
    words = "|".join(map(re.escape, sorted(other, key=len, reverse=True)))
    found = re.compile(pattern.format(words=words), re.IGNORECASE)
    return found.sub(lambda one: _in_case_of(other[one[0].lower()], one[0]), text)


@task.mutant(
    Text(
        "Each word of an entry gets a capital (`title`): *Le patient* becomes *La Patiente*. Only the first letter of the entry takes it.",
        "Chaque mot d'une entrée prend une majuscule (`title`) : *Le patient* devient *La Patiente*. Seule la première lettre de l'entrée la prend.",
    ),
)
def a_capital_for_each_word(text, pairs):
    return _written(
        text,
        pairs,
        cased=lambda word, model: (
            word.upper() if model.isupper() else word.title() if model[0].isupper() else word
        ),
    )


FRENCH = [
    ("il", "elle"),
    ("patient", "patiente"),
    ("patient âgé", "patiente âgée"),
    ("le patient", "la patiente"),
    ("du patient", "de la patiente"),
    ("l'homme", "la femme"),
    ("adressé", "adressée"),
    ("veuf", "veuve"),
]
ENGLISH = [
    ("he", "she"),
    ("man", "woman"),
    ("man who lives alone", "woman who lives alone"),
    ("himself", "herself"),
    ("widower", "widow"),
    ("mr. roy", "ms. roy"),
]
SENTENCES = {
    "fr": [
        "Patiente adressée pour dyspnée. Elle est fragile, l'examen de la patiente est normal",
        "LE PATIENT EST VEUF. Il tousse ; la ville est loin, le patient patiente",
        "La femme vit seule, l'homme est parti : il revient, elle part",
        "Patient âgé, adressé par Dr Il_9 ; PATIENTE ÂGÉE",
        "veuve",
        "Il",
        "Douleur connue, toux sèche.",
    ],
    "en": [
        "She is a woman of the theatre; he washes himself",
        "HE HAS CHEST PAIN. The widower lives alone, then a widow came",
        "A man who lives alone and a woman, then mr. Roy (Mr. Roy) and mrs Roy",
        "Woman",
        "Known pain, dry cough.",
        "man",
    ],
}


@task.cases
def sentences(rng):
    for language, pairs in (("fr", FRENCH), ("en", ENGLISH)):
        order = [pairs[i] if rng.random() < 0.5 else pairs[i][::-1] for i in rng.permutation(len(pairs))]
        if order == pairs:
            order = order[::-1]
        texts = SENTENCES[language]
        for place in rng.permutation(len(texts)):
            joined = texts[place] + str(rng.choice(["", ", ", "\n", " / "])) + str(rng.choice(texts))
            yield case(text=joined, pairs=order)
        for text in texts:
            yield case(text=text, pairs=order)
        yield case(text=texts[0], pairs=order[:1])
    # A shorter entry first, then last; an entry that touches the first letter of a text.
    short_first = [("patient", "patiente"), ("patient âgé", "patiente âgée")]
    for pairs in (short_first, short_first[::-1]):
        yield case(text="Patient âgé ; une PATIENTE ÂGÉE, un patient", pairs=pairs)
    yield case(text="Zelle n'est pas elle, 9il non plus", pairs=FRENCH)
