"""Builder's task 1: the matcher."""

import re

from labkit.tasks import Text, case, function_task, laws

from .vocabulary import FINDINGS, TAGGERS, one_of

CUES = {
    "fr": [
        "pas",
        "sans",
        "pas d' amelioration de",
        "pas que",
        "ne permet pas d' exclure",
        "absence de",
        "plus",
        "de plus en plus",
    ],
    "en": [
        "no",
        "without",
        "no improvement in",
        "not",
        "not only",
        "does not exclude",
        "no longer",
        "denies",
    ],
}
FILLERS = {
    "fr": ["ce", "jour", "depuis", "hier", "non-fumeur", "passant"],
    "en": ["today", "since", "noon", "nodule", "notable"],
}
# A long cue with another inside it, not at its start.
NESTED = {"fr": "ne permet pas d' exclure", "en": "does not exclude"}


def _every_match(words, cues):
    return [
        (i, j, " ".join(words[i:j]))
        for i in range(len(words))
        for j in range(i + 1, len(words) + 1)
        if " ".join(words[i:j]) in cues
    ]


task = function_task(
    points=2,
    forbids=[*TAGGERS, "spacy"],
    why=Text(
        "Right. The longest cue wins: « no improvement in » is one cue, and it does not say what « no » alone says.",
        "Juste. Le déclencheur le plus long l'emporte : « pas d'amélioration de » en est un seul, et il ne dit pas ce que dit « pas ».",
    ),
    hints=[
        Text(
            "Stand on word i. Try the longest phrase that starts there, then one word fewer, and so on.",
            "Placez-vous sur le mot i. Essayez l'expression la plus longue qui commence là, puis un mot de moins, et ainsi de suite.",
        ),
        Text(
            'A phrase is " ".join(words[i:j]); is it in cues? If so, note (i, j, phrase) and go on at j.',
            'Une expression est " ".join(words[i:j]) ; est-elle dans cues ? Si oui, notez (i, j, expression) et continuez à j.',
        ),
        Text("If nothing starts at i, go on at i + 1.", "Si rien ne commence en i, continuez à i + 1."),
    ],
    laws=[
        laws.known(
            {"words": ["pas", "de", "toux"], "cues": ["pas"]},
            [(0, 1, "pas")],
            Text(
                "In « pas de toux » the cue « pas » starts at word 0 and ends before word 1.",
                "Dans « pas de toux », le déclencheur « pas » commence au mot 0 et finit avant le mot 1.",
            ),
        ),
        laws.known(
            {"words": [], "cues": ["pas"]},
            [],
            Text(
                "Without words there is no cue: an empty list.",
                "Sans mots, pas de déclencheur : une liste vide.",
            ),
        ),
        laws.inputs_untouched(),
    ],
)


@task.reference
def longest_first(words, cues):
    found, i = [], 0
    while i < len(words):
        ends = [j for j in range(len(words), i, -1) if " ".join(words[i:j]) in cues]
        if ends:
            found.append((i, ends[0], " ".join(words[i : ends[0]])))
        i = ends[0] if ends else i + 1
    return found


@task.alternative
def sorted_by_length(words, cues):
    found, free = [], [True] * len(words)
    for cue in sorted(cues, key=lambda phrase: -len(phrase.split())):
        n = len(cue.split())
        for i in range(len(words) - n + 1):
            if words[i : i + n] == cue.split() and all(free[i : i + n]):
                found.append([i, i + n, cue])
                free[i : i + n] = [False] * n
    return sorted(found)


@task.alternative
def by_regular_expression(words, cues):
    pattern = "|".join(re.escape(cue) for cue in sorted(cues, key=len, reverse=True))
    text = " ".join(words)
    return [
        (text[: m.start()].count(" "), text[: m.start()].count(" ") + m.group().count(" ") + 1, m.group())
        for m in re.finditer(rf"(?:(?<= )|^)(?:{pattern})(?= |$)", text)
    ]


for change in (
    "comparison:i < len(words) -> i <= len(words)",
    "bounds:range(len(words), i, -1) -> range(len(words), i - 1, -1)",
):
    task.equivalent(f"longest_first:{change}", "no words make no cue")
