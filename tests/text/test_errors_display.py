"""The figure of errors by phenomenon: its numbers, its alternative text, and what it refuses."""

import re

import numpy as np
import pandas as pd
import pytest

from labkit import language
from labkit.text import PhenomenonErrorsDisplay

RNG = np.random.default_rng(5)
LABELS = np.array(["present", "absent", "uncertain"])
N = 120
GOLD = RNG.choice(LABELS, N)
SAID = pd.DataFrame({"keyword_search": "present", "ConText": np.where(RNG.random(N) < 0.7, GOLD, "absent")})
PHENOMENON = RNG.choice(["plain", "negation", "pseudo"], N)
LANGUAGE = np.where(PHENOMENON == "pseudo", "fr", RNG.choice(["fr", "en"], N))


def made():
    return PhenomenonErrorsDisplay.from_predictions(GOLD, SAID, PHENOMENON, LANGUAGE)


def test_shares_weighted_by_mentions_are_the_error_rate_of_all():
    table = made().errors
    assert table.mentions.sum() == N
    for tool in SAID:
        assert np.average(table[tool], weights=table.mentions) == pytest.approx((SAID[tool] != GOLD).mean())


def test_the_order_of_mentions_does_not_matter():
    order = RNG.permutation(N)
    other = PhenomenonErrorsDisplay.from_predictions(
        GOLD[order], SAID.iloc[order], PHENOMENON[order], LANGUAGE[order]
    )
    pd.testing.assert_frame_equal(other.errors, made().errors)


def test_a_tool_that_says_the_gold_is_never_wrong():
    table = PhenomenonErrorsDisplay.from_predictions(
        GOLD, pd.DataFrame({"ConText": GOLD}), PHENOMENON, LANGUAGE
    )
    assert (table.errors.ConText == 0).all() and set(table.table.ConText) == {"0%"}


def test_figure_has_alternative_text_a_number_in_every_cell_and_its_table_in_both_languages():
    texts = {}
    for code in ("en", "fr"):
        with language.speaking(code):
            display = made()
            html = display.figure_html(dpi=40)
            assert re.search(r'<img alt="[^"]{20,}" src="data:image/png;base64,', html)
            assert html.count("<tr>") == len(display.table) + 1
            axes = display.plot().ax_
            # no mention of `pseudo` in English: a dash, in each of its two columns
            cells = [text.get_text() for text in axes.texts]
            assert cells.count("–") == SAID.shape[1]
            assert sum(text.endswith("%") for text in cells) == SAID.shape[1] * len(display.table)
            texts[code] = display.alt_text
    assert texts["en"] != texts["fr"]


def test_unequal_lengths_are_refused_by_name():
    with pytest.raises(ValueError, match="phenomenon"):
        PhenomenonErrorsDisplay.from_predictions(GOLD, SAID, PHENOMENON[1:], LANGUAGE)


def test_mentions_in_another_order_are_the_same_mentions():
    names = [f"m{i}" for i in range(4)]
    gold = pd.Series(["present", "absent", "absent", "present"], index=names)
    said = pd.DataFrame({"tool": gold}).sample(frac=1, random_state=2)
    kinds = pd.Series(["plain", "negation"] * 2, index=names)
    errors = PhenomenonErrorsDisplay.from_predictions(gold, said, kinds, ["fr"] * 4).errors
    assert not errors["tool"].any()
