import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from labkit import language, oversight

RNG = np.random.default_rng(0)
P = RNG.random(200)
Y = (RNG.random(200) < P).astype(int)
GROUP = np.where(np.arange(200) < 150, "A", "B")
SETS = np.column_stack([P < 0.7, P > 0.3])
DISPLAYS = {
    "risk_coverage": lambda: oversight.RiskCoverageDisplay.from_predictions(Y, {"one": P, "two": P**2}),
    "coverage": lambda: oversight.CoverageDisplay.from_sets(Y, SETS, GROUP),
}


@pytest.mark.parametrize("make", DISPLAYS.values(), ids=DISPLAYS.keys())
def test_figure_has_alternative_text_and_table_in_both_languages(make):
    texts = {}
    before = plt.get_fignums()
    for code in ("en", "fr"):
        language.use(code)
        display = make()
        html = display.figure_html(dpi=40)
        assert re.search(r'<img alt="[^"]{20,}" src="data:image/png;base64,', html)
        assert html.count("<tr>") == len(display.table) + 1
        texts[code] = display.alt_text
        assert display.plot().ax_.get_xlabel()
    assert plt.get_fignums() == before
    assert texts["en"] != texts["fr"]
    assert not re.search(r"\d\.\d", texts["fr"])


def test_no_module_hides_a_public_name():
    assert not set(oversight.__all__) & set(oversight._HOME)
    for name in oversight.__all__:
        assert getattr(oversight, name) is not None
