"""Tasks of lab m3_negation, builder path; the explorer's decisions stand in ``m3_negation_decisions.py``.

Algorithms: Chapman et al., J Biomed Inform 2001;34:301 (NegEx); Harkema et al., J Biomed Inform 2009;42:839 (ConText). Three
polarities, since *no argument for* is not *excluded*: Altman and Bland, BMJ 1995;311:485.
"""

import re
from collections import Counter

import m3_negation_decisions

from labkit.tasks import Judge, LabGrader, Text, case, laws

grader = LabGrader("m3_negation")

TAGGERS = [
    "labkit.text.ContextTagger",
    "labkit.text.EdsContextTagger",
    "labkit.text.context",
    "edsnlp",
    "negspacy",
]
FINDINGS = {
    "fr": [
        "fievre",
        "toux",
        "dyspnee",
        "nausees",
        "cephalees",
        "oedeme",
        "vertige",
        "frissons",
        "prurit",
        "syncope",
    ],
    "en": [
        "fever",
        "cough",
        "dyspnea",
        "nausea",
        "headache",
        "edema",
        "vertigo",
        "chills",
        "pruritus",
        "syncope",
    ],
}
CUES = {
    "fr": [
        "pas",
        "sans",
        "pas d' argument pour",
        "pas que",
        "ne permet pas d' exclure",
        "absence de",
        "plus",
        "de plus en plus",
    ],
    "en": ["no", "without", "no argument for", "not", "not only", "does not exclude", "no longer", "denies"],
}
FILLERS = {
    "fr": ["ce", "jour", "depuis", "hier", "non-fumeur", "passant"],
    "en": ["today", "since", "noon", "nodule", "another"],
}
# A long cue with another inside it, not at its start.
NESTED = {"fr": "ne permet pas d' exclure", "en": "does not exclude"}
TERMINATORS = {"fr": ["mais", "cependant", "hormis"], "en": ["but", "however", "except"]}
LISTS = {"fr": [",", "ni", "ou"], "en": [",", "nor", "or"]}


def _one(rng, names):
    return str(names[int(rng.integers(len(names)))])


# ---- 1. the matcher ------------------------------------------------------------------------------------------------

