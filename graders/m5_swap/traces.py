"""Builder's task 4: the words that still tell the sex after a scrub, and in how many letters."""

import re
from collections import Counter

from labkit.tasks import Text, case, function_task, laws

from .letters import SWAPS


def _words(text):
    return re.findall(r"\w+", text.lower())


task = function_task(
    points=2,
    forbids=SWAPS,
    why=Text(
        "Right: you have looked at what the model still reads, not at what the scrub meant to remove. In English the list is short (1 and 2 begin French health numbers: 1 for a man, 2 for a woman); in French agreement is spread over the whole letter.",
        "Juste : vous avez regardé ce que le modèle lit encore, et non ce que le nettoyage voulait retirer. En anglais, la liste est courte (1 et 2 commencent des numéros de Sécurité sociale : 1 pour un homme, 2 pour une femme) ; en français, l'accord se répand dans toute la lettre.",
    ),
    hints=[
        Text(
            'Words of one text: set(re.findall(r"\\w+", one.lower())). What tells the sex is in one version and not in the other: a difference of two sets.',
            "Mots d'un texte : set(re.findall(r\"\\w+\", one.lower())). Ce qui dit le sexe est dans une version et pas dans l'autre : une différence de deux ensembles.",
        ),
        Text(
            "A Counter adds up over letters: counts.update(words_here - words_there) adds 1 for each word of the set.",
            "Un Counter additionne sur les lettres : counts.update(words_here - words_there) ajoute 1 par mot de l'ensemble.",
        ),
    ],
    laws=[
        laws.permutation_invariant(["scrubbed", "other"]),
        laws.known(
            {"scrubbed": ["X tousse."], "other": ["X tousse."]},
            {},
            Text(
                "Where both versions are the same, no word tells the sex: an empty dictionary.",
                "Là où les deux versions sont identiques, aucun mot ne dit le sexe : un dictionnaire vide.",
            ),
        ),
    ],
)


@task.reference
def with_a_counter(scrubbed, other):
    counts = Counter()
    for here, there in zip(scrubbed, other, strict=True):
        words_here, words_there = (set(re.findall(r"\w+", one.lower())) for one in (here, there))
        counts.update(words_here - words_there)
    return counts


@task.alternative
def with_pandas(scrubbed, other):
    import pandas as pd

    def exploded(texts):
        words = pd.Series([_words(text) for text in texts], dtype=object).explode()
        return set(zip(words.index.tolist(), words.tolist(), strict=True))

    left = exploded(scrubbed) - exploded(other)
    return pd.Series([word for _, word in left], dtype=object).value_counts().to_dict()


@task.alternative
def by_hand(scrubbed, other):
    answer = {}
    for place in range(len(scrubbed)):
        there, seen = _words(other[place]), []
        for word in _words(scrubbed[place]):
            if word not in there and word not in seen:
                seen.append(word)
                answer[word] = answer.get(word, 0) + 1
    return answer


@task.mutant(
    Text(
        "You count every occurrence. A letter that says *patiente* four times gives the sex away once: count letters.",
        "Vous comptez chaque occurrence. Une lettre qui dit *patiente* quatre fois ne trahit le sexe qu'une fois : comptez des lettres.",
    ),
)
def occurrences(scrubbed, other):
    counts = Counter()
    for here, there in zip(scrubbed, other, strict=True):
        counts.update(word for word in _words(here) if word not in _words(there))
    return dict(counts)


@task.mutant(
    Text(
        "You take the words of both versions. Those of the other version were never in the letter.",
        "Vous prenez les mots des deux versions. Ceux de l'autre version n'ont jamais été dans la lettre.",
    ),
)
def of_both_versions(scrubbed, other):
    counts = Counter()
    for here, there in zip(scrubbed, other, strict=True):
        counts.update(set(_words(here)) ^ set(_words(there)))
    return dict(counts)


@task.mutant(
    Text(
        "You look for a word anywhere in the other text: *patient* stands inside *patiente*, and men's letters seem clean. Compare whole words.",
        "Vous cherchez un mot n'importe où dans l'autre texte : *patient* se trouve dans *patiente*, et les lettres d'hommes paraissent propres. Comparez des mots entiers.",
    ),
)
def inside_the_other_text(scrubbed, other):
    counts = Counter()
    for here, there in zip(scrubbed, other, strict=True):
        counts.update({word for word in _words(here) if word not in there.lower()})
    return dict(counts)


@task.mutant(
    Text(
        "*Adressée* and *adressée* are two entries in your answer. Put everything in small letters first.",
        "*Adressée* et *adressée* font deux entrées chez vous. Mettez d'abord tout en minuscules.",
    ),
)
def capitals_apart(scrubbed, other):
    counts = Counter()
    for here, there in zip(scrubbed, other, strict=True):
        counts.update(set(re.findall(r"\w+", here)) - set(re.findall(r"\w+", there)))
    return dict(counts)


