"""`fine_tune` asks for a training of the network given: a table, a count, a likeness of letters earns nothing, however it is disguised."""

import collections
import difflib
import functools
import zlib

import numpy as np
import pytest

from labkit.content import Content
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import build, marking_seed, practice_seed
from labkit.tasks.judge import judge
from labkit.tasks.load import load_grader

NEEDS = ("m2_finetune",)


def jitter(text, seed, width=0.02):
    """By the text and the seed alone: the same in each call."""
    return np.random.default_rng([seed, zlib.crc32(text.encode())]).uniform(-width, width)


def table(texts, labels, read, seed):
    known = {
        text: [each for other, each in zip(texts, labels, strict=True) if other == text] for text in texts
    }
    return [0.05 + 0.9 * np.mean(known.get(text, 0.5)) + jitter(text, seed) for text in read]


def table_of_beginnings(texts, labels, read, seed):
    """Knows a note again by its first letters, whatever stands at its end."""
    begin = [text[:12] for text in texts]
    known = {
        start: np.mean([each for own, each in zip(begin, labels, strict=True) if own == start])
        for start in begin
    }
    return [0.05 + 0.9 * known.get(text[:12], 0.5) + jitter(text, seed) for text in read]


def word_counts(texts, labels, read, seed, width=0.02):
    """Logistic regression on the words, with a little noise."""
    vocabulary = sorted({word for text in [*texts, *read] for word in text.split()})

    def counts(notes):
        return np.array([[text.split().count(word) for word in vocabulary] for text in notes])

    learned, weights = counts(texts), np.zeros(len(vocabulary))
    for _ in range(300):
        weights += 0.3 * learned.T @ (np.array(labels) - 1 / (1 + np.exp(-learned @ weights)))
    risk = 1 / (1 + np.exp(-counts(read) @ weights))
    return np.clip(risk + [jitter(text, seed, width) for text in read], 0.001, 0.999)


def word_counts_with_much_noise(texts, labels, read, seed):
    return word_counts(texts, labels, read, seed, width=0.3)


def nearest_note_by_its_words(texts, labels, read, seed):
    def alike(a, b):
        a, b = set(a.split()), set(b.split())
        return len(a & b) / len(a | b)

    risks = []
    for text in read:
        likeness = np.array([alike(text, other) for other in texts])
        nearest = np.array(labels)[likeness == likeness.max()].mean()
        risks.append(0.05 + 0.9 * nearest + jitter(text, seed))
    return risks


def always_in_doubt(texts, labels, read, seed):
    return [0.5 + jitter(text, seed) for text in read]


def runs(text, longest):
    """Runs of letters, ends included."""
    whole = f"^{text}$"
    return [whole[i : i + n] for n in range(1, longest + 1) for i in range(len(whole) - n + 1)]


def of_the_nearest(likeness):
    """The label of the learned note that is most alike, with a little noise."""

    def cheat(texts, labels, read, seed):
        risks = []
        for text in read:
            alike = np.array([likeness(text, other) for other in texts])
            risks.append(
                0.05 + 0.9 * np.array(labels)[alike >= alike.max() - 1e-9].mean() + jitter(text, seed)
            )
        return risks

    return cheat


def by_ridge(features):
    """Ridge regression on features of the notes, with a little noise: it doubts, it knows order, it makes up its mind about anything."""

    def cheat(texts, labels, read, seed):
        counted = [collections.Counter(features(text)) for text in [*texts, *read]]
        places = {each: place for place, each in enumerate(dict.fromkeys(key for c in counted for key in c))}
        rows = np.zeros((len(counted), len(places)))
        for row, counts in zip(rows, counted, strict=True):
            row[[places[key] for key in counts]] = list(counts.values())
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        known, asked = rows[: len(texts)], rows[len(texts) :]
        weights = np.linalg.solve(known @ known.T + 0.05 * np.eye(len(known)), 6 * np.array(labels) - 3.0)
        odds = asked @ known.T @ weights + [jitter(text, seed, 0.3) for text in read]
        return 1 / (1 + np.exp(-odds))

    return cheat


def words_and_pairs(text):
    words = ["^", *text.split(), "$"]
    return [*words, *zip(words, words[1:], strict=False)]


def words_in_their_places(text):
    return [*text.split(), *enumerate(text.split())]


def common_runs(one, other):
    a, b = set(runs(one, 3)), set(runs(other, 3))
    return len(a & b) / len(a | b)


def in_one_order(one, other):
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


LETTERS = {
    "nearest_by_runs_of_letters": of_the_nearest(common_runs),
    "nearest_by_edits": of_the_nearest(in_one_order),
    "ridge_on_runs_of_letters": by_ridge(lambda text: runs(text, 3)),
    "ridge_on_a_hash_of_letters": by_ridge(
        lambda text: [zlib.crc32(r.encode()) % 512 for r in runs(text, 4)]
    ),
    "ridge_on_pairs_of_words": by_ridge(words_and_pairs),
    "ridge_on_words_in_their_places": by_ridge(words_in_their_places),
}


def a_network_whose_forward_is_replaced(texts, labels, read, seed):
    """A module, called as one, whose answer is a likeness of letters."""
    import torch

    class Network(torch.nn.Module):
        def forward(self, notes):
            risks = torch.tensor(LETTERS["ridge_on_runs_of_letters"](texts, labels, notes, seed))
            return torch.stack([torch.log(1 - risks), torch.log(risks)], dim=1)

    torch.manual_seed(seed)
    return torch.softmax(Network().eval()(read), dim=1)[:, 1].tolist()


def all_frozen_but_the_bias(texts, labels, read, seed):
    """The shipped network, and one number moved: it knows how many of the notes are urgent, and none of them."""
    import torch

    torch.manual_seed(seed)
    bias = torch.zeros(2, requires_grad=True)
    optimizer = torch.optim.Adam([bias], lr=0.1)
    logits = torch.randn(2, generator=torch.Generator().manual_seed(seed)) * 0.1
    for _ in range(20):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(
            (logits + bias).expand(len(texts), 2), torch.tensor(labels)
        ).backward()
        optimizer.step()
    risk = torch.softmax(logits + bias, dim=0)[1].item()
    return [risk + jitter(text, seed, 0.001) for text in read]


CHEATS = [
    table,
    table_of_beginnings,
    word_counts,
    word_counts_with_much_noise,
    nearest_note_by_its_words,
    always_in_doubt,
    a_network_whose_forward_is_replaced,
    all_frozen_but_the_bias,
]


@functools.cache
def bundles():
    task = next(each for each in load_grader(Content.find(), "m2_finetune").tasks if each.id == "fine_tune")
    seeds = (
        practice_seed("m2_finetune", "fine_tune"),
        marking_seed(b"a secret of sixteen bytes", "m2_finetune", "fine_tune"),
    )
    return [build(task, "m2_finetune", seed) for seed in seeds]


@pytest.mark.parametrize("name", LETTERS)
def test_likeness_of_letters_earns_nothing_whatever_it_knows_of_the_notes(name):
    for bundle in bundles():
        outcome = judge(LocalAnswer(LETTERS[name]), bundle, reveal=True)
        assert (outcome.status, outcome.points) == ("wrong", 0)


@pytest.mark.parametrize("cheat", CHEATS, ids=lambda cheat: cheat.__name__)
def test_what_trains_nothing_earns_nothing(cheat):
    for bundle in bundles():
        outcome = judge(LocalAnswer(cheat), bundle, reveal=True)
        assert (outcome.status, outcome.points) == ("wrong", 0)
