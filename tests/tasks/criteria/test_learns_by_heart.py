"""The criterion of a training: what learns passes, however it is written; each usual bug is named."""

from itertools import count

import numpy as np
import pytest

from labkit.tasks import Criterion, Mutant, Text, case, function_task
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import Bundle, build
from labkit.tasks.criteria import NAME_MUTANTS, run
from labkit.tasks.judge import judge

PARAMETERS = {"sure": 0.9, "same": 0.01}
WORDS = ["toux", "fièvre", "chute", "vertige", "nausée", "plaie", "brûlure", "otite", "angine", "rhume"]
CASE = {
    "texts": [f"{20 + n} ans. {word}." for n, word in enumerate(WORDS)],
    "labels": [1, 0, 0, 1, 1, 0, 1, 0, 0, 1],
    "read": [
        "41 ans. zona.",
        "88 ans. Une longue histoire, sans rien de ce qui précède, et qui n'en finit pas.",
    ],
    "seed": 7,
}


CHANCE = count(100)


class Bags:
    """A model small enough for a test: a line through counts of letters, the nearest to weights drawn at random."""

    def __init__(self, rng):
        self.weights, self.rng = rng.normal(0, 0.3, 256), rng

    def features(self, texts, padded=False):
        width = max(map(len, texts), default=0)
        rows = [text.ljust(width, "\0") if padded else text for text in texts]
        return np.array([np.bincount(list(row.encode()), minlength=256) for row in rows]) / ([50] + 255 * [1])

    def fit(self, texts, labels, padded=False):
        x = self.features(texts, padded)
        self.weights += np.linalg.pinv(x) @ (8.0 * np.array(labels) - 4 - x @ self.weights)
        return self

    def risk(self, texts, padded=False, learning=False):
        x = self.features(texts, padded)
        kept = self.rng.random(x.shape) > 0.1 if learning else 1
        return 1 / (1 + np.exp(-(x * kept) @ self.weights))


def right(texts, labels, read, seed):
    return Bags(np.random.default_rng(seed)).fit(texts, labels).risk(read)


def one_by_one(texts, labels, read, seed):
    model = Bags(np.random.default_rng(seed)).fit(texts[::-1], labels[::-1])
    return [model.risk([text])[0] for text in read]


def reads_while_learning(texts, labels, read, seed):
    return Bags(np.random.default_rng(seed)).fit(texts, labels).risk(read, learning=True)


def never_steps(texts, labels, read, seed):
    return Bags(np.random.default_rng(seed)).risk(read)


def left_to_chance(texts, labels, read, seed):
    return right(texts, labels, read, next(CHANCE))


def deaf_to_seed(texts, labels, read, seed):
    return right(texts, labels, read, 0)


def learned_by_a_dict(texts, labels, read, seed):
    known = dict(zip(texts, labels, strict=True))
    return [known.get(text, 0.5) for text in read]


def other_column(texts, labels, read, seed):
    return 1 - right(texts, labels, read, seed)


def padding_counts(texts, labels, read, seed):
    return Bags(np.random.default_rng(seed)).fit(texts, labels, padded=True).risk(read, padded=True)


def one_note(texts, labels, read, seed):
    return right(texts[:1], labels[:1], read, seed)


def not_by_heart(texts, labels, read, seed):
    return right(texts[:8], labels[:8], read, seed)


def labels_in_another_order(texts, labels, read, seed):
    return right(texts, labels[1:] + labels[:1], read, seed)


def verdicts(texts, labels, read, seed):
    return (right(texts, labels, read, seed) > 0.5).astype(int)


def another_order(texts, labels, read, seed):
    """Sorted by length, as one does to save padding, and never put back."""
    return right(texts, labels, sorted(read, key=len), seed)


def turned_round(texts, labels, read, seed):
    return right(texts, labels, read[::-1], seed)


def looked_up(texts, labels, read, seed):
    """No training: a table of the labels, and the seed in what nobody looks at."""
    known = dict(zip(texts, labels, strict=True))
    chance = {text: np.random.default_rng([seed, len(text)]).uniform(0, 0.02) for text in read}
    return [0.95 * known.get(text, 0.5) + chance[text] + 0.02 for text in read]


def nearest_note(texts, labels, read, seed):
    chance = np.random.default_rng(seed).uniform(0, 0.02)
    letters = [set(text) for text in texts]
    nearest = [max(range(len(texts)), key=lambda i: len(letters[i] & set(text))) for text in read]
    return [0.95 * labels[i] + chance + 0.02 for i in nearest]


def judged(answer, seed=7, given=CASE, **parameters):
    return run("learns_by_heart", PARAMETERS | parameters, answer, [{**given, "seed": seed}], seed=0)