@task.mutant(
    Text(
        "You compare the words of all letters together. A word that tells the sex in one letter stands in another one's swap: nothing is left. Compare letter by letter.",
        "Vous comparez les mots de toutes les lettres ensemble. Un mot qui dit le sexe dans une lettre figure dans l'échange d'une autre : il ne reste rien. Comparez lettre par lettre.",
    ),
)
def all_letters_together(scrubbed, other):
    there = {word for text in other for word in _words(text)}
    counts = Counter()
    for here in scrubbed:
        counts.update(set(_words(here)) - there)
    return dict(counts)


@task.mutant(
    Text(
        "You give the words of the other version: those that are not in the letter. The letter is what the model reads.",
        "Vous donnez les mots de l'autre version, ceux qui ne sont pas dans la lettre. C'est la lettre que le modèle lit.",
    ),
)
def of_the_other_version(scrubbed, other):
    return with_a_counter(other, scrubbed)


@task.mutant(
    Text(
        "Words are cut at spaces only: *gênée,* with its comma is another word than *gênée*. Cut at everything that is no letter.",
        "Les mots sont coupés aux seuls espaces : *gênée,* avec sa virgule est un autre mot que *gênée*. Coupez à tout ce qui n'est pas une lettre.",
    ),
)
def cut_at_spaces(scrubbed, other):
    counts = Counter()
    for here, there in zip(scrubbed, other, strict=True):
        counts.update(set(here.lower().split()) - set(there.lower().split()))
    return dict(counts)


@task.mutant(
    Text(
        "You set the two versions off against each other, occurrence by occurrence. A word that stands in both tells nothing, were it twice here and once there: a difference of two sets.",
        "Vous décomptez les deux versions l'une de l'autre, occurrence par occurrence. Un mot qui figure dans les deux ne dit rien, fût-il deux fois ici et une fois là : une différence de deux ensembles.",
    ),
)
def set_off_against_each_other(scrubbed, other):
    counts = Counter()
    for here, there in zip(scrubbed, other, strict=True):
        counts.update((Counter(_words(here)) - Counter(_words(there))).keys())
    return dict(counts)


@task.mutant(
    Text(
        "You leave figures out of the words: *61F* is cut to f, and the first figure of a French health number, 1 for a man and 2 for a woman, escapes you. The task's words are \\w+.",
        "Vous ôtez les chiffres des mots : *61F* se réduit à f, et le premier chiffre d'un numéro de Sécurité sociale, 1 pour un homme, 2 pour une femme, vous échappe. Les mots de la tâche sont \\w+.",
    ),
)
def figures_left_out(scrubbed, other):
    counts = Counter()
    for here, there in zip(scrubbed, other, strict=True):
        in_each = [set(re.findall(r"[^\W\d_]+", text.lower())) for text in (here, there)]
        counts.update(in_each[0] - in_each[1])
    return dict(counts)


LINES = [
    ("X tousse depuis trois jours", "X tousse depuis trois jours"),
    (
        "Adressée par le Dr Roy, patiente âgée. Patiente seule",
        "Adressé par le Dr Roy, patient âgé. Patient seul",
    ),
    ("PATIENT ADRESSÉ pour avis, retraité", "PATIENTE ADRESSÉE pour avis, retraitée"),
    ("Douleur connue ; connue pour une HTA, âgée", "Douleur connue ; connu pour une HTA, âgé"),
    ("They are a woman, widow; a woman", "They are a man, widower; a man"),
    ("man with chest pain", "woman with chest pain"),
    ("Vu ce jour", "Vue ce jour"),
    ("adressée, veuve", "adressé, veuf"),
    ("Femme, femmes, sage-femme ; gentilfemme", "Homme, hommes, gentilhomme"),
    ("Femmes ; femme", "Hommes ; homme"),
    ("74F, no 2 51 08, chute", "74M, no 1 51 08, chute"),
]


@task.cases
def piles(rng):
    for size in (1, 3, 8, 14, 20):
        places = rng.integers(0, len(LINES), size)
        extra = [str(rng.choice([". Fièvre", "", ", âgé de 80 ans", "\nMerci"])) for _ in places]
        swapped = [bool(rng.random() < 0.4) for _ in places]
        pairs = [LINES[p][::-1] if s else LINES[p] for p, s in zip(places, swapped, strict=True)]
        yield case(
            scrubbed=[a + e for (a, _), e in zip(pairs, extra, strict=True)],
            other=[b + e for (_, b), e in zip(pairs, extra, strict=True)],
        )
    yield case(scrubbed=[a for a, _ in LINES], other=[b for _, b in LINES])
    yield case(scrubbed=[b for _, b in LINES], other=[a for a, _ in LINES])
    yield case(scrubbed=[], other=[])