for change in ("arithmetic:len(words) - n -> len(words) + n", "number:1 -> 2"):
    task.equivalent(f"sorted_by_length:{change}", "past the end there are too few words for the cue")
for answer in ("sorted_by_length", "by_regular_expression"):
    task.equivalent(f"{answer}:ties:*", "no two cues of one length share a word")
task.equivalent(
    "by_regular_expression:default:*",
    "in the alphabet turned round, a phrase comes before what it begins with",
)
task.equivalent("by_regular_expression:bounds::m.start()*", "a cue begins with a letter, not with a space")


@task.mutant(
    Text(
        "You look at one word at a time. « No improvement in » then reads as « no », and what has not improved is denied. Try "
        "phrases of several words, the longest first.",
        "Vous regardez un mot à la fois. « Pas d'amélioration de » se lit alors « pas », et ce qui ne s'améliore pas est nié. Essayez "
        "des expressions de plusieurs mots, les plus longues d'abord.",
    ),
)
def single_words(words, cues):
    return [(i, i + 1, word) for i, word in enumerate(words) if word in cues]


@task.mutant(
    Text(
        "You keep every match, also the short cue inside the long one: the same words then say « doubtful » and « absent ». Words "
        "already taken by a cue are taken: go on after it.",
        "Vous gardez toutes les trouvailles, même le déclencheur court à l'intérieur du long : les mêmes mots disent alors « douteux » "
        "et « absent ». Des mots déjà pris par un déclencheur sont pris : continuez après lui.",
    ),
)
def every_match(words, cues):
    return _every_match(words, cues)


@task.mutant(
    Text(
        "The longest cue wins where it starts, but its words stay free: inside « ne permet pas d'exclure » you then find « pas » again, "
        "and a doubt is also a denial. Go on after the cue's last word.",
        "Le plus long l'emporte là où il commence, mais ses mots restent libres : dans « ne permet pas d'exclure », vous retrouvez alors "
        "« pas », et un doute est aussi une négation. Reprenez après le dernier mot du déclencheur.",
    ),
)
def words_not_taken(words, cues):
    longest = {}
    for i, j, cue in _every_match(words, cues):
        longest[i] = (i, j, cue)
    return list(longest.values())


@task.mutant(
    Text(
        "The shortest cue wins in your answer: « no » hides « no improvement in ». Start from the longest.",
        "Chez vous, le déclencheur le plus court l'emporte : « pas » cache « pas d'amélioration de ». Partez du plus long.",
    ),
)
def shortest_first(words, cues):
    found, i = [], 0
    while i < len(words):
        ends = [j for j in range(i + 1, len(words) + 1) if " ".join(words[i:j]) in cues]
        if ends:
            found.append((i, ends[0], " ".join(words[i : ends[0]])))
        i = ends[0] if ends else i + 1
    return found


@task.mutant(
    Text(
        "You stop at the first cue. A sentence of a clinical note often has two: « pas de toux, sans fièvre ».",
        "Vous vous arrêtez au premier déclencheur. Une phrase clinique en a souvent deux : « pas de toux, sans fièvre ».",
    ),
)
def first_only(words, cues):
    return longest_first(words, cues)[:1]


@task.mutant(
    Text(
        "Your end is the position of the cue's last word. As everywhere in Python, the end is one further: words[start:end] must be "
        "the cue.",
        "Votre fin est la position du dernier mot du déclencheur. Comme partout en Python, la fin est un cran plus loin : "
        "words[début:fin] doit être le déclencheur.",
    ),
)
def last_word_included(words, cues):
    return [(i, j - 1, cue) for i, j, cue in longest_first(words, cues)]


@task.mutant(
    Text(
        "You note each cue once only. The same « no » may come twice in a sentence, and each one denies something: go on along the words "
        "after the first.",
        "Vous ne notez chaque déclencheur qu'une fois. Le même « pas » peut revenir dans une phrase, et chacun nie quelque chose : continuez "
        "à avancer dans les mots après le premier.",
    ),
)
def first_of_each_cue(words, cues):
    found = longest_first(words, cues)
    return [cue for place, cue in enumerate(found) if cue[2] not in [other[2] for other in found[:place]]]


