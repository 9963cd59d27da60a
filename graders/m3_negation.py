"""Tasks of lab m3_negation, builder path; its last one stands in ``m3_negation_reader.py``, the explorer's decisions in
``m3_negation_decisions.py``.

Algorithms: Chapman et al., J Biomed Inform 2001;34:301 (NegEx); Harkema et al., J Biomed Inform 2009;42:839 (ConText). Three
polarities, since *no argument for* is not *excluded*: Altman and Bland, BMJ 1995;311:485.
"""

import re
from collections import Counter

import m3_negation_decisions
import m3_negation_reader

from labkit.tasks import LabGrader, Text, case, laws

grader = LabGrader("m3_negation")

TAGGERS = [
    "labkit.text.ContextTagger",
    "labkit.text.EdsContextTagger",
    "labkit.text.NegspacyTagger",
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
    points=1,
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
    points=2,
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


# ---- 4. whose finding, and when -------------------------------------------------------------------------------------

whose_and_when = grader.function(
    "whose_and_when",
    points=2,
    forbids=TAGGERS,
    why=Text(
        "Right: two questions beside polarity. The father's infarction is not the patient's, an « antécédent » is neither absent nor of today, "
        "and « antécédents familiaux » is both: a relative's, and past.",
        "Juste : deux questions, à côté de la polarité. L'infarctus du père n'est pas celui du patient, un antécédent n'est ni absent ni "
        "d'aujourd'hui, et « antécédents familiaux » est les deux : à un proche, et passé.",
    ),
    hints=[
        Text(
            "Walk from the first word to the finding and remember two things: whom the sentence last spoke of, and of what time.",
            "Allez du premier mot jusqu'au signe, et retenez deux choses : de qui la phrase a parlé en dernier, et de quel moment.",
        ),
        Text(
            "A relative counts, unless one of the two words before is in sources (« selon sa mère »): that relative is skipped. Mind the first "
            "words: at i = 1, words[i - 2:i] begins at -1, from the end, and is empty.",
            "Un proche compte, sauf si l'un des deux mots d'avant est dans sources (« selon sa mère ») : ce proche est sauté. Attention aux premiers "
            "mots : en i = 1, words[i - 2:i] part de -1, donc de la fin, et il est vide.",
        ),
        Text(
            "The two answers do not touch each other: a word of past sets the time and leaves whose it is; a word of patient_words does the reverse. "
            "Return (who, when).",
            "Les deux réponses ne se touchent pas : un mot de past fixe le moment et laisse la personne ; un mot de patient_words fait l'inverse. "
            "Renvoyez (qui, quand).",
        ),
    ],
    laws=[
        laws.known(
            {"words": ["toux"], "finding": 0},
            ("patient", "current"),
            Text(
                "Where nobody and no time is named, the note speaks of the patient, now. Return a pair, whose then when: two words "
                "with a comma between them, not one string.",
                "Si personne n'est nommé, ni aucun moment, la note parle du patient, maintenant. Renvoyez un couple, la personne puis le "
                "moment : deux mots séparés par une virgule, pas une seule chaîne.",
            ),
        ),
    ],
)
RELATIVES = {
    "fr": ["mere", "pere", "soeur", "frere", "familiaux"],
    "en": ["mother", "father", "sister", "brother", "family"],
}
PATIENT = {"fr": ["patient", "patiente"], "en": ["patient", "she"]}
SOURCES = {"fr": ["selon", "accompagne", "appel"], "en": ["per", "accompanied", "says"]}
PAST = {"fr": ["antecedents", "atcd", "ancien"], "en": ["history", "previous", "past"]}
NOW = {"fr": ["jour", "actuellement", "desormais"], "en": ["present", "today", "now"]}


@whose_and_when.reference
def last_word_decides(words, finding, relatives, patient_words, sources, past, now):
    who, when = "patient", "current"
    for i, word in enumerate(words[:finding]):
        if word in patient_words or word in relatives and not set(words[max(0, i - 2) : i]) & set(sources):
            who = "family" if word in relatives else "patient"
        if word in past or word in now:
            when = "past" if word in past else "current"
    return who, when


@whose_and_when.alternative
def looking_back(words, finding, relatives, patient_words, sources, past, now):
    who = when = None
    for i in range(finding - 1, -1, -1):
        if who is None and words[i] in patient_words:
            who = "patient"
        if who is None and words[i] in relatives and not any(w in sources for w in words[max(0, i - 2) : i]):
            who = "family"
        if when is None and words[i] in (*past, *now):
            when = "past" if words[i] in past else "current"
    return [who or "patient", when or "current"]


@whose_and_when.alternative
def by_last_positions(words, finding, relatives, patient_words, sources, past, now):
    before = list(enumerate(words))[:finding]

    def last(names, reports=()):
        at = [i for i, w in before if w in names and not set(words[max(0, i - 2) : i]).intersection(reports)]
        return max(at, default=-1)

    kin, own = last(relatives, sources), last(patient_words)
    return ("family" if kin > own else "patient", "past" if last(past) > last(now) else "current")


def _both(words, finding, known, *, who=None, when=None):
    """The reference's answer with one half, or both, replaced."""
    right = last_word_decides(words, finding, **known)
    return (who or right[0], when or right[1])


def _any(words, names, yes, no):
    return yes if set(words) & set(names) else no


@whose_and_when.mutant(
    "any_relative",
    Text(
        "A relative anywhere in the sentence makes every finding the family's. « Mère diabétique, patiente hypertendue »: mind who comes "
        "last before the finding.",
        "Un proche n'importe où dans la phrase vous fait attribuer tous les signes à la famille. « Mère diabétique, patiente hypertendue » : "
        "regardez qui vient en dernier avant le signe.",
    ),
)
def any_relative(words, finding, **known):
    return _both(words, finding, known, who=_any(words, known["relatives"], "family", "patient"))


@whose_and_when.mutant(
    "any_relative_before",
    Text(
        "A relative anywhere before the finding makes it the family's. Two things undo that: the sentence comes back to the patient, or "
        "the relative only reports (« selon sa mère »).",
        "Un proche n'importe où avant le signe vous le fait attribuer à la famille. Deux choses l'annulent : la phrase revient au patient, "
        "ou le proche ne fait que rapporter (« selon sa mère »).",
    ),
)
def any_relative_before(words, finding, **known):
    return _both(words, finding, known, who=_any(words[:finding], known["relatives"], "family", "patient"))


@whose_and_when.mutant(
    "always_the_patient",
    Text(
        "You give every finding to the patient: her father's infarction becomes hers, and so does the treatment.",
        "Vous attribuez tout à la patiente : l'infarctus de son père devient le sien, et le traitement aussi.",
    ),
)
def always_the_patient(words, finding, **known):
    return _both(words, finding, known, who="patient")


@whose_and_when.mutant(
    "who_reports_has_it",
    Text(
        "« Selon sa mère, fièvre »: the mother reports, the patient has the fever. Look at the two words before the relative.",
        "« Selon sa mère, fièvre » : la mère rapporte, c'est la patiente qui a la fièvre. Regardez les deux mots avant le proche.",
    ),
)
def who_reports_has_it(words, finding, **known):
    return last_word_decides(words, finding, **known | {"sources": []})


@whose_and_when.mutant(
    "a_source_anywhere",
    Text(
        "One « selon » anywhere, and no relative counts any more. « Selon sa mère, toux ; père : infarctus »: the mother reports, the "
        "father had it. Look at the two words before each relative.",
        "Un seul « selon » dans la phrase, et plus aucun proche ne compte. « Selon sa mère, toux ; père : infarctus » : la mère rapporte, "
        "le père l'a eu. Regardez les deux mots avant chaque proche.",
    ),
)
def a_source_anywhere(words, finding, **known):
    return _both(words, finding, known, who=_any(words, known["sources"], "patient", None))


@whose_and_when.mutant(
    "a_source_anywhere_before",
    Text(
        "A « selon » before the finding makes every relative a reporter for you. « Selon sa mère, toux ; père : infarctus »: only the "
        "relative right after it reports.",
        "Un « selon » avant le signe fait, chez vous, de tout proche un rapporteur. « Selon sa mère, toux ; père : infarctus » : seul le "
        "proche qui le suit rapporte.",
    ),
)
def a_source_anywhere_before(words, finding, **known):
    return _both(words, finding, known, who=_any(words[:finding], known["sources"], "patient", None))


@whose_and_when.mutant(
    "never_back_to_the_patient",
    Text(
        "Once a relative is named you never come back to the patient, although the sentence does: « père décédé d'un AVC ; patient "
        "hypertendu ».",
        "Une fois un proche nommé, vous ne revenez plus au patient, alors que la phrase y revient : « père décédé d'un AVC, patient "
        "hypertendu ».",
    ),
)
def never_back_to_the_patient(words, finding, **known):
    return last_word_decides(words, finding, **known | {"patient_words": []})


@whose_and_when.mutant(
    "family_history_is_the_patients",
    Text(
        "« Antécédents familiaux : infarctus », « family history of stroke »: you file them as the patient's own past. « Familiaux » and « family » "
        "stand among the relatives: whose comes from them, when from « antécédents ».",
        "« Antécédents familiaux : infarctus », « family history of stroke » : vous les classez comme le passé du patient. « Familiaux » et « family » "
        "sont parmi les proches : la personne vient d'eux, le moment vient d'« antécédents ».",
    ),
)
def family_history_is_the_patients(words, finding, **known):
    beside_past = {
        word
        for i, word in enumerate(words)
        if word in known["relatives"] and set(words[max(0, i - 1) : i + 2]) & set(known["past"])
    }
    kept = [word for word in known["relatives"] if word not in beside_past]
    return last_word_decides(words, finding, **known | {"relatives": kept})


@whose_and_when.mutant(
    "history_is_absence",
    Text(
        "A past illness is somebody else's, for you, or nobody's: the patient's own « antécédent » goes to the family. History is neither absence "
        "nor heredity: an old infarction is the patient's, and past. Keep the two answers apart.",
        "Chez vous, une maladie passée est à quelqu'un d'autre, ou à personne : l'antécédent du patient part à la famille. Un antécédent n'est "
        "ni une absence ni une hérédité : l'infarctus ancien est au patient, et il est passé. Séparez les deux réponses.",
    ),
)
def history_is_absence(words, finding, **known):
    who, when = last_word_decides(words, finding, **known)
    return ("family" if when == "past" else who, when)


@whose_and_when.mutant(
    "always_now",
    Text(
        "Everything is of today for you: an infarction under « ATCD » then rings the resuscitation team. Read the words of past and of now.",
        "Chez vous, tout est d'aujourd'hui : un infarctus sous « ATCD » fait alors appeler le déchocage. Lisez les mots de past et de now.",
    ),
)
def always_now(words, finding, **known):
    return _both(words, finding, known, when="current")


@whose_and_when.mutant(
    "any_past_word",
    Text(
        "A past word anywhere in the sentence makes every finding past, even one named before it. « Dyspnée ; ATCD : infarctus »: only what "
        "follows the word is concerned here.",
        "Un mot du passé n'importe où dans la phrase rend tout passé, même ce qui est nommé avant lui. « Dyspnée ; ATCD : infarctus » : ici, "
        "seul ce qui suit le mot est concerné.",
    ),
)
def any_past_word(words, finding, **known):
    return _both(words, finding, known, when=_any(words, known["past"], "past", "current"))


@whose_and_when.mutant(
    "past_even_before_today",
    Text(
        "Once a past word is read, all that follows is past for you, even after « ce jour ». « ATCD : infarctus. Ce jour : dyspnée »: the "
        "breathlessness of today goes under history, and nobody comes.",
        "Un mot du passé une fois lu, toute la suite est passée pour vous, même après « ce jour ». « ATCD : infarctus. Ce jour : dyspnée » : "
        "la dyspnée d'aujourd'hui part aux antécédents, et personne ne vient.",
    ),
)
def past_even_before_today(words, finding, **known):
    return _both(words, finding, known, when=_any(words[:finding], known["past"], "past", "current"))


@whose_and_when.mutant(
    "the_patient_ends_the_past",
    Text(
        "One state for two questions: when the sentence comes back to the patient, you also come back to today. « ATCD : patient opéré d'une "
        "hernie »: the patient's, and past. Keep who and when in two variables.",
        "Un seul état pour deux questions : quand la phrase revient au patient, vous revenez aussi à aujourd'hui. « ATCD : patient opéré d'une "
        "hernie » : c'est le patient, et c'est passé. Gardez qui et quand dans deux variables.",
    ),
)
def the_patient_ends_the_past(words, finding, **known):
    return last_word_decides(words, finding, **known | {"now": [*known["now"], *known["patient_words"]]})


@whose_and_when.mutant(
    "today_ends_the_relative",
    Text(
        "One state for two questions: at « ce jour » you also come back to the patient. « Père : ce jour, infarctus »: today, and still the "
        "father's. Keep who and when in two variables.",
        "Un seul état pour deux questions : à « ce jour », vous revenez aussi au patient. « Père : ce jour, infarctus » : c'est aujourd'hui, et "
        "c'est toujours le père. Gardez qui et quand dans deux variables.",
    ),
)
def today_ends_the_relative(words, finding, **known):
    return last_word_decides(
        words, finding, **known | {"patient_words": [*known["patient_words"], *known["now"]]}
    )


@whose_and_when.mutant(
    "any_word_before",
    Text(
        "Any relative and any past word before the finding count for you, whatever comes after them. The sentence may come back to the patient, "
        "the relative may only report, and « ce jour » ends the past: the last word decides.",
        "Chez vous, tout proche et tout mot du passé placés avant le signe comptent, quoi qu'il vienne ensuite. La phrase peut revenir au patient, "
        "le proche peut ne faire que rapporter, et « ce jour » met fin au passé : le dernier mot décide.",
    ),
)
def any_word_before(words, finding, **known):
    before = words[:finding]
    who = _any(before, known["relatives"], "family", "patient")
    return (who, _any(before, known["past"], "past", "current"))


@whose_and_when.mutant(
    "any_word_anywhere",
    Text(
        "Any relative and any past word in the sentence count for you, even after the finding. Read up to the finding, words[:finding], and let "
        "the last word decide.",
        "Chez vous, tout proche et tout mot du passé de la phrase comptent, même après le signe. Lisez jusqu'au signe, words[:finding], et "
        "laissez le dernier mot décider.",
    ),
)
def any_word_anywhere(words, finding, **known):
    who = _any(words, known["relatives"], "family", "patient")
    return (who, _any(words, known["past"], "past", "current"))


@whose_and_when.mutant(
    "a_slice_from_the_end",
    Text(
        "« Selon mère, fièvre »: the source is the first word, the relative the second, and you miss the source. words[i - 2:i] begins at -1 there, that is "
        "from the end of the list, and is empty. Begin at max(0, i - 2).",
        "« Selon mère, fièvre » : la source est le premier mot, le proche le deuxième, et vous manquez la source. words[i - 2:i] part alors de -1, donc de la "
        "fin de la liste, et il est vide. Partez de max(0, i - 2).",
    ),
)
def a_slice_from_the_end(words, finding, **known):
    return _with_reports(words, finding, known, lambda i: words[i - 2 : i])


@whose_and_when.mutant(
    "one_word_before",
    Text(
        "You look for a source in one word before the relative. « Selon sa mère »: the source is two words before.",
        "Vous cherchez une source dans le seul mot qui précède le proche. « Selon sa mère » : la source est deux mots avant.",
    ),
)
def one_word_before(words, finding, **known):
    return _with_reports(words, finding, known, lambda i: words[max(0, i - 1) : i])


@whose_and_when.mutant(
    "three_words_before",
    Text(
        "You look for a source three words before the relative. « Selon le médecin, mère : AVC »: the doctor reports, and the mother had it. Two words, no more.",
        "Vous cherchez une source jusqu'à trois mots avant le proche. « Selon médecin, mère : AVC » : le médecin rapporte, et c'est la mère qui l'a eu. Deux mots, "
        "pas plus.",
    ),
)
def three_words_before(words, finding, **known):
    return _with_reports(words, finding, known, lambda i: words[max(0, i - 3) : i])


@whose_and_when.mutant(
    "the_full_stop_resets",
    Text(
        "At a full stop you come back to the patient, today. By the rule of this task only a word that speaks of it changes the answer: « Père, ATCD : infarctus. "
        "AVC » is one list, and the stroke is the father's, and past.",
        "Au point, vous revenez au patient et à aujourd'hui. Selon la règle de cette tâche, seul un mot qui en parle change la réponse : « Père, ATCD : infarctus. "
        "AVC » est une seule liste, et l'AVC est au père, et passé.",
    ),
)
def the_full_stop_resets(words, finding, **known):
    more = {"patient_words": [*known["patient_words"], "."], "now": [*known["now"], "."]}
    return last_word_decides(words, finding, **known | more)


@whose_and_when.mutant(
    "who_reports_brings_back_the_patient",
    Text(
        "A relative who reports brings you back to the patient. That relative is skipped and changes nothing: in « Père : infarctus ; selon sa mère, AVC » the "
        "stroke is still the father's.",
        "Un proche qui rapporte vous ramène au patient. Ce proche est sauté, il ne change rien : dans « Père : infarctus ; selon sa mère, AVC », l'AVC est "
        "toujours celui du père.",
    ),
)
def who_reports_brings_back_the_patient(words, finding, **known):
    who, when = "patient", last_word_decides(words, finding, **known)[1]
    for i, word in enumerate(words[:finding]):
        if word in known["relatives"]:
            who = "patient" if set(words[max(0, i - 2) : i]) & set(known["sources"]) else "family"
        elif word in known["patient_words"]:
            who = "patient"
    return who, when


@whose_and_when.mutant(
    "when_then_who",
    Text(
        "Both answers are right, the other way round: whose first, then when.",
        "Les deux réponses sont justes, mais dans l'autre ordre : d'abord à qui, puis quand.",
    ),
)
def when_then_who(words, finding, **known):
    return last_word_decides(words, finding, **known)[::-1]


def _with_reports(words, finding, known, window):
    """The rule, with another window in which a source makes a relative a reporter."""
    who, when = "patient", last_word_decides(words, finding, **known)[1]
    for i, word in enumerate(words[:finding]):
        if word in known["patient_words"]:
            who = "patient"
        if word in known["relatives"] and not set(window(i)) & set(known["sources"]):
            who = "family"
    return who, when


@whose_and_when.cases
def families_and_histories(rng):
    for language in ("fr", "en"):
        kin, own = _one(rng, RELATIVES[language][:4]), _one(rng, PATIENT[language])
        other_kin = next(name for name in RELATIVES[language] if name != kin)
        said, his = _one(rng, SOURCES[language]), "sa" if language == "fr" else "her"
        sick, other = (str(name) for name in rng.permutation(FINDINGS[language])[:2])
        old, new = _one(rng, PAST[language]), _one(rng, NOW[language])
        doctor = "medecin" if language == "fr" else "doctor"
        heredity = ["antecedents", "familiaux"] if language == "fr" else ["family", "history"]
        known = {
            "relatives": RELATIVES[language],
            "patient_words": PATIENT[language],
            "sources": SOURCES[language],
            "past": PAST[language],
            "now": NOW[language],
        }
        # "ATCD : infarctus. Ce jour : dyspnée", then the same in one sentence with a relative.
        for words, finding in (
            ([kin, ":", sick], 2),
            ([kin, ":", sick, ",", own, ":", other], 6),
            ([said, his, kin, ",", sick, other], 4),
            ([said, his, kin, ",", sick, ";", other_kin, ":", other], 8),
            ([other_kin, ":", other, ";", said, his, kin, ",", own, ":", sick], 2),
            ([own, ":", sick, ",", kin, ":", other], 2),
            ([old, ":", sick, ".", new, ":", other], 2),
            ([old, ":", sick, ".", new, ":", other], 6),
            ([sick, ";", old, ":", other], 0),
            ([new, ":", sick, ",", old, ":", other], 6),
            ([*heredity, ":", sick], 3),
            ([*heredity, ":", sick, ".", own, ",", new, ":", other], 8),
            ([old, ":", own, ",", sick], 4),
            ([kin, ",", new, ":", sick], 4),
            ([kin, ",", old, ":", sick, ";", own, ":", other], 8),
            ([said, kin, ":", sick], 3),
            ([said, doctor, ",", kin, ":", sick], 5),
            ([kin, ",", old, ":", sick, ".", other], 6),
            ([other_kin, ":", other, ";", said, his, kin, ",", sick], 8),
        ):
            yield case(words=words, finding=finding, **known)


# ---- 5. what an exclusion is worth ---------------------------------------------------------------------------------

wrong_exclusions = grader.function(
    "wrong_exclusions",
    points=1,
    forbids=["labkit.text.PhenomenonErrorsDisplay", "labkit.text.errors_display"],
    why=Text(
        "Right: among what is called absent, and there only, the share that nobody excluded. A tool that never excludes is not a tool that "
        "excludes well: it has no such share.",
        "Juste : parmi ce qui est dit absent, et là seulement, la part que personne n'a exclue. Un outil qui n'exclut jamais n'est pas un outil "
        "qui exclut bien : il n'a pas de telle part.",
    ),
    hints=[
        Text(
            'Take one group. Keep its mentions whose said is "absent", and leave the others out.',
            'Prenez un groupe. Gardez ses mentions dont said est "absent", et laissez les autres.',
        ),
        Text(
            'Of those, in how many is gold anything but "absent"? Divide by the number that you kept.',
            'Parmi elles, dans combien gold est-il autre chose que "absent" ? Divisez par le nombre de celles que vous avez gardées.',
        ),
        Text(
            "Nothing kept: there is nothing to divide by, and the group still gets its row, with None. So begin from all the groups: set(group).",
            "Rien de gardé : il n'y a pas par quoi diviser, et le groupe a quand même sa ligne, avec None. Partez donc de tous les groupes : "
            "set(group).",
        ),
    ],
    laws=[
        laws.bounded(
            0,
            1,
            Text(
                "A share lies between 0 and 1. Is yours a percentage? Leave the 100 out. A count? "
                "Divide it by the mentions of that group that are called absent.",
                "Une part est entre 0 et 1. La vôtre est-elle un pourcentage ? Ne multipliez pas par 100. Un "
                "compte ? Divisez-le par les mentions de ce groupe qui sont dites absentes.",
            ),
        ),
        laws.permutation_invariant(
            ["gold", "said", "group"],
            Text(
                "The order of the mentions must not change a share.",
                "L'ordre des mentions ne doit pas changer une part.",
            ),
        ),
        laws.replication_invariant(
            ["gold", "said", "group"],
            Text(
                "Counting every mention twice must not change a share.",
                "Compter deux fois chaque mention ne doit pas changer une part.",
            ),
        ),
        laws.known(
            {"gold": ["absent", "uncertain"], "said": ["absent", "absent"], "group": ["a", "b"]},
            {"a": 0.0, "b": 1.0},
            Text(
                "Two mentions called absent, one a group: the one that is uncertain is a wrong exclusion, the one that is absent is not. "
                "Each group has its own share.",
                "Deux mentions dites absentes, une par groupe : celle qui est incertaine est une exclusion fausse, celle qui est absente "
                "n'en est pas une. Chaque groupe a sa propre part.",
            ),
        ),
        laws.known(
            {
                "gold": ["absent", "absent", "present", "present"],
                "said": ["absent", "uncertain", "absent", "present"],
                "group": ["a", "a", "a", "a"],
            },
            {"a": 0.5},
            Text(
                "Four mentions of one group, two of them called absent: only those two count, and one of them nobody excluded.",
                "Quatre mentions d'un groupe, dont deux dites absentes : seules ces deux comptent, et l'une n'a été exclue par personne.",
            ),
        ),
        laws.known(
            {"gold": ["present", "absent"], "said": ["present", "uncertain"], "group": ["a", "a"]},
            {"a": None},
            Text(
                "In a group where nothing is called absent, the share is undefined: the group has its row, and the row says None.",
                "Dans un groupe où rien n'est dit absent, la part n'est pas définie : le groupe a sa ligne, et la ligne dit None.",
            ),
        ),
    ],
)


def _divided(gold, said, group, counted, among, empty=None):
    """For each group, how many of the mentions in `among` are `counted`; `empty` where there are none."""
    hits, whole = Counter(), Counter()
    for g, s, name in zip(gold, said, group, strict=True):
        whole[name] += among(g, s)
        hits[name] += among(g, s) and counted(g, s)
    return {name: hits[name] / n if n else empty for name, n in whole.items()}


def _not_excluded(g, s):
    return g != "absent"


def _called_absent(g, s):
    return s == "absent"


@wrong_exclusions.reference
def among_the_excluded(gold, said, group):
    return _divided(gold, said, group, _not_excluded, _called_absent)


@wrong_exclusions.alternative
def with_pandas(gold, said, group):
    import pandas as pd

    rows = pd.DataFrame({"gold": gold, "said": said, "group": group})
    wrong = (rows.gold != "absent").astype(float).where(rows.said == "absent")
    shares = wrong.groupby(rows.group).mean()
    return shares.astype(object).where(shares.notna(), None)


@wrong_exclusions.alternative
def with_comprehensions(gold, said, group):
    rows = list(zip(gold, said, group, strict=True))
    of = {name: [g != "absent" for g, s, n in rows if n == name and s == "absent"] for name in set(group)}
    return {name: sum(wrong) / len(wrong) if wrong else None for name, wrong in of.items()}


@wrong_exclusions.alternative
def with_two_counters(gold, said, group):
    excluded = Counter(name for s, name in zip(said, group, strict=True) if s == "absent")
    right = Counter(n for g, s, n in zip(gold, said, group, strict=True) if g == s == "absent")
    return {n: (excluded[n] - right[n]) / excluded[n] if n in excluded else None for n in group}


@wrong_exclusions.mutant(
    "nothing_said_is_never_wrong",
    Text(
        "A group where nothing is called absent gets 0 from you, as if its exclusions were all right. There are none: the share is undefined. A tool "
        "that never excludes would top your list. Give None.",
        "Un groupe où rien n'est dit absent reçoit 0 chez vous, comme si ses exclusions étaient toutes justes. Il n'y en a pas : la part n'est pas "
        "définie. Un outil qui n'exclut jamais arriverait en tête. Donnez None.",
    ),
)
def nothing_said_is_never_wrong(gold, said, group):
    return _divided(gold, said, group, _not_excluded, _called_absent, empty=0.0)


@wrong_exclusions.mutant(
    "left_out",
    Text(
        "A group where nothing is called absent has no row in your answer: nobody can tell « never excludes » from « never looked at ». Start from "
        "all the groups, and give it None.",
        "Un groupe où rien n'est dit absent n'a pas de ligne chez vous : on ne distingue plus « n'exclut jamais » de « jamais regardé ». Partez de tous "
        "les groupes, et donnez-lui None.",
    ),
)
def left_out(gold, said, group):
    return {name: share for name, share in among_the_excluded(gold, said, group).items() if share is not None}


@wrong_exclusions.mutant(
    "not_a_number",
    Text(
        "Your shares are right. Where nothing is called absent you give NaN: undefined indeed, but every comparison with NaN is false, so that it slips "
        "past any limit (share > 0.05) unseen. Here undefined is written None.",
        "Vos parts sont justes. Là où rien n'est dit absent, vous donnez NaN : non défini, en effet, mais toute comparaison avec NaN est fausse, et il "
        "franchit sans bruit n'importe quelle limite (part > 0.05). Ici, non défini s'écrit None.",
    ),
)
def not_a_number(gold, said, group):
    return _divided(gold, said, group, _not_excluded, _called_absent, empty=float("nan"))


@wrong_exclusions.mutant(
    "not_found_means_excluded",
    Text(
        "You count as wrong only what is present. The uncertain is a wrong exclusion too: « pas d'argument pour », filed as absent, is an exclusion that "
        "nobody made.",
        "Vous ne comptez comme faux que ce qui est présent. L'incertain est aussi une exclusion fausse : « pas d'argument pour », classé absent, est une "
        "exclusion que personne n'a faite.",
    ),
)
def doubt_is_an_exclusion(gold, said, group):
    return _divided(gold, said, group, lambda g, s: g == "present", _called_absent)


@wrong_exclusions.mutant(
    "not_found_means_excluded_no_row",
    Text(
        "Two things: the uncertain is a wrong exclusion as well as the present (nobody excluded it), and a group where nothing is called absent has no "
        "row in your answer (it is None).",
        "Deux choses : l'incertain est une exclusion fausse autant que le présent (personne ne l'a exclu), et un groupe où rien n'est dit absent n'a pas "
        "de ligne chez vous (c'est None).",
    ),
)
def not_found_means_excluded_no_row(gold, said, group):
    shares = doubt_is_an_exclusion(gold, said, group)
    return {name: share for name, share in shares.items() if share is not None}


_A_DICT = Text(
    "A dict is asked for, each group to its share: from numbers alone nobody can tell which is whose.",
    "On demande un dict, de chaque groupe à sa part : de nombres seuls, on ne sait pas lequel est à qui.",
)


@wrong_exclusions.mutant("a_list_of_shares", _A_DICT)
def a_list_of_shares(gold, said, group):
    return list(among_the_excluded(gold, said, group).values())


@wrong_exclusions.mutant("one_number", _A_DICT)
def one_number(gold, said, group):
    wrong = [g != "absent" for g, s in zip(gold, said, strict=True) if s == "absent"]
    return sum(wrong) / len(wrong)


@wrong_exclusions.mutant(
    "share_of_all_mentions",
    Text(
        "You divide by all the mentions of the group. A tool that excludes little then looks careful, however often it is wrong when it does. Divide by "
        "those it calls absent.",
        "Vous divisez par toutes les mentions du groupe. Un outil qui exclut peu paraît alors prudent, même s'il se trompe souvent quand il exclut. "
        "Divisez par celles qu'il dit absentes.",
    ),
)
def share_of_all_mentions(gold, said, group):
    return _divided(gold, said, group, lambda g, s: s == "absent" != g, lambda g, s: True)


@wrong_exclusions.mutant(
    "any_error",
    Text(
        "You count every error: that is the figure below, and m2_finetune's table. Here only what is called absent counts, in the numerator and in the denominator.",
        "Vous comptez toutes les erreurs : c'est la figure ci-dessous, et le tableau de m2_finetune. Ici, seul compte ce qui est dit absent, au "
        "numérateur comme au dénominateur.",
    ),
)
def any_error(gold, said, group):
    return _divided(gold, said, group, lambda g, s: g != s, lambda g, s: True)


def _missed_exclusions(gold, said, group, empty=None):
    return _divided(gold, said, group, lambda g, s: s != "absent", lambda g, s: g == "absent", empty)


@wrong_exclusions.mutant(
    "missed_exclusions",
    Text(
        "The other direction: of what is absent, you count what is not called so. Those are exclusions missed: a finding too many on the list, and "
        "somebody checks. The question starts from what is called absent, which nobody checks.",
        "L'autre sens : de ce qui est absent, vous comptez ce qui n'est pas dit absent. Ce sont des exclusions manquées : un signe de trop sur la liste, "
        "et quelqu'un vérifie. La question part de ce qui est dit absent, que personne ne vérifie.",
    ),
)
def missed_exclusions(gold, said, group):
    return _missed_exclusions(gold, said, group)


@wrong_exclusions.mutant(
    "divided_by_the_not_absent",
    Text(
        "You divide by what is not absent: that is the share of those findings that is lost. The question starts from what is called absent: divide "
        "by that.",
        "Vous divisez par ce qui n'est pas absent : c'est la part de ces signes qui se perd. La question part de ce qui est dit absent : divisez par "
        "cela.",
    ),
)
def divided_by_the_not_absent(gold, said, group):
    return _divided(gold, said, group, _called_absent, _not_excluded)


@wrong_exclusions.mutant(
    "right_not_wrong",
    Text(
        "That is the share of right exclusions; the wrong ones are the rest.",
        "C'est la part des exclusions justes ; les fausses sont le reste.",
    ),
)
def right_not_wrong(gold, said, group):
    return _divided(gold, said, group, lambda g, s: g == "absent", _called_absent)


@wrong_exclusions.mutant(
    "one_average",
    Text(
        "Every group gets the same number, the average of all exclusions. A careless tool hides behind a careful one: keep each group's own.",
        "Chaque groupe reçoit le même nombre, la moyenne de toutes les exclusions. Un outil négligent se cache derrière un outil prudent : gardez à "
        "chaque groupe les siennes.",
    ),
)
def one_average(gold, said, group):
    wrong = [g != "absent" for g, s in zip(gold, said, strict=True) if s == "absent"]
    return dict.fromkeys(group, sum(wrong) / len(wrong))


@wrong_exclusions.mutant(
    "share_of_all_exclusions",
    Text(
        "You divide by the exclusions of all groups together. A tool that excludes little then looks harmless: divide by the group's own.",
        "Vous divisez par les exclusions de tous les groupes ensemble. Un outil qui exclut peu paraît alors sans danger : divisez par celles du groupe.",
    ),
)
def share_of_all_exclusions(gold, said, group):
    everything = sum(s == "absent" for s in said)
    return {name: n / everything for name, n in counts_for_shares(gold, said, group).items()}


@wrong_exclusions.mutant(
    "counts_for_shares",
    Text(
        "Those are counts. The tool that excludes most has most of them, right or wrong: divide by the group's mentions that are called absent.",
        "Ce sont des comptes. L'outil qui exclut le plus en a le plus, à tort ou à raison : divisez par les mentions du groupe qui sont dites absentes.",
    ),
)
def counts_for_shares(gold, said, group):
    counts = dict.fromkeys(group, 0)
    for g, s, name in zip(gold, said, group, strict=True):
        counts[name] += s == "absent" != g
    return counts


@wrong_exclusions.cases
def judged_mentions(rng):
    labels = ["present", "absent", "uncertain"]
    for n in (60, 90, 120):
        careful, careless, sparing = (f"tool_{letter}" for letter in rng.permutation(list("ABCDE"))[:3])
        group = [str(g) for g in rng.choice([careful, careless, sparing], n, p=[0.5, 0.35, 0.15])]
        gold = [str(g) for g in rng.choice(labels, n)]
        right = {careful: 0.85, careless: 0.45, sparing: 0.6}
        said = [
            g if rng.random() < right[name] else _one(rng, labels)
            for g, name in zip(gold, group, strict=True)
        ]
        # Each tool excludes what is present, what is in doubt and what is absent, and misses an exclusion; one
        # tool never excludes.
        for name in (careful, careless, sparing):
            gold += ["present", "uncertain", "absent", "absent", "absent"]
            said += ["absent", "absent", "absent", "absent", "present"]
            group += [name] * 5
        gold += [*labels, "present"]
        said += ["present", "uncertain", "uncertain", "present"]
        group += ["keyword_search"] * 4
        order = rng.permutation(len(gold))
        yield case(
            gold=[gold[i] for i in order], said=[said[i] for i in order], group=[group[i] for i in order]
        )


# ---- 6. a reader of one's own --------------------------------------------------------------------------------------

m3_negation_reader.declare(grader, [*TAGGERS, "spacy"])
m3_negation_decisions.declare(grader)
