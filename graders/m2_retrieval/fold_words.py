"""Builder's task 1: words in lower case, without accents."""

import re
import unicodedata

from labkit.tasks import Text, case, function_task, laws

from .lexis import FOLDING, LETTERS, TYPED, few, some


def _bare(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


task = function_task(
    points=2,
    forbids=FOLDING,
    why=Text(
        "Right. The question and the passages go through the same function, so it does not matter how either was typed. Accents are lost for the search alone: the text that is read keeps them.",
        "Juste. La question et les passages passent par la même fonction : peu importe comment ils ont été tapés. Les accents ne sont perdus que pour la recherche ; le texte qu'on lit les garde.",
    ),
    hints=[
        Text(
            'unicodedata.normalize("NFD", text) separates a letter from its accent; unicodedata.combining(c) is true for an accent alone.',
            'unicodedata.normalize("NFD", text) sépare la lettre de son accent ; unicodedata.combining(c) est vrai pour un accent seul.',
        ),
        Text(
            "œ and æ are letters of their own: replace them by oe and ae first, after text.lower().",
            "œ et æ sont des lettres à part entière : remplacez-les d'abord par oe et ae, après text.lower().",
        ),
        Text(
            're.findall("[a-z0-9]+", text) returns the runs of letters and figures, in their order.',
            're.findall("[a-z0-9]+", text) renvoie les suites de lettres et de chiffres, dans leur ordre.',
        ),
    ],
    laws=[
        laws.known(
            {"text": "Hémorragie: l'œil, l'ŒIL"},
            ["hemorragie", "l", "oeil", "l", "oeil"],
            Text(
                "« Hémorragie: l'œil, l'ŒIL » has five words, without accents, capitals or œ; the last two are those before them again. A list is returned, in the order of the text.",
                "« Hémorragie: l'œil, l'ŒIL » compte cinq mots, sans accent, ni capitale, ni œ ; les deux derniers répètent les deux d'avant. On renvoie une liste, dans l'ordre du texte.",
            ),
        ),
    ],
)


@task.reference
def decomposed(text):
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    letters = unicodedata.normalize("NFD", text)
    return re.findall("[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))


@task.alternative
def without_marks(text):
    marks = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text.casefold()))
    return re.findall("[a-z0-9]+", marks.replace("œ", "oe").replace("æ", "ae"))


@task.alternative
def letter_by_letter(text):
    words = [""]
    for letter in unicodedata.normalize("NFC", text.lower()):
        plain = {"œ": "oe", "æ": "ae"}.get(letter) or unicodedata.normalize("NFD", letter)[0]
        if plain.isalnum():
            words[-1] += plain
        else:
            words.append("")
    return [word for word in words if word]


@task.mutant(
    Text(
        "The accented letters are thrown away with their accents: « Hémorragie » becomes h and morragie. Separate the letter from its accent and keep the letter.",
        "Les lettres accentuées disparaissent avec leur accent : « Hémorragie » devient h et morragie. Séparez la lettre de son accent et gardez la lettre.",
    ),
)
def letters_thrown_away(text):
    return re.findall("[a-z0-9]+", text.lower().replace("œ", "oe").replace("æ", "ae"))


@task.mutant(
    Text(
        "Accents are still there: « Hémorragie » and « hemorragie » remain two words, and the nurse who types without accents finds nothing.",
        "Les accents sont toujours là : « Hémorragie » et « hemorragie » restent deux mots, et l'infirmière qui tape sans accent ne trouve rien.",
    ),
)
def lower_case_only(text):
    return re.findall(
        r"\w+", unicodedata.normalize("NFC", text.lower().replace("œ", "oe").replace("æ", "ae"))
    )


@task.mutant(
    Text(
        "Capitals are still there: HEMORRAGIE is not found by hemorragie. People type in capitals when they are in a hurry.",
        "Les capitales sont toujours là : hemorragie ne trouve pas HEMORRAGIE. Quand on est pressé, on tape en capitales.",
    ),
)
def capitals_kept(text):
    for letter, pair in (("œ", "oe"), ("æ", "ae"), ("Œ", "OE"), ("Æ", "AE")):
        text = text.replace(letter, pair)
    return re.findall("[A-Za-z0-9]+", _bare(text))


@task.mutant(
    Text(
        "œ is lost: « œil » becomes il and « cœur » is cut in two. It has no accent to take off; replace it by oe.",
        "Le œ est perdu : « œil » devient il, « cœur » est coupé en deux. Il n'a pas d'accent à retirer ; remplacez-le par oe.",
    ),
)
def ligature_lost(text):
    return re.findall("[a-z0-9]+", _bare(text.lower()))


@task.mutant(
    Text(
        "You cut at spaces: « Hémorragie: » keeps its colon and « l'œil » is one word. A word is a run of letters and figures.",
        "Vous coupez aux espaces : « Hémorragie: » garde ses deux-points et « l'œil » ne fait qu'un mot. Un mot est une suite de lettres et de chiffres.",
    ),
)
def cut_at_spaces(text):
    return _bare(text.lower().replace("œ", "oe").replace("æ", "ae")).split()


@task.mutant(
    Text(
        "Each word is there only once. BM25 counts how often a word comes: keep the repetitions.",
        "Chaque mot n'apparaît qu'une fois. BM25 compte combien de fois un mot revient : gardez les répétitions.",
    ),
)
def each_word_once(text):
    return list(dict.fromkeys(decomposed(text)))


@task.mutant(
    Text(
        "The typographic apostrophe (’) disappears and glues two words together: « l’INR » becomes linr. It must separate them as ' does.",
        "L'apostrophe typographique (’) disparaît et colle deux mots : « l’INR » devient linr. Elle doit les séparer comme le fait '.",
    ),
)
def apostrophe_glues(text):
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    return re.findall("[a-z0-9]+", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode())


@task.cases
def as_typed(rng):
    for place in rng.permutation(len(TYPED)):
        yield case(text=f"{TYPED[place]} {rng.integers(1, 99)} {''.join(some(rng, LETTERS, 7))}")
    for many in (2, 3, 4, 5):
        yield case(text="; ".join(few(rng, TYPED, many)))
