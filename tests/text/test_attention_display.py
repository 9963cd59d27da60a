"""One head's shares as a figure: every share is in its words, the table and the alternative text, in both languages."""

import numpy as np
import pytest

from labkit.language import speaking
from labkit.text import AttentionDisplay

WORDS = ["fever", ",", "then", "fever"]
WEIGHTS = np.array([[0.1, 0.2, 0.3, 0.4], [0.7, 0.1, 0.1, 0.1], [0.25] * 4, [0.0, 0.0, 1.0, 0.0]])


def test_the_table_has_every_share_and_words_that_stand_twice():
    table = AttentionDisplay(WEIGHTS, WORDS).table
    assert table.word.tolist() == WORDS
    assert table.columns[1:].tolist() == ["1 fever", "2 ,", "3 then", "4 fever"]
    found = table.iloc[:, 1:].map(lambda share: float(share.rstrip("%\u00a0 ")) / 100).to_numpy()
    assert np.allclose(found, WEIGHTS, atol=0.006)


@pytest.mark.parametrize(
    ("language", "says"), [("en", "“,” looks most at “fever”: 70"), ("fr", "regarde surtout")]
)
def test_alternative_text_and_figure_speak_the_language(language, says):
    with speaking(language):
        display = AttentionDisplay(WEIGHTS, WORDS, "fever, then fever")
        assert says in display.alt_text
        html = display.figure_html()
    assert f'lang="{language}"' in html
    assert "<table" in html
    assert "fever, then fever" in html
    written = [text.get_text() for text in display.plot().ax_.texts]
    assert len(written) == WEIGHTS.size


def test_what_is_no_share_is_refused():
    with pytest.raises(ValueError, match="one row and one column"):
        AttentionDisplay(WEIGHTS[:3], WORDS)
    with pytest.raises(ValueError, match="sum to 1"):
        AttentionDisplay(WEIGHTS * 2, WORDS)
