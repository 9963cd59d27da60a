"""Sentences of m3_negation's last task: pairs that must differ, drawn anew each time, and fair to whoever passed once."""

import importlib

import numpy as np
import pytest

from labkit.content import Content
from labkit.tasks.criteria import run
from labkit.tasks.load import load_grader

NEEDS = ("m3_negation",)


@pytest.fixture(scope="module")
def reader():
    return module("reader")


@pytest.fixture(scope="module")
def sentences():
    return module("minimal_pairs")


def module(name):
    """A module of the lab's package, as its tasks import it."""
    task = load_grader(Content.find(), "m3_negation").task("read")
    return importlib.import_module(f"{task.right.__module__.rpartition('.')[0]}.{name}")


def drawn(sentences, seed):
    return sentences.minimal_pairs(np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(4))
def test_each_phenomenon_and_language_has_six_pairs_whose_labels_differ(sentences, seed):
    groups = {}
    for before, after, truth in drawn(sentences, seed):
        group = groups.setdefault((truth["phenomenon"], truth["language"]), {})
        group.setdefault(truth["pair"], {})[truth["own"]] = (before, after, truth["label"])
    assert len(groups) == 10
    for pairs in groups.values():
        assert len(pairs) == 6
        assert len({pair[True][2] for pair in pairs.values()}) == 1
        for pair in pairs.values():
            assert pair[True][2] != pair[False][2]
            assert pair[True][:2] != pair[False][:2]


def test_what_surrounds_a_sentence_says_nothing_of_the_finding(sentences, reader):
    for language, leads in sentences.LEADS.items():
        for lead in leads:
            for tail in sentences.TAILS:
                assert reader.nearest_cue(lead, tail) == "present", (language, lead, tail)


@pytest.mark.parametrize("seed", range(6))
def test_no_two_cues_at_one_distance_disagree(sentences, reader, seed):
    """The task says that the nearest decides, and that there are no ties."""
    for before, after, _ in drawn(sentences, seed):
        reaching = reader.reaching_cues(before, after)
        nearest = [label for distance, label in reaching if distance == min(reaching)[0]]
        assert len(nearest) <= 1, (before, after)


# Exactly what the tables of the task name, beside the ten cues given.
PROMPT = {
    ("absent", "forward"): "jamais, plus, no, denies, without, not, no longer, no further",
    ("absent", "backward"): "non retrouvée, absent, absente, : non, not seen, ruled out, resolved",
    ("present", "forward"): "pas seulement, pas d'amélioration, de plus en plus, not only, no improvement",
    ("present", "backward"): "que la veille, qu'hier",
    (
        "uncertain",
        "forward",
    ): "ne permet pas d'exclure, equivocal, cannot exclude",
    ("uncertain", "both"): "possible",
    ("uncertain", "backward"): "à éliminer, non exclue, not excluded, cannot be excluded",
}


@pytest.mark.parametrize(
    "without", [None, "absent", ": non", "jamais", "not excluded", "no further", "pas seulement"]
)
def test_the_phrases_that_the_task_names_are_enough_on_every_draw(sentences, reader, without):
    """All of them, and all but one of those that decide a sentence or two."""
    named = {
        " ".join(reader.words_of(phrase)): key
        for key, row in PROMPT.items()
        for phrase in row.split(", ")
        if phrase != without
    }
    parameters = {"truth": "truth", "least": reader.FLOOR, "messages": reader.LOOK, "names": reader.NAMES}
    parameters["closing"] = ("Begin there.", "Commencez par là.")

    def said(before, after):
        return reader.nearest_cue(before, after, cues=reader.GIVEN | named)

    for seed in range(30):
        cases = [{"before": b, "after": a, "truth": t} for b, a, t in drawn(sentences, seed)]
        assert run("f1_floor", parameters, said, cases, seed=0) is None, seed


def test_two_draws_share_few_sentences(sentences):
    first, second = ({(b, a) for b, a, _ in drawn(sentences, seed)} for seed in (1, 2))
    assert len(first & second) < 0.2 * len(first)


def test_a_table_that_passes_one_draw_passes_the_others(sentences, reader):
    """Otherwise a learner whom practice calls right would be refused by the marks."""
    rng = np.random.default_rng(20261122)
    parameters = {
        "truth": "truth",
        "least": reader.FLOOR,
        "messages": reader.LOOK,
        "names": reader.NAMES,
        "closing": ("Begin there.", "Commencez par là."),
    }
    cases = [
        [{"before": b, "after": a, "truth": t} for b, a, t in drawn(sentences, seed)] for seed in range(3)
    ]
    verdicts = []
    for _ in range(40):
        kept = {cue: what for cue, what in reader.CUES.items() if rng.random() < 0.95}

        def said(before, after, kept=kept):
            return reader.nearest_cue(before, after, cues=kept)

        verdicts.append([run("f1_floor", parameters, said, each, seed=0) is None for each in cases])
    assert all(len(set(each)) == 1 for each in verdicts)
    assert {each[0] for each in verdicts} == {True, False}
