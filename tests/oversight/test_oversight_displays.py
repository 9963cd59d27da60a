import re
from pkgutil import iter_modules

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
    "risk_coverage_by_group": lambda: oversight.RiskCoverageDisplay.from_predictions(
        Y, P, groups=GROUP, doubt=1 - P
    ),
    "coverage": lambda: oversight.CoverageDisplay.from_sets(Y, SETS, GROUP),
}


@pytest.mark.parametrize("make", DISPLAYS.values(), ids=DISPLAYS.keys())
def test_figure_has_alternative_text_and_table_in_both_languages(make):
    texts = {}
    before = plt.get_fignums()
    for code in ("en", "fr"):
        with language.speaking(code):
            display = make()
            html = display.figure_html(dpi=40)
            assert re.search(r'<img alt="[^"]{20,}" src="data:image/png;base64,', html)
            assert html.count("<tr>") == len(display.table) + 1
            texts[code] = display.alt_text
            assert display.plot().ax_.get_xlabel()
    assert plt.get_fignums() == before
    assert texts["en"] != texts["fr"]
    assert not re.search(r"\d\.\d", texts["fr"])


def test_a_groups_curve_is_the_curve_of_its_people_alone():
    shown = oversight.RiskCoverageDisplay.from_predictions(Y, P, groups=GROUP, doubt=P, threshold=0.3).table
    for name in ("A", "B"):
        rows = name == GROUP
        alone = oversight.risk_coverage_curve(Y[rows], P[rows], doubt=P[rows], threshold=0.3)
        last = shown[shown.group == name].iloc[-1]
        assert last.coverage == 1 and last.n == rows.sum() and last.risk == alone.risk.iloc[-1]
        assert set(shown.risk[shown.group == name]) <= set(alone.risk)


def test_a_curve_has_one_name_in_legend_and_table():
    display = oversight.RiskCoverageDisplay.from_predictions(
        Y, P, groups=np.where(GROUP == "A", "under_80", "B")
    )
    names = list(dict.fromkeys(display.table.group))
    drawn = [text.get_text() for text in display.plot().ax_.get_legend().get_texts()]
    assert "under 80" in names and [name.rsplit(" (", 1)[0] for name in drawn] == names


def test_no_module_hides_a_public_name():
    assert not set(oversight.__all__) & {module.name for module in iter_modules(oversight.__path__)}
    for name in oversight.__all__:
        assert getattr(oversight, name) is not None
