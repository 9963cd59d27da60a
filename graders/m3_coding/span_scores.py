"""Builder's task 5: the same reading, scored by words and by spans."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

_GOLD = [(2, 4, "I50.9"), (9, 10, "I10")]

task = function_task(
    points=2,
    why=Text(
        "Right. Words reward silence, since nearly all belong to no span; spans do not. And the mean of the codes that occur weighs a rare code as much as hypertension: that is what macro is for.",
        "Juste. Les mots récompensent le silence, presque aucun n'étant dans un empan ; les empans, non. Et la moyenne des codes présents donne autant de poids à un code rare qu'à l'hypertension : c'est à cela que sert la macro.",
    ),
    hints=[
        Text(
            "A word's label: {place: code for start, end, code in spans for place in range(start, end)}.get(place), None outside all spans. Compare both readings word by word.",
            "L'étiquette d'un mot : {place: code for start, end, code in spans for place in range(start, end)}.get(place), None hors de tout empan. Comparez les deux lectures mot à mot.",
        ),
        Text(
            "A span is right if the same triple is in both lists: len(set(gold) & set(found)), code by code.",
            "Un empan est juste si le même triplet est dans les deux listes : len(set(gold) & set(found)), code par code.",
        ),
        Text(
            "For each code of gold, and no other: 2 × right / (number in gold + number in found). Then the mean of these codes.",
            "Pour chaque code de gold, et aucun autre : 2 × justes / (nombre dans gold + nombre dans found). Puis la moyenne de ces codes.",
        ),
    ],
    laws=[
        laws.known(
            {"gold": _GOLD, "found": _GOLD, "words": 20},
            (1.0, 1.0),
            Text(
                "The reading is the truth itself: both scores must be 1, however many codes the classification has that nobody here has.",
                "La lecture est la vérité même : les deux scores doivent valoir 1, quel que soit le nombre de codes que personne n'a ici.",
            ),
        ),
        laws.known(
            {"gold": _GOLD, "found": [], "words": 20},
            (0.85, 0.0),
            Text(
                "Nothing is marked: 17 of the 20 words are rightly left alone, and no span is found.",
                "Rien n'est marqué : 17 des 20 mots sont laissés à juste titre, et aucun empan n'est trouvé.",
            ),
        ),
        laws.known(
            {"gold": _GOLD, "found": [(2, 5, "I50.9"), (9, 10, "I10"), (14, 15, "F32.9")], "words": 20},
            (0.9, 0.5),
            Text(
                "Two words of 20 are marked for nothing. The first span is one word too long: no span found, F1 of I50.9 is 0; that of I10 is 1; F32.9 is in nobody's truth and has no F1.",
                "Deux mots sur 20 sont marqués pour rien. Le premier empan a un mot de trop : il n'est pas trouvé, la F1 d'I50.9 vaut 0 ; celle d'I10 vaut 1 ; F32.9 n'est pas dans la vérité et n'a pas de F1.",
            ),
        ),
        laws.bounded(0, 1),
    ],
)


def _labels(spans):
    return {place: code for start, end, code in spans for place in range(start, end)}


@task.reference
def code_by_code(gold, found, words):
    true, said = _labels(gold), _labels(found)
    each = []
    for one in {code for *_, code in gold}:
        mine, theirs = ({span for span in spans if span[2] == one} for spans in (gold, found))
        each.append(2 * len(mine & theirs) / (len(mine) + len(theirs)))
    return np.mean([true.get(place) == said.get(place) for place in range(words)]), np.mean(each)


@task.alternative
def with_counters(gold, found, words):
    from collections import Counter

    true, marked = Counter(code for *_, code in gold), Counter(code for *_, code in found)
    right = Counter(span[2] for span in found if span in gold)
    wrong = set(_labels(gold).items()) ^ set(_labels(found).items())
    accuracy = 1 - len({place for place, _ in wrong}) / words
    return accuracy, sum(2 * right[code] / (true[code] + marked[code]) for code in true) / len(true)


@task.alternative
def with_pandas(gold, found, words):
    import pandas as pd

    true, marked = (pd.DataFrame(spans, columns=["start", "end", "code"]) for spans in (gold, found))
    right = true.merge(marked.astype(true.dtypes)).groupby("code").size()
    both = true.code.value_counts().add(marked.code.value_counts(), fill_value=0)
    occurs = true.code.unique()
    f1 = (2 * right.reindex(occurs, fill_value=0) / both.reindex(occurs)).mean()
    tags = np.full((2, words), "", dtype=object)
    for row, table in zip(tags, (true, marked), strict=True):
        for one in table.itertuples():
            row[one.start : one.end] = one.code
    return [(tags[0] == tags[1]).mean(), f1]


task.equivalent(
    "with_pandas:number:0 -> 1*",
    "where a code is in one list alone, no span of it is right, and 0 over anything is 0",
)
task.equivalent("with_pandas:word:*", "any mark will do for no code, if it is the same in both readings")


def _f1(gold, found, codes, same):
    each = []
    for one in codes:
        mine, theirs = ([span for span in spans if span[2] == one] for spans in (gold, found))
        right = sum(any(same(span, other) for other in theirs) for span in mine)
        each.append(2 * right / (len(mine) + len(theirs)))
    return np.mean(each)


def _codes(spans):
    return sorted({code for *_, code in spans})


def _equal(one, other):
    return one == other


@task.mutant(
    Text(
        "A span that overlaps the right one counts as found. 'No' before 'pain', or one word too few, changes what is said: both ends must agree.",
        "Un empan qui chevauche le bon compte comme trouvé. Un mot de moins, ou le « pas » de « pas de douleur », change ce qui est dit : les deux bouts doivent concorder.",
    ),
)
def overlap_is_enough(gold, found, words):
    accuracy, _ = code_by_code(gold, found, words)
    return accuracy, _f1(
        gold, found, _codes(gold), lambda one, other: one[0] < other[1] and other[0] < one[1]
    )


@task.mutant(
    Text(
        "You also average over codes that were marked and occur nowhere in the truth. Perfect extraction of what is there should not be one code of many: those are to be counted apart.",
        "Vous faites aussi la moyenne sur des codes marqués qui ne sont nulle part dans la vérité. Ces fautes-là se comptent à part : la F1 est celle des codes *présents*.",
    ),
)
def marked_codes_too(gold, found, words):
    accuracy, _ = code_by_code(gold, found, words)
    return accuracy, _f1(gold, found, _codes([*gold, *found]), _equal)


@task.mutant(
    Text(
        "You pool the spans of all codes: that is micro-F1. Hypertension fills it, and a rare code can be missed without its moving.",
        "Vous réunissez les empans de tous les codes : c'est la micro-F1. L'hypertension la remplit, et l'on peut manquer un code rare sans qu'elle bouge.",
    ),
)
def micro(gold, found, words):
    accuracy, _ = code_by_code(gold, found, words)
    return accuracy, 2 * len(set(gold) & set(found)) / (len(gold) + len(found))


@task.mutant(
    Text(
        "A word counts as right when it is marked in both readings, whatever the code. Marked as another disease, it is wrong.",
        "Un mot marqué dans les deux lectures compte comme juste, quel que soit le code. Marqué pour une autre maladie, il est faux.",
    ),
)
def any_code_will_do(gold, found, words):
    true, said = _labels(gold), _labels(found)
    same = np.mean([(place in true) == (place in said) for place in range(words)])
    return same, code_by_code(gold, found, words)[1]


@task.mutant(
    Text(
        "Your accuracy looks only at the words that are marked in the truth: that is a recall. Asked is the share of *all* words, those rightly left alone included; it is what makes the score flatter silence.",
        "Votre exactitude ne regarde que les mots marqués dans la vérité : c'est un rappel. On demande la part de *tous* les mots, y compris ceux laissés à juste titre ; c'est ce qui fait que ce score flatte le silence.",
    ),
)
def marked_words_only(gold, found, words):
    true, said = _labels(gold), _labels(found)
    return np.mean([true[place] == said.get(place) for place in true]), code_by_code(gold, found, words)[1]


@task.mutant(
    Text(
        "The end of a span is left out of it: (2, 4) is words 2 and 3. You take one word more.",
        "La fin d'un empan n'en fait pas partie : (2, 4), ce sont les mots 2 et 3. Vous prenez un mot de plus.",
    ),
)
def end_included(gold, found, words):
    longer = [[(start, end + 1, code) for start, end, code in spans] for spans in (gold, found)]
    return code_by_code(*longer, words)[0], code_by_code(gold, found, words)[1]


@task.mutant(
    Text(
        "That is recall: whoever marks everything as everything has it. F1 also counts what was marked for nothing.",
        "C'est le rappel : il suffit de tout marquer pour l'avoir. La F1 compte aussi ce qui est marqué pour rien.",
    ),
)
def recall_alone(gold, found, words):
    each = [
        np.mean([span in found for span in gold if span[2] == one])
        for one in sorted({span[2] for span in gold})
    ]
    return code_by_code(gold, found, words)[0], np.mean(each)


@task.mutant(
    Text(
        "The two scores stand in the other order: first the words, then the spans.",
        "Les deux scores sont dans l'autre ordre : d'abord les mots, puis les empans.",
    ),
)
def other_order(gold, found, words):
    return code_by_code(gold, found, words)[::-1]


_CODES = ["I50.9", "I10", "E11.9", "S72.0", "N39.0"]


@task.cases
def two_readings(rng):
    for words in (61, 84, 120):
        gold, place = [], int(rng.integers(1, 3))
        while place < words - 12:
            length = int(rng.integers(1, 4))
            gold.append((place, place + length, str(rng.choice(_CODES, p=[0.4, 0.3, 0.1, 0.1, 0.1]))))
            place += length + int(rng.integers(2, 9))
        # the last word of the note; two codes of one span each, one of which is missed
        gold.append((words - 2, words, "G45.9"))
        gold.append((words - 5, words - 4, "M17.9"))
        marked = [(words - 9, words - 7, "F32.9"), (words - 12, words - 11, "I10")]
        # another code on the right words, one word too many at the end, one too many at the beginning
        marked.append((*gold[0][:2], "F32.9"))
        marked += [(gold[1][0], gold[1][1] + 1, gold[1][2]), (gold[2][0] - 1, *gold[2][1:])]
        marked += [span for span in gold[3:] if rng.random() < 0.7 and span[2] != "M17.9"]
        found = []
        for span in marked:
            if not any(span[0] < end and start < span[1] for start, end, _ in found):
                found.append(span)
        yield case(gold=gold, found=[found[one] for one in rng.permutation(len(found))], words=words)