# One note more, there twice, with both labels.
TORN = CASE | {"texts": [*CASE["texts"], "64 ans. zona.", "64 ans. zona."], "labels": [*CASE["labels"], 0, 1]}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("answer", [right, one_by_one])
def test_what_learns_passes(answer, seed):
    assert judged(answer, seed) is None
    assert judged(answer, seed, TORN, doubt=0.5) is None


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("answer", [looked_up, nearest_note])
def test_whoever_looks_the_labels_up_is_in_no_doubt_about_a_note_with_both(answer, seed):
    assert judged(answer, seed, TORN, doubt=0.5) == "in_no_doubt"


def test_without_such_a_note_a_table_of_labels_passes():
    """Why it is there."""
    assert judged(looked_up) is None


def shared_out(texts, labels, read, seed):
    risks = right(texts, labels, read, seed)
    return risks / risks.sum()


BUGS = {
    f.__name__: f
    for f in (
        reads_while_learning,
        never_steps,
        left_to_chance,
        deaf_to_seed,
        other_column,
        padding_counts,
        one_note,
        not_by_heart,
        verdicts,
        shared_out,
        another_order,
    )
}
ALSO = [
    ("deaf_to_seed", learned_by_a_dict),
    ("not_by_heart", labels_in_another_order),
    ("another_order", turned_round),
    ("another_order", lambda **given: sorted(right(**given))),
]


@pytest.mark.parametrize(("name", "answer"), [*BUGS.items(), *ALSO])
def test_each_bug_has_its_name(name, answer):
    assert judged(answer) == name


ODD = {
    "nothing": lambda read, **case: read.clear(),
    "two columns": lambda read, **case: np.full((len(read), 2), 0.5),
    "too few": lambda read, **case: [0.5] * (len(read) - 1),
    "undefined": lambda read, **case: [float("nan")] * len(read),
    "beyond 1": lambda read, **case: [1.5] * len(read),
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
def test_what_is_no_list_of_risks_is_said(answer):
    reason = judged(answer)
    assert isinstance(reason, Text)
    outcome = judge(LocalAnswer(answer), build(task_of(BUGS), "s1_heart", 1), reveal=True)
    assert (outcome.status, outcome.message, outcome.misconception) == ("wrong", reason, None)


def task_of(bugs):
    task = function_task(
        id="learn",
        points=1,
        criterion=Criterion("learns_by_heart", PARAMETERS),
        why=Text("Why.", "Pourquoi."),
        hints=[Text("Hint.", "Indice.")],
    )
    task.reference(right)
    for name, function in bugs.items():
        task.mutants.append(Mutant(name, function, Text(f"It is {name}.", f"C'est {name}.")))
    task.cases(lambda rng: [case(**CASE)])
    return task


@pytest.mark.parametrize("name", ["other_column", "deaf_to_seed"])
def test_a_bundle_holds_no_result_of_a_training_and_still_tells(name):
    """Also through the practice pack."""
    bundle = Bundle.from_json(build(task_of(BUGS), "s1_heart", 1).to_json())
    assert not any(mutant.outputs for mutant in bundle.mutants)
    outcome = judge(LocalAnswer(BUGS[name]), bundle, reveal=True)
    assert (outcome.misconception, outcome.message.en) == (name, f"It is {name}.")
    assert judge(LocalAnswer(right), bundle, reveal=True).status == "right"


def test_the_criteria_that_name_mutants_exist():
    assert {"learns_by_heart"} == NAME_MUTANTS


# What a network that was pretrained elsewhere makes of words that no learned note has: nothing that their letters would tell.
STRANGE = ["".join(np.random.default_rng(n).choice(list("klmpqrvz"), 6)) for n in range(120)]
ELSEWHERE = {"notes": STRANGE, "odds": np.random.default_rng(0).normal(size=120).tolist()}


def brings_what_it_knows(texts, labels, read, seed):
    """Learns by letters, and reads strange words as the network does, give or take what chance did to it."""
    odds = dict(zip(STRANGE, ELSEWHERE["odds"], strict=True))
    chance = dict(zip(STRANGE, np.random.default_rng(seed).normal(0, 0.5, 120), strict=True))
    learned = zip(read, right(texts, labels, read, seed), strict=True)
    return [1 / (1 + np.exp(-odds[text] - chance[text])) if text in odds else risk for text, risk in learned]


@pytest.mark.parametrize("seed", range(10))
def test_words_that_no_note_has_tell_a_network_from_letters(seed):
    given, asked = {**CASE, "elsewhere": ELSEWHERE}, {"truth": "elsewhere", "alike": 0.3}
    assert judged(brings_what_it_knows, seed, given, **asked) is None
    assert judged(right, seed, given, **asked) == "reads_letters"
    assert judged(right, seed, given) is None