@task.mutant(
    Text(
        "The cues are right, but they come cue by cue. The question asks for them from left to right, as they stand in the sentence: walk "
        "along the words, or sort by start.",
        "Les déclencheurs sont justes, mais rangés un par un dans l'ordre de cues. On les demande de gauche à droite, comme dans la phrase : "
        "parcourez les mots, ou triez selon le début.",
    ),
)
def grouped_by_cue(words, cues):
    return sorted(longest_first(words, cues), key=lambda cue: cues.index(cue[2]))


@task.mutant(
    Text(
        "A word that only begins with a cue counts for you: « noon » is not « no », « passant » is not « pas ». Compare whole words.",
        "Un mot qui ne fait que commencer par un déclencheur compte chez vous : « passant » n'est pas « pas ». Comparez des mots entiers.",
    ),
)
def begins_with_a_cue(words, cues):
    found, i = [], 0
    while i < len(words):
        started = [(j, cue) for j in range(len(words), i, -1) for cue in cues if " ".join(words[i:j]) == cue]
        started += [(i + 1, cue) for cue in cues if words[i].startswith(cue)]
        if started:
            found.append((i, *started[0]))
        i = started[0][0] if started else i + 1
    return found


@task.mutant(
    Text(
        "You go through the cues one after the other: those found do not come from left to right, and the short one inside the long one is kept too. Go through the words.",
        "Vous parcourez les déclencheurs l'un après l'autre : vos trouvailles ne vont pas de gauche à droite, et le court à l'intérieur du long reste aussi. Parcourez les mots.",
    ),
)
def cue_after_cue(words, cues):
    return [found for cue in cues for found in _every_match(words, cues) if found[2] == cue]


@task.mutant(
    Text(
        "words.index(cue) finds one place, and cues of one word: what is denied twice is denied once, and « pas d'amélioration de » is never found. Go from word to word.",
        "words.index(cue) ne trouve qu'une place, et que des déclencheurs d'un mot : ce qui est nié deux fois ne l'est qu'une, et « pas d'amélioration de » n'est jamais trouvé. Avancez de mot en mot.",
    ),
)
def by_index(words, cues):
    return [(words.index(cue), words.index(cue) + 1, cue) for cue in cues if cue in words]


@task.cases
def sentences_with_cues(rng):
    for language in ("fr", "en", "fr", "en", "fr"):
        long = [cue for cue in CUES[language] if " " in cue]
        words = []
        for cue in (one_of(rng, long), one_of(rng, CUES[language]), CUES[language][0]):
            words += [*cue.split(), one_of(rng, FINDINGS[language]), one_of(rng, FILLERS[language])]
        first = "pas d' amelioration de" if language == "fr" else "no improvement in"
        yield case(
            words=[
                *first.split(),
                one_of(rng, FINDINGS[language]),
                ",",
                *NESTED[language].split(),
                one_of(rng, FINDINGS[language]),
                *words,
            ],
            cues=CUES[language],
        )
    # cues side by side, one of several words between two of one; a cue with others inside it and across its end; the words of one
    # turned round; a cue that ends the sentence
    for language, long, within, across in (
        ("fr", "pas d' amelioration de", "amelioration de", "de fond"),
        ("en", "no improvement in", "improvement in", "in general"),
    ):
        short = [cue for cue in CUES[language] if " " not in cue]
        one, other, last = (one_of(rng, short) for _ in range(3))
        sick, sicker = (str(name) for name in rng.permutation(FINDINGS[language])[:2])
        turned = long.split()[::-1]
        yield case(
            words=[
                one,
                *long.split(),
                other,
                sick,
                *long.split(),
                across.split()[1],
                sicker,
                *turned,
                sick,
                last,
            ],
            cues=[*CUES[language], within, across],
        )
    # a word that only begins with a cue, and one cue three times
    for language, like in (("fr", "passant"), ("en", "noon")):
        one = CUES[language][0]
        yield case(words=[like, one, FINDINGS[language][0], one, like, one], cues=CUES[language][::-1])
    # the last word of the long cue is a cue by itself, and a cue of two words goes before
    yield case(
        words=["pas", "que", "la", "toux", ",", "de", "plus", "en", "plus", one_of(rng, FINDINGS["fr"])],
        cues=CUES["fr"],
    )