find_cues = grader.function(
    "find_cues",
    points=2,
    forbids=[*TAGGERS, "spacy"],
    why=Text(
        "Right. The longest cue wins: « pas d'argument pour » is one cue, and it does not say what « pas » alone says.",
        "Juste. Le déclencheur le plus long l'emporte : « pas d'argument pour » en est un seul, et il ne dit pas ce que dit « pas ».",
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


@find_cues.reference
def longest_first(words, cues):
    found, i = [], 0
    while i < len(words):
        ends = [j for j in range(len(words), i, -1) if " ".join(words[i:j]) in cues]
        if ends:
            found.append((i, ends[0], " ".join(words[i : ends[0]])))
        i = ends[0] if ends else i + 1
    return found


@find_cues.alternative
def sorted_by_length(words, cues):
    found, free = [], [True] * len(words)
    for cue in sorted(cues, key=lambda phrase: -len(phrase.split())):
        n = len(cue.split())
        for i in range(len(words) - n + 1):
            if words[i : i + n] == cue.split() and all(free[i : i + n]):
                found.append([i, i + n, cue])
                free[i : i + n] = [False] * n
    return sorted(found)


@find_cues.alternative
def by_regular_expression(words, cues):
    pattern = "|".join(re.escape(cue) for cue in sorted(cues, key=len, reverse=True))
    text = " ".join(words)
    return [
        (text[: m.start()].count(" "), text[: m.start()].count(" ") + m.group().count(" ") + 1, m.group())
        for m in re.finditer(rf"(?:(?<= )|^)(?:{pattern})(?= |$)", text)
    ]


def _every_match(words, cues):
    return [
        (i, j, " ".join(words[i:j]))
        for i in range(len(words))
        for j in range(i + 1, len(words) + 1)
        if " ".join(words[i:j]) in cues
    ]


@find_cues.mutant(
    "single_words",
    Text(
        "You look at one word at a time. « Pas d'argument pour » then reads as « pas »: a doubt becomes a denial. Try phrases "
        "of several words, the longest first.",
        "Vous regardez un mot à la fois. « Pas d'argument pour » se lit alors « pas » : un doute devient une négation. Essayez des "
        "expressions de plusieurs mots, les plus longues d'abord.",
    ),
)
def single_words(words, cues):
    return [(i, i + 1, word) for i, word in enumerate(words) if word in cues]


@find_cues.mutant(
    "every_match",
    Text(
        "You keep every match, also the short cue inside the long one: the same words then say « doubtful » and « absent ». Words "
        "already taken by a cue are taken: go on after it.",
        "Vous gardez toutes les trouvailles, même le déclencheur court à l'intérieur du long : les mêmes mots disent alors « douteux » "
        "et « absent ». Des mots déjà pris par un déclencheur sont pris : continuez après lui.",
    ),
)
def every_match(words, cues):
    return _every_match(words, cues)


@find_cues.mutant(
    "words_not_taken",
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


@find_cues.mutant(
    "shortest_first",
    Text(
        "The shortest cue wins in your answer, so that « pas » hides « pas d'argument pour ». Start from the longest.",
        "Chez vous, le déclencheur le plus court l'emporte : « pas » cache « pas d'argument pour ». Partez du plus long.",
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


@find_cues.mutant(
    "first_only",
    Text(
        "You stop at the first cue. A sentence of a clinical note often has two: « pas de toux, sans fièvre ».",
        "Vous vous arrêtez au premier déclencheur. Une phrase clinique en a souvent deux : « pas de toux, sans fièvre ».",
    ),
)
def first_only(words, cues):
    return longest_first(words, cues)[:1]


@find_cues.mutant(
    "last_word_included",
    Text(
        "Your end is the position of the cue's last word. As everywhere in Python, the end is one further: words[start:end] must be "
        "the cue.",
        "Votre fin est la position du dernier mot du déclencheur. Comme partout en Python, la fin est un cran plus loin : "
        "words[début:fin] doit être le déclencheur.",
    ),
)
def last_word_included(words, cues):
    return [(i, j - 1, cue) for i, j, cue in longest_first(words, cues)]


@find_cues.cases
def sentences_with_cues(rng):
    for language in ("fr", "en", "fr", "en", "fr"):
        long = [cue for cue in CUES[language] if " " in cue]
        words = []
        for cue in (_one(rng, long), _one(rng, CUES[language]), CUES[language][0]):
            words += [*cue.split(), _one(rng, FINDINGS[language]), _one(rng, FILLERS[language])]
        first = "pas d' argument pour" if language == "fr" else "no argument for"
        yield case(
            words=[
                *first.split(),
                _one(rng, FINDINGS[language]),
                ",",
                *NESTED[language].split(),
                _one(rng, FINDINGS[language]),
                *words,
            ],
            cues=CUES[language],
        )


# ---- 2. the scope --------------------------------------------------------------------------------------------------

scope = grader.function(
    "scope",
    points=2,
    forbids=TAGGERS,
    why=Text(
        "Right. A negation covers the list that follows and stops where another thought begins: « pas de toux ni de fièvre, MAIS une "
        "dyspnée ». Lose the « mais », and the breathless patient has no dyspnoea on file.",
        "Juste. Une négation couvre la liste qui suit et s'arrête où commence une autre idée : « pas de toux ni de fièvre, MAIS une "
        "dyspnée ». Perdez le « mais », et la personne essoufflée n'a plus de dyspnée au dossier.",
    ),
    hints=[
        Text(
            "Start at the word after the cue: words[end:]. Walk to the right.",
            "Partez du mot qui suit le déclencheur : words[end:]. Avancez vers la droite.",
        ),
        Text(
            "Stop at the first word that is in terminators; that word is not covered. Return the list of words covered.",
            "Arrêtez-vous au premier mot présent dans terminators ; ce mot n'est pas couvert. Renvoyez la liste des mots couverts.",
        ),
    ],
    laws=[
        laws.known(
            {"words": ["pas", "de", "toux", "mais", "fievre"], "end": 1, "terminators": ["mais"]},
            ["de", "toux"],
            Text(
                "« pas de toux mais fièvre »: the negation covers « de toux », and fever is outside.",
                "« pas de toux mais fièvre » : la négation couvre « de toux », et la fièvre est dehors.",
            ),
        ),
        laws.known(
            {"words": ["sans", "toux"], "end": 1, "terminators": []},
            ["toux"],
            Text(
                "Where nothing ends it, the scope runs to the end of the sentence.",
                "Si rien ne l'arrête, la portée va jusqu'au bout de la phrase.",
            ),
        ),
    ],
)


@scope.reference
def to_the_terminator(words, end, terminators):
    for i in range(end, len(words)):
        if words[i] in terminators:
            return words[end:i]
    return words[end:]


@scope.alternative
def with_takewhile(words, end, terminators):
    from itertools import takewhile

    return list(takewhile(lambda word: word not in set(terminators), words[end:]))


@scope.alternative
def with_next(words, end, terminators):
    stop = next((i for i, word in enumerate(words) if i >= end and word in terminators), len(words))
    return tuple(words[end:stop])


@scope.mutant(
    "to_the_full_stop",
    Text(
        "Your negation runs to the full stop. In « pas de toux mais une dyspnée » the dyspnoea is then denied, and nobody treats it. "
        "Some words begin another thought: stop there.",
        "Votre négation court jusqu'au point. Dans « pas de toux mais une dyspnée », la dyspnée est alors niée, et personne ne la "
        "soigne. Certains mots ouvrent une autre idée : arrêtez-vous là.",
    ),
)
def to_the_full_stop(words, end, terminators):
    return words[end:]


@scope.mutant(
    "comma_ends_it",
    Text(
        "You also end the scope at a comma. « Pas de toux, fièvre ni dyspnée » denies three findings: in a clinical note, a comma is "
        "most often a list. Stop at the terminators only.",
        "Vous arrêtez aussi la portée à la virgule. « Pas de toux, fièvre ni dyspnée » nie trois signes : dans une note clinique, la "
        "virgule est le plus souvent une liste. Ne vous arrêtez qu'aux terminateurs.",
    ),
)
def comma_ends_it(words, end, terminators):
    return to_the_terminator(words, end, [*terminators, ","])


@scope.mutant(
    "terminator_included",
    Text(
        "The terminator itself is in your scope: it belongs to the next thought.",
        "Le terminateur lui-même est dans votre portée : il appartient à l'idée suivante.",
    ),
)
def terminator_included(words, end, terminators):
    covered = to_the_terminator(words, end, terminators)
    return words[end : end + len(covered) + 1]


@scope.mutant(
    "terminator_before_the_cue",
    Text(
        "You look for a terminator from the start of the sentence. One that stands before the cue ends nothing: look after it.",
        "Vous cherchez un terminateur depuis le début de la phrase. S'il est avant le déclencheur, il n'arrête rien : cherchez après.",
    ),
)
def terminator_before_the_cue(words, end, terminators):
    stop = next((i for i, word in enumerate(words) if word in terminators), len(words))
    return words[end : max(stop, end)]


@scope.mutant(
    "in_the_order_of_the_list",
    Text(
        "You stop at the terminator that comes first in the list `terminators`. The first one in the sentence ends the scope: walk along the "
        "words, and ask of each whether it is in the list.",
        "Vous vous arrêtez au terminateur qui vient en premier dans la liste `terminators`. C'est le premier de la phrase qui arrête la "
        "portée : avancez mot à mot, et demandez pour chacun s'il est dans la liste.",
    ),
)
def in_the_order_of_the_list(words, end, terminators):
    for stop in terminators:
        if stop in words[end:]:
            return words[end : words.index(stop, end)]
    return words[end:]


@scope.mutant(
    "first_listed_anywhere",
    Text(
        "You take the terminator that comes first in the list, wherever it stands, even before the cue. Start at the word after the cue "
        "and stop at the first word that is in the list.",
        "Vous prenez le terminateur qui vient en premier dans la liste, où qu'il soit, même avant le déclencheur. Partez du mot qui suit le "
        "déclencheur et arrêtez-vous au premier mot qui est dans la liste.",
    ),
)
def first_listed_anywhere(words, end, terminators):
    for stop in terminators:
        if stop in words:
            return words[end : words.index(stop)]
    return words[end:]


@scope.mutant(
    "five_words",
    Text(
        "A window of a fixed number of words: enough for English lists of two, too short for « pas de toux, de fièvre, de frissons ni "
        "de dyspnée ». Let a word end the scope, not a count.",
        "Une fenêtre d'un nombre fixe de mots : assez pour deux signes, trop court pour « pas de toux, de fièvre, de frissons ni de "
        "dyspnée ». C'est un mot qui arrête la portée, pas un compte.",
    ),
)
def five_words(words, end, terminators):
    return to_the_terminator(words, end, terminators)[:5]


@scope.cases
def lists_and_turns(rng):
    for language, before in (("fr", True), ("en", False), ("fr", False), ("en", True), ("fr", True)):
        named = [str(name) for name in rng.permutation(FINDINGS[language])]
        de = ["de"] if language == "fr" else []
        # The sentence's terminators come in another order than the list's.
        first, *others = TERMINATORS[language]
        stop, joiner = _one(rng, others), LISTS[language][1]
        start = [named[0], first if rng.random() < 0.5 else stop] if before else []
        words = [
            *start,
            "pas" if language == "fr" else "no",
            *de,
            named[1],
            ",",
            *de,
            named[2],
            ",",
            *de,
            named[3],
            joiner,
        ]
        yield case(
            words=[*words, *de, named[4], stop, named[5], ",", named[6], first, named[7]],
            end=len(start) + 1,
            terminators=TERMINATORS[language],
        )


# ---- 3. polarity ---------------------------------------------------------------------------------------------------

polarity = grader.function(
    "polarity",
    points=3,
    forbids=TAGGERS,
    why=Text(
        "Right: three answers, not two. « Pas d'argument pour une embolie » is uncertain: nobody has excluded it. And a cue may look back: "
        "« embolie non retrouvée ».",
        "Juste : trois réponses, pas deux. « Pas d'argument pour une embolie » est incertain : personne ne l'a exclue. Et un déclencheur "
        "peut regarder en arrière : « embolie non retrouvée ».",
    ),
    hints=[
        Text(
            'A cue reaches the finding if it looks its way ("forward": the finding stands after it) and no terminator stands between.',
            "Un déclencheur atteint le signe s'il regarde de son côté (« forward » : le signe est après lui) et si aucun terminateur n'est "
            "entre les deux.",
        ),
        Text(
            "Of the cues that reach it, the nearest decides: abs(position - finding) is the smallest.",
            "Parmi ceux qui l'atteignent, le plus proche décide : abs(position - finding) est le plus petit.",
        ),
        Text(
            'If none reaches it, the finding is simply named: "present". Otherwise return the cue\'s own label, all three.',
            "Si aucun ne l'atteint, le signe est simplement nommé : \"present\". Sinon, renvoyez l'étiquette du déclencheur, les trois.",
        ),
    ],
    laws=[
        laws.known(
            {"finding": 3, "cues": [], "terminators": []},
            "present",
            Text(
                "A finding that no cue touches is present: the writer named it.",
                "Un signe qu'aucun déclencheur ne touche est présent : on l'a nommé.",
            ),
        ),
        laws.known(
            {"finding": 3, "cues": [(0, "uncertain", "forward")], "terminators": []},
            "uncertain",
            Text(
                "« Pas d'argument pour » is not « exclu »: the label « uncertain » must come through as it is. Not found does not mean "
                "excluded.",
                "« Pas d'argument pour » n'est pas « exclu » : l'étiquette « uncertain » doit ressortir telle quelle. Non trouvé ne veut pas "
                "dire exclu.",
            ),
        ),
    ],
)


def _polarity(finding, cues, terminators, *, both_ways=False, forward_only=False, stops=True, pick=min):
    reaching = []
    for position, label, looks in cues:
        low, high = sorted((position, finding))
        towards = both_ways or (looks == "forward") == (position < finding)
        if forward_only and looks != "forward":
            continue
        if towards and not (stops and any(low < stop < high for stop in terminators)):
            reaching.append((high - low, label))
    return pick(reaching)[1] if reaching else "present"


@polarity.reference
def nearest_that_reaches(finding, cues, terminators):
    return _polarity(finding, cues, terminators)


@polarity.alternative
def by_filtering(finding, cues, terminators):
    def free(position):
        return not set(range(min(position, finding), max(position, finding))) & set(terminators)

    kept = [c for c in cues if free(c[0]) and (c[0] < finding if c[2] == "forward" else c[0] > finding)]
    return min(kept, key=lambda cue: abs(cue[0] - finding))[1] if kept else "present"


@polarity.alternative
def walking_outwards(finding, cues, terminators):
    left, right = True, True
    at = {(position, looks): label for position, label, looks in cues}
    for distance in range(1, 100):
        left, right = (
            left and finding - distance not in terminators,
            right and finding + distance not in terminators,
        )
        if left and (finding - distance, "forward") in at:
            return at[finding - distance, "forward"]
        if right and (finding + distance, "backward") in at:
            return at[finding + distance, "backward"]
    return "present"


@polarity.mutant(
    "not_found_means_excluded",
    Text(
        "You know two labels only: what is not affirmed is absent. « Pas d'argument pour une embolie » says that nothing was seen, not that "
        "it was excluded. Absence of evidence is not evidence of absence: keep « uncertain ».",
        "Vous ne connaissez que deux étiquettes : ce qui n'est pas affirmé est absent. « Pas d'argument pour une embolie » dit qu'on n'a "
        "rien vu, pas qu'on l'a exclue. L'absence de preuve n'est pas une preuve d'absence : gardez « uncertain ».",
    ),
)
def not_found_means_excluded(finding, cues, terminators):
    return "present" if _polarity(finding, cues, terminators) == "present" else "absent"


@polarity.mutant(
    "runs_to_the_full_stop",
    Text(
        "Your cues reach across the terminators, to the full stop: what stands after « mais » is judged by what stands before it.",
        "Vos déclencheurs passent par-dessus les terminateurs, jusqu'au point : ce qui suit « mais » est jugé par ce qui le précède.",
    ),
)
def runs_to_the_full_stop(finding, cues, terminators):
    return _polarity(finding, cues, terminators, stops=False)


@polarity.mutant(
    "forward_only",
    Text(
        "You only look at cues that stand before the finding. « Embolie non retrouvée », « fever: denied »: some look back.",
        "Vous ne regardez que les déclencheurs placés avant le signe. « Embolie non retrouvée », « fever: denied » : certains regardent en "
        "arrière.",
    ),
)
def forward_only(finding, cues, terminators):
    return _polarity(finding, cues, terminators, forward_only=True)


@polarity.mutant(
    "both_ways",
    Text(
        "Your cues look both ways. In « toux, pas de fièvre » the « pas » then denies the cough too. Mind the third part of each cue.",
        "Vos déclencheurs regardent des deux côtés. Dans « toux, pas de fièvre », le « pas » nie alors aussi la toux. Tenez compte du "
        "troisième élément de chaque déclencheur.",
    ),
)
def both_ways(finding, cues, terminators):
    return _polarity(finding, cues, terminators, both_ways=True)


@polarity.mutant(
    "stops_before_only",
    Text(
        "You heed the terminators that stand before the finding, not those after it. In « fièvre, mais embolie non retrouvée » the "
        "« non retrouvée » looks back as far as « mais », no further: the fever is there.",
        "Vous tenez compte des terminateurs placés avant le signe, pas de ceux d'après. Dans « fièvre, mais embolie non retrouvée », "
        "« non retrouvée » regarde en arrière jusqu'au « mais », pas plus loin : la fièvre est là.",
    ),
)
def stops_before_only(finding, cues, terminators):
    return _polarity(finding, cues, [stop for stop in terminators if stop < finding])


def _reaches(finding, cue, terminators):
    return bool(_polarity(finding, [(cue[0], "reached", cue[2])], terminators) == "reached")


@polarity.mutant(
    "first_of_the_list",
    Text(
        "You return the first cue of the list that reaches the finding. The list is in no order: of those that reach it, the nearest decides.",
        "Vous renvoyez le premier déclencheur de la liste qui atteint le signe. La liste n'est pas triée : de ceux qui l'atteignent, le plus "
        "proche décide.",
    ),
)
def first_of_the_list(finding, cues, terminators):
    return next((cue[1] for cue in cues if _reaches(finding, cue, terminators)), "present")


@polarity.mutant(
    "first_of_the_list_to_the_full_stop",
    Text(
        "Two things: your cues reach across the terminators (« mais » must stop them), and you return the first one in the list where the "
        "nearest should decide.",
        "Deux choses : vos déclencheurs passent par-dessus les terminateurs (« mais » doit les arrêter), et vous renvoyez le premier de la "
        "liste alors que le plus proche décide.",
    ),
)
def first_of_the_list_to_the_full_stop(finding, cues, terminators):
    return first_of_the_list(finding, cues, [])


@polarity.mutant(
    "last_of_the_list",
    Text(
        "You keep the last cue of the list that reaches the finding. The list is in no order: compare distances, the nearest decides.",
        "Vous gardez le dernier déclencheur de la liste qui atteint le signe. La liste n'est pas triée : comparez les distances, le plus "
        "proche décide.",
    ),
)
def last_of_the_list(finding, cues, terminators):
    return next((cue[1] for cue in reversed(cues) if _reaches(finding, cue, terminators)), "present")


@polarity.mutant(
    "farthest_decides",
    Text(
        "Two cues reach the finding, and you let the farther one decide. The nearest one does: « no fever, suspected embolism ».",
        "Deux déclencheurs atteignent le signe, et vous laissez décider le plus éloigné. C'est le plus proche : « sans fièvre, suspicion "
        "d'embolie ».",
    ),
)
def farthest_decides(finding, cues, terminators):
    return _polarity(finding, cues, terminators, pick=max)


@polarity.cases
def clauses(rng):
    def at(low, high):
        return int(rng.integers(low, high))

    f = at(20, 30)
    yield case(finding=f, cues=[(f - at(1, 5), "uncertain", "forward")], terminators=[])
    yield case(finding=f, cues=[(f - at(6, 9), "absent", "forward")], terminators=[f - at(2, 4)])
    yield case(finding=f, cues=[(f + at(1, 4), "absent", "backward")], terminators=[f - 3])
    yield case(finding=f, cues=[(f + at(1, 4), "absent", "forward")], terminators=[])
    yield case(
        finding=f,
        cues=[(f - at(7, 10), "absent", "forward"), (f - at(1, 4), "uncertain", "forward")],
        terminators=[],
    )
    yield case(
        finding=f,
        cues=[(f - at(1, 3), "present", "forward"), (f - at(8, 10), "absent", "forward")],
        terminators=[f + 6],
    )
    yield case(
        finding=f,
        cues=[(f + at(4, 6), "uncertain", "backward"), (f - at(7, 9), "absent", "forward")],
        terminators=[f + 3],
    )
    yield case(finding=f, cues=[(f + at(4, 8), "absent", "backward")], terminators=[f + 2])
    yield case(
        finding=f,
        cues=[
            (f - at(8, 10), "absent", "forward"),
            (f + at(1, 4), "uncertain", "backward"),
            (f - at(5, 7), "present", "forward"),
        ],
        terminators=[],
    )


# ---- 4. whose finding is it ----------------------------------------------------------------------------------------

experiencer = grader.function(
    "experiencer",
    points=1,
    forbids=TAGGERS,
    why=Text(
        "Right. The mother's stroke is not the patient's, and what the mother reports is not the mother's.",
        "Juste. L'AVC de la mère n'est pas celui de la patiente, et ce que la mère rapporte n'est pas à la mère.",
    ),
    hints=[
        Text(
            "Walk from the first word to the finding and remember whom the sentence last spoke of.",
            "Allez du premier mot jusqu'au signe, et retenez de qui la phrase a parlé en dernier.",
        ),
        Text(
            "A relative counts, unless one of the two words before is in sources (« selon sa mère »): that relative only reports.",
            "Un proche compte, sauf si l'un des deux mots d'avant est dans sources (« selon sa mère ») : ce proche ne fait que rapporter.",
        ),
    ],
    laws=[
        laws.known(
            {"words": ["toux"], "finding": 0},
            "patient",
            Text(
                "Where nobody is named, the note speaks of the patient.",
                "Si personne n'est nommé, la note parle du patient.",
            ),
        ),
    ],
)
RELATIVES = {"fr": ["mere", "pere", "soeur", "frere"], "en": ["mother", "father", "sister", "brother"]}
PATIENT = {"fr": ["patient", "patiente"], "en": ["patient", "she"]}
SOURCES = {"fr": ["selon", "accompagne", "appel"], "en": ["per", "accompanied", "says"]}


@experiencer.reference
def last_spoken_of(words, finding, relatives, patient_words, sources):
    who = "patient"
    for i, word in enumerate(words[:finding]):
        if word in relatives and not set(words[max(0, i - 2) : i]) & set(sources):
            who = "family"
        elif word in patient_words:
            who = "patient"
    return who


@experiencer.alternative
def looking_back(words, finding, relatives, patient_words, sources):
    for i in range(finding - 1, -1, -1):
        if words[i] in patient_words:
            return "patient"
        if words[i] in relatives and not any(w in sources for w in words[max(0, i - 2) : i]):
            return "family"
    return "patient"


@experiencer.alternative
def by_last_positions(words, finding, relatives, patient_words, sources):
    before = list(enumerate(words))[:finding]
    kin = [i for i, w in before if w in relatives and not set(words[max(0, i - 2) : i]).intersection(sources)]
    own = [i for i, w in before if w in patient_words]
    return "family" if max(kin, default=-1) > max(own, default=-1) else "patient"


@experiencer.mutant(
    "any_relative",
    Text(
        "A relative anywhere in the sentence makes every finding the family's. « Mère diabétique, patiente hypertendue »: mind who comes "
        "last before the finding.",
        "Un proche n'importe où dans la phrase vous fait attribuer tous les signes à la famille. « Mère diabétique, patiente hypertendue » : "
        "regardez qui vient en dernier avant le signe.",
    ),
)
def any_relative(words, finding, relatives, patient_words, sources):
    return "family" if set(words) & set(relatives) else "patient"


@experiencer.mutant(
    "any_relative_before",
    Text(
        "A relative anywhere before the finding makes it the family's. Two things undo that: the sentence comes back to the patient, or "
        "the relative only reports (« selon sa mère »).",
        "Un proche n'importe où avant le signe vous le fait attribuer à la famille. Deux choses l'annulent : la phrase revient au patient, "
        "ou le proche ne fait que rapporter (« selon sa mère »).",
    ),
)
def any_relative_before(words, finding, relatives, patient_words, sources):
    return "family" if set(words[:finding]) & set(relatives) else "patient"


@experiencer.mutant(
    "always_the_patient",
    Text(
        "You give every finding to the patient: her father's infarction becomes hers, and so does the treatment.",
        "Vous attribuez tout à la patiente : l'infarctus de son père devient le sien, et le traitement aussi.",
    ),
)
def always_the_patient(words, finding, relatives, patient_words, sources):
    return "patient"


@experiencer.mutant(
    "who_reports_has_it",
    Text(
        "« Selon sa mère, fièvre »: the mother reports, the patient has the fever. Look at the two words before the relative.",
        "« Selon sa mère, fièvre » : la mère rapporte, c'est la patiente qui a la fièvre. Regardez les deux mots avant le proche.",
    ),
)
def who_reports_has_it(words, finding, relatives, patient_words, sources):
    return last_spoken_of(words, finding, relatives, patient_words, [])


@experiencer.mutant(
    "a_source_anywhere",
    Text(
        "One « selon » anywhere, and no relative counts any more. « Selon sa mère, toux ; père : infarctus »: the mother reports, the "
        "father had it. Look at the two words before each relative.",
        "Un seul « selon » dans la phrase, et plus aucun proche ne compte. « Selon sa mère, toux ; père : infarctus » : la mère rapporte, "
        "le père l'a eu. Regardez les deux mots avant chaque proche.",
    ),
)
def a_source_anywhere(words, finding, relatives, patient_words, sources):
    if set(words) & set(sources):
        return "patient"
    return last_spoken_of(words, finding, relatives, patient_words, sources)


@experiencer.mutant(
    "a_source_anywhere_before",
    Text(
        "A « selon » before the finding makes every relative a reporter for you. « Selon sa mère, toux ; père : infarctus »: only the "
        "relative right after it reports.",
        "Un « selon » avant le signe fait, chez vous, de tout proche un rapporteur. « Selon sa mère, toux ; père : infarctus » : seul le "
        "proche qui le suit rapporte.",
    ),
)
def a_source_anywhere_before(words, finding, relatives, patient_words, sources):
    if set(words[:finding]) & set(sources):
        return "patient"
    return last_spoken_of(words, finding, relatives, patient_words, sources)


@experiencer.mutant(
    "never_back_to_the_patient",
    Text(
        "Once a relative is named you never come back to the patient, although the sentence does: « père décédé d'un AVC ; patient "
        "hypertendu ».",
        "Une fois un proche nommé, vous ne revenez plus au patient, alors que la phrase y revient : « père décédé d'un AVC, patient "
        "hypertendu ».",
    ),
)
def never_back_to_the_patient(words, finding, relatives, patient_words, sources):
    return last_spoken_of(words, finding, relatives, [], sources)


@experiencer.cases
def families(rng):
    for language in ("fr", "en"):
        kin, own = _one(rng, RELATIVES[language]), _one(rng, PATIENT[language])
        said, his = _one(rng, SOURCES[language]), "sa" if language == "fr" else "her"
        sick, other = (str(name) for name in rng.permutation(FINDINGS[language])[:2])
        known = {
            "relatives": RELATIVES[language],
            "patient_words": PATIENT[language],
            "sources": SOURCES[language],
        }
        yield case(words=[kin, ":", sick], finding=2, **known)
        yield case(words=[kin, ":", sick, ",", own, ":", other], finding=6, **known)
        yield case(words=[kin, ":", sick, ",", own, ":", other], finding=2, **known)
        other_kin = next(name for name in RELATIVES[language] if name != kin)
        yield case(words=[said, his, kin, ",", sick, other], finding=4, **known)
        yield case(words=[said, his, kin, ",", sick, ";", other_kin, ":", other], finding=8, **known)
        yield case(
            words=[other_kin, ":", other, ";", said, his, kin, ",", own, ":", sick], finding=2, **known
        )
        yield case(words=[own, ":", sick, ",", kin, ":", other], finding=2, **known)
        yield case(words=[own, ":", sick, ",", kin, ":", other], finding=6, **known)


# ---- 5. plus de ----------------------------------------------------------------------------------------------------

reading_of_plus = grader.function(
    "reading_of_plus",
    points=1,
    forbids=TAGGERS,
    judge=Judge(
        "floor",
        {
            "truth": "truth",
            "least": 0.95,
            "message": (
                "Some sentences of notes you have not seen are still read the wrong way round. What tells « more » from « none »? Look "
                "after the finding, and before it.",
                "Des phrases de notes jamais vues sont encore lues à l'envers. Qu'est-ce qui distingue « davantage » de « aucun » ? Regardez "
                "après le signe, et avant lui.",
            ),
        },
    ),
    why=Text(
        "Right. A comparison (« que la veille », « qu'hier ») or « de plus en plus » says more; otherwise a note means none. Read aloud, "
        "one often hears it; on paper, ask the writer when in doubt.",
        "Juste. Une comparaison (« que la veille », « qu'hier ») ou « de plus en plus » dit davantage ; sinon, une note veut dire aucun. À "
        "l'oral, on l'entend souvent ; sur le papier, dans le doute, on demande à qui l'a écrit.",
    ),
    hints=[
        Text(
            'Show the rows that mean « more »: plus[plus.polarity == "present"].sentence. What do they share that the others have not?',
            'Affichez les lignes qui veulent dire « davantage » : plus[plus.polarity == "present"].sentence. Qu\'ont-elles que les autres '
            "n'ont pas ?",
        ),
        Text(
            "« que » (than) or « qu' » after the finding compares; « plus en » (« de plus en plus », more and more) before it says more too. "
            "fold() drops capitals and accents.",
            "« que » ou « qu' » après le signe compare ; « plus en » avant lui (« de plus en plus ») dit davantage aussi. fold() retire "
            "majuscules et accents.",
        ),
    ],
    laws=[],
)


@reading_of_plus.reference
def compared(before, after):
    more = re.search(r"\bqu(e\b|')", after.lower()) or "plus en" in before.lower()
    return "present" if more else "absent"


@reading_of_plus.alternative
def by_words(before, after):
    words = after.lower().replace("'", "' ").replace("’", "' ").split()
    return "present" if {"que", "qu'"} & set(words) or before.lower().count("plus") > 1 else "absent"


@reading_of_plus.alternative
def by_substrings(before, after):
    compares = any(word in after.lower() for word in ("que la veille", "qu'hier", "qu’hier"))
    return {True: "present", False: "absent"}[compares or "de plus en plus" in before.lower()]


@reading_of_plus.mutant(
    "always_none",
    Text(
        "« Plus de » is always « none » for you. « Plus de frissons que la veille »: the patient gets worse, and the chart says cured.",
        "« Plus de » veut toujours dire « aucun » chez vous. « Plus de frissons que la veille » : l'état s'aggrave, et le dossier dit guéri.",
    ),
)
def always_none(before, after, truth=None):
    return "absent"


@reading_of_plus.mutant(
    "always_more",
    Text(
        "« Plus de » is always « more » for you: every symptom that has gone stays in the chart. « Elle n'a plus de fièvre »: none.",
        "« Plus de » veut toujours dire « davantage » chez vous : tout symptôme disparu reste au dossier. « Elle n'a plus de fièvre » : aucune.",
    ),
)
def always_more(before, after, truth=None):
    return "present"


@reading_of_plus.mutant(
    "needs_ne",
    Text(
        "You wait for a « ne » or a « n' ». Notes drop it: « Plus de fièvre ce jour » has none, and means none.",
        "Vous attendez un « ne » ou un « n' ». Les notes l'omettent : « Plus de fièvre ce jour » n'en a pas, et veut dire aucune.",
    ),
)
def needs_ne(before, after, truth=None):
    return "absent" if re.search(r"\bn(e\b|')", before.lower()) else "present"


@reading_of_plus.mutant(
    "needs_ne_in_small_letters",
    Text(
        "You wait for a « ne » or a « n' », in small letters. Notes drop it, and many are in capitals: « PLUS DE FIÈVRE CE JOUR » has "
        "none, and means none.",
        "Vous attendez un « ne » ou un « n' », en minuscules. Les notes l'omettent, et beaucoup sont en capitales : « PLUS DE FIÈVRE CE "
        "JOUR » n'en a pas, et veut dire aucune.",
    ),
)
def needs_ne_in_small_letters(before, after, truth=None):
    return "absent" if "ne " in before or "n'" in before else "present"


@reading_of_plus.mutant(
    "only_que",
    Text(
        "You look after the finding only. « De plus en plus de chutes » says it before.",
        "Vous ne regardez qu'après le signe. « De plus en plus de chutes » le dit avant.",
    ),
)
def only_que(before, after, truth=None):
    return "present" if re.search(r"\bqu(e\b|')", after.lower()) else "absent"


@reading_of_plus.mutant(
    "upside_down",
    Text(
        "Upside down: « que la veille » compares, so there is more of it.",
        "À l'envers : « que la veille » compare, donc il y en a davantage.",
    ),
)
def upside_down(before, after, truth=None):
    return "absent" if compared(before, after) == "present" else "present"


@reading_of_plus.cases
def notes_nobody_has_seen(rng):
    """Sentences of newly written notes, at most eight of each of four shapes, never fewer than one, and one in capitals."""
    taken = Counter()
    for _attempt in range(8):
        for before, after, truth in m3_negation_decisions.new_plus(int(rng.integers(2**31))):
            shape = (truth, "en plus" in before.lower(), bool(re.search(r"\bn(e\b|')", before.lower())))
            taken[shape] += 1
            if taken[shape] <= 8:
                yield case(before=before, after=after, truth=truth)
            if shape[2] and taken[shape] == 1:
                # Many a note is typed in capitals: « ELLE N'A PLUS DE ».
                yield case(before=before.upper(), after=after.upper(), truth=truth)
        if sum(count > 0 for count in taken.values()) >= 4:
            return


# ---- 6. the error table --------------------------------------------------------------------------------------------

errors_by_phenomenon = grader.function(
    "errors_by_phenomenon",
    points=1,
    forbids=["labkit.text.PhenomenonErrorsDisplay", "labkit.text.errors_display"],
    why=Text(
        "Right: a row for each phenomenon, whatever its size. The average hides where a tool is always wrong.",
        "Juste : une ligne par phénomène, quelle que soit sa taille. La moyenne cache où un outil se trompe toujours.",
    ),
    hints=[
        Text(
            "Take one phenomenon. Of its mentions, in how many does said differ from gold?",
            "Prenez un phénomène. Parmi ses mentions, dans combien said diffère-t-il de gold ?",
        ),
        Text(
            "Divide by the number of mentions of that phenomenon; give a dict, phenomenon to share.",
            "Divisez par le nombre de mentions de ce phénomène ; donnez un dict, du phénomène à la part.",
        ),
    ],
    laws=[
        laws.bounded(
            0,
            1,
            Text(
                "A share lies between 0 and 1. Is yours a count? Divide it by the mentions of that phenomenon.",
                "Une part est entre 0 et 1. La vôtre est-elle un compte ? Divisez-le par les mentions de ce phénomène.",
            ),
        ),
        laws.permutation_invariant(["gold", "said", "phenomenon"]),
        laws.replication_invariant(["gold", "said", "phenomenon"]),
        laws.known(
            {
                "gold": ["absent", "uncertain"],
                "said": ["absent", "absent"],
                "phenomenon": ["negation", "uncertainty"],
            },
            {"negation": 0.0, "uncertainty": 1.0},
            Text(
                "Two mentions, one a phenomenon: the one that is called absent though uncertain is an error.",
                "Deux mentions, une par phénomène : celle qui est dite absente alors qu'elle est incertaine est une erreur.",
            ),
        ),
    ],
)


def _shares(gold, said, phenomenon, wrong, counted=lambda g, s: True, total=None):
    n, errors = Counter(), Counter()
    for g, s, p in zip(gold, said, phenomenon, strict=True):
        n[p] += counted(g, s)
        errors[p] += wrong(g, s) and counted(g, s)
    whole = total(errors, n) if total else n
    return {p: errors[p] / whole[p] if whole[p] else 0.0 for p in n}


@errors_by_phenomenon.reference
def wrong_among_its_own(gold, said, phenomenon):
    return _shares(gold, said, phenomenon, lambda g, s: g != s)


@errors_by_phenomenon.alternative
def with_pandas(gold, said, phenomenon):
    import pandas as pd

    return pd.Series([g != s for g, s in zip(gold, said, strict=True)]).groupby(list(phenomenon)).mean()


@errors_by_phenomenon.alternative
def with_comprehensions(gold, said, phenomenon):
    rows = list(zip(gold, said, phenomenon, strict=True))
    of = {p: [g != s for g, s, q in rows if q == p] for p in set(phenomenon)}
    return {p: sum(wrong) / len(wrong) for p, wrong in of.items()}


@errors_by_phenomenon.mutant(
    "share_of_all_errors",
    Text(
        "You divide by all the errors: that says where the errors are, not how often a tool is wrong on a phenomenon. A rare one then "
        "looks harmless. Divide by its own mentions.",
        "Vous divisez par toutes les erreurs : cela dit où elles sont, pas combien de fois un outil se trompe sur un phénomène. S'il est "
        "rare, il paraît alors sans danger. Divisez par ses propres mentions.",
    ),
)
def share_of_all_errors(gold, said, phenomenon):
    def whole(errors, n):
        return dict.fromkeys(n, sum(errors.values()))

    return _shares(gold, said, phenomenon, lambda g, s: g != s, total=whole)


@errors_by_phenomenon.mutant(
    "right_not_wrong",
    Text(
        "That is the share of right answers; the errors are the rest.",
        "C'est la part des réponses justes ; les erreurs sont le reste.",
    ),
)
def right_not_wrong(gold, said, phenomenon):
    return {p: 1 - share for p, share in wrong_among_its_own(gold, said, phenomenon).items()}


@errors_by_phenomenon.mutant(
    "two_labels",
    Text(
        "You count « uncertain » and « absent » as the same, so that a tool that excludes what nobody has excluded makes no error. Three "
        "labels: any difference counts.",
        "Vous comptez « incertain » et « absent » pour la même chose : un outil qui exclut ce que personne n'a exclu ne fait alors aucune "
        "erreur. Trois étiquettes : toute différence compte.",
    ),
)
def two_labels(gold, said, phenomenon):
    return _shares(gold, said, phenomenon, lambda g, s: (g == "present") != (s == "present"))


@errors_by_phenomenon.mutant(
    "one_average",
    Text(
        "Every phenomenon gets the same number, the average of all mentions. That is the very number that hides them.",
        "Chaque phénomène reçoit le même nombre, la moyenne de toutes les mentions. C'est justement le nombre qui les cache.",
    ),
)
def one_average(gold, said, phenomenon):
    share = sum(g != s for g, s in zip(gold, said, strict=True)) / len(gold)
    return dict.fromkeys(phenomenon, share)


@errors_by_phenomenon.mutant(
    "no_error_no_row",
    Text(
        "A phenomenon without an error has no row in your answer: nobody can tell « never wrong » from « never looked at ». Give it 0.",
        "Un phénomène sans erreur n'a pas de ligne chez vous : on ne distingue plus « jamais faux » de « jamais regardé ». Donnez-lui 0.",
    ),
)
def no_error_no_row(gold, said, phenomenon):
    return {p: share for p, share in wrong_among_its_own(gold, said, phenomenon).items() if share}


@errors_by_phenomenon.mutant(
    "share_of_all_mentions",
    Text(
        "You divide by all the mentions. A rare phenomenon that is always wrong then shows a small number: divide by its own mentions.",
        "Vous divisez par toutes les mentions. Un phénomène rare et toujours faux affiche alors un petit nombre : divisez par ses propres "
        "mentions.",
    ),
)
def share_of_all_mentions(gold, said, phenomenon):
    return _shares(
        gold, said, phenomenon, lambda g, s: g != s, total=lambda errors, n: dict.fromkeys(n, len(gold))
    )


@errors_by_phenomenon.mutant(
    "share_of_all_mentions_no_row",
    Text(
        "Two things: you divide by all the mentions (divide by the phenomenon's own), and a phenomenon without an error has no row (it is 0).",
        "Deux choses : vous divisez par toutes les mentions (divisez par celles du phénomène), et un phénomène sans erreur n'a pas de ligne "
        "(c'est 0).",
    ),
)
def share_of_all_mentions_no_row(gold, said, phenomenon):
    return {p: share for p, share in share_of_all_mentions(gold, said, phenomenon).items() if share}


@errors_by_phenomenon.mutant(
    "only_what_was_flagged",
    Text(
        "You count only mentions that the tool calls present. The missed ones, which it calls absent though they are there, have vanished.",
        "Vous ne comptez que les mentions que l'outil dit présentes. Celles qu'il manque, dites absentes alors qu'elles y sont, ont disparu.",
    ),
)
def only_what_was_flagged(gold, said, phenomenon):
    return _shares(gold, said, phenomenon, lambda g, s: g != s, counted=lambda g, s: s == "present")


@errors_by_phenomenon.cases
def judged_mentions(rng):
    labels = ["present", "absent", "uncertain"]
    for n in (40, 60, 80):
        phenomenon = [
            str(p)
            for p in rng.choice(["negation", "uncertainty", "plain", "pseudo"], n, p=[0.4, 0.3, 0.2, 0.1])
        ]
        gold = [str(g) for g in rng.choice(labels, n)]
        said = [g if rng.random() < 0.6 else str(rng.choice(labels)) for g in gold]
        first = {"phenomenon": ["negation", "uncertainty", "plain", "pseudo"] * 2}
        yield case(
            gold=["uncertain"] * 4 + ["present"] * 4 + gold + ["present"] * 3,
            said=["absent"] * 4 + ["present"] * 4 + said + ["present"] * 3,
            phenomenon=first["phenomenon"] + phenomenon + ["family"] * 3,
        )


m3_negation_decisions.declare(grader)
