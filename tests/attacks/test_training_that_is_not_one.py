"""`fine_tune` asks for a training: a table of the notes, or a count of their words, earns nothing, however it is disguised."""

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


CHEATS = [
    table,
    table_of_beginnings,
    word_counts,
    word_counts_with_much_noise,
    nearest_note_by_its_words,
    always_in_doubt,
]


@functools.cache
def bundles():
    task = next(each for each in load_grader(Content.find(), "m2_finetune").tasks if each.id == "fine_tune")
    seeds = (
        practice_seed("m2_finetune", "fine_tune"),
        marking_seed(b"a secret of sixteen bytes", "m2_finetune", "fine_tune"),
    )
    return [build(task, "m2_finetune", seed) for seed in seeds]


@pytest.mark.parametrize("cheat", CHEATS, ids=lambda cheat: cheat.__name__)
def test_what_trains_nothing_earns_nothing(cheat):
    for bundle in bundles():
        outcome = judge(LocalAnswer(cheat), bundle, reveal=True)
        assert (outcome.status, outcome.points) == ("wrong", 0)
