"""Builder's task 2: the scope."""

from labkit.tasks import Text, case, function_task, laws

from .vocabulary import FINDINGS, TAGGERS, one_of

TERMINATORS = {"fr": ["mais", "cependant", "hormis"], "en": ["but", "however", "except"]}
LISTS = {"fr": [",", "ni", "ou"], "en": [",", "nor", "or"]}


task = function_task(
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


@task.reference
def to_the_terminator(words, end, terminators):
    for i in range(end, len(words)):
        if words[i] in terminators:
            return words[end:i]
    return words[end:]


@task.alternative
def with_takewhile(words, end, terminators):
    from itertools import takewhile

    return list(takewhile(lambda word: word not in set(terminators), words[end:]))


@task.alternative
def with_next(words, end, terminators):
    stop = next((i for i, word in enumerate(words) if i >= end and word in terminators), len(words))
    return tuple(words[end:stop])


task.equivalent("with_next:loop:*[1:]*", "a scope begins after a cue, never at the first word")


@task.mutant(
    Text(
        "Your negation runs to the full stop. In « pas de toux mais une dyspnée » the dyspnoea is then denied, and nobody treats it. "
        "Some words begin another thought: stop there.",
        "Votre négation court jusqu'au point. Dans « pas de toux mais une dyspnée », la dyspnée est alors niée, et personne ne la "
        "soigne. Certains mots ouvrent une autre idée : arrêtez-vous là.",
    ),
)
def to_the_full_stop(words, end, terminators):
    return words[end:]


@task.mutant(
    Text(
        "You also end the scope at a comma. « Pas de toux, fièvre ni dyspnée » denies three findings: in a clinical note, a comma is "
        "most often a list. Stop at the terminators only.",
        "Vous arrêtez aussi la portée à la virgule. « Pas de toux, fièvre ni dyspnée » nie trois signes : dans une note clinique, la "
        "virgule est le plus souvent une liste. Ne vous arrêtez qu'aux bornes.",
    ),
)
def comma_ends_it(words, end, terminators):
    return to_the_terminator(words, end, [*terminators, ","])


@task.mutant(
    Text(
        "The terminator itself is in your scope: it belongs to the next thought.",
        "La borne elle-même est dans votre portée : elle appartient à l'idée suivante.",
    ),
)
def terminator_included(words, end, terminators):
    covered = to_the_terminator(words, end, terminators)
    return words[end : end + len(covered) + 1]


@task.mutant(
    Text(
        "You look for a terminator from the start of the sentence. One that stands before the cue ends nothing: look after it.",
        "Vous cherchez une borne depuis le début de la phrase. Si elle est avant le déclencheur, elle n'arrête rien : cherchez après.",
    ),
)
def terminator_before_the_cue(words, end, terminators):
    stop = next((i for i, word in enumerate(words) if word in terminators), len(words))
    return words[end : max(stop, end)]


@task.mutant(
    Text(
        "You stop at the terminator that comes first in the list `terminators`. The first one in the sentence ends the scope: walk along the "
        "words, and ask of each whether it is in the list.",
        "Vous vous arrêtez à la borne qui vient en premier dans la liste `terminators`. C'est la première de la phrase qui arrête la "
        "portée : avancez mot à mot, et demandez pour chacun s'il est dans la liste.",
    ),
)
def in_the_order_of_the_list(words, end, terminators):
    for stop in terminators:
        if stop in words[end:]:
            return words[end : words.index(stop, end)]
    return words[end:]


@task.mutant(
    Text(
        "You take the terminator that comes first in the list, wherever it stands, even before the cue. Start at the word after the cue "
        "and stop at the first word that is in the list.",
        "Vous prenez la borne qui vient en premier dans la liste, où qu'elle soit, même avant le déclencheur. Partez du mot qui suit le "
        "déclencheur et arrêtez-vous au premier mot qui est dans la liste.",
    ),
)
def first_listed_anywhere(words, end, terminators):
    for stop in terminators:
        if stop in words:
            return words[end : words.index(stop)]
    return words[end:]


@task.mutant(
    Text(
        "You run on to the last terminator of the sentence. The first one after the cue ends the scope: what follows it is another thought.",
        "Vous allez jusqu'à la dernière borne de la phrase. La première après le déclencheur arrête la portée : la suite est une autre idée.",
    ),
)
def to_the_last_terminator(words, end, terminators):
    stops = [i for i, word in enumerate(words) if i >= end and word in terminators]
    return words[end : stops[-1]] if stops else words[end:]


@task.mutant(
    Text(
        "A window of a fixed number of words: enough for a list of two, too short for « no pain, bleeding, jaundice or "
        "redness ». Let a word end the scope, not a count.",
        "Une fenêtre d'un nombre fixe de mots : assez pour deux signes, trop court pour « pas de douleur, de saignement, d'ictère ni "
        "de rougeur ». C'est un mot qui arrête la portée, pas un compte.",
    ),
)
def five_words(words, end, terminators):
    return to_the_terminator(words, end, terminators)[:5]


@task.cases
def lists_and_turns(rng):
    for language, before in (("fr", True), ("en", False), ("fr", False), ("en", True), ("fr", True)):
        named = [str(name) for name in rng.permutation(FINDINGS[language])]
        de = ["de"] if language == "fr" else []
        # The sentence's terminators come in another order than the list's.
        first, *others = TERMINATORS[language]
        stop, joiner = one_of(rng, others), LISTS[language][1]
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
    # three terminators after the cue, in no order of the list
    for language, cue in (("fr", "pas"), ("en", "no")):
        sick = [str(name) for name in rng.permutation(FINDINGS[language])]
        one, other, third = TERMINATORS[language]
        words = [cue, sick[0], ",", sick[1], other, sick[2], one, sick[3], third, sick[4]]
        yield case(words=words, end=1, terminators=TERMINATORS[language])
    # words that only begin with a terminator, or hold one; a terminator right before the cue's end, right after it, and at the very end
    for language, like, cue in (
        ("fr", ["maison", "desormais"], "pas"),
        ("en", ["butterfly", "tribute"], "no"),
    ):
        stop, sick = (
            one_of(rng, TERMINATORS[language]),
            [str(name) for name in rng.permutation(FINDINGS[language])],
        )
        known = {"terminators": TERMINATORS[language]}
        words = [sick[0], cue, *(str(word) for word in rng.permutation([*like, *sick[1:3]])), stop, sick[4]]
        yield case(words=words, end=2, **known)
        yield case(words=[sick[0], cue, stop, sick[1], stop, sick[2]], end=2, **known)
        yield case(words=[sick[0], stop, sick[1], sick[2], stop], end=2, **known)
