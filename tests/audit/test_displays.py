"""Every figure has its alternative text, its table, a second cue and its language."""

import re
from pathlib import Path
from pkgutil import iter_modules

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

import labkit.audit
from labkit import audit, language
from tests.audit.worlds import cohort, scores

RNG = np.random.default_rng(0)
Y, D, GROUPS = cohort(RNG, 600, gap={"F": 0.2})
SEX = np.where(np.arange(600) < 4, "X", GROUPS["sex"].astype(str))
TRUTH, PROB, SEXES = scores(RNG, 600)
REVIEW = np.where(RNG.random(600) < 0.4, Y, np.nan)
SCORE = RNG.random((3, 200))
LABS = pd.DataFrame(
    {"lactate": np.where(RNG.random(600) < 0.4, np.nan, RNG.random(600)), "triage": [None, "P2"] * 300}
)
MITIGATED = audit.compare_mitigations(
    LogisticRegression(), *[(np.c_[PROB, SEXES["sex"] == "F"], TRUTH, SEXES["sex"])] * 2
)

DISPLAYS = {
    "group_metrics": lambda: audit.GroupMetricsDisplay.from_predictions(Y, D, pd.Series(SEX, name="sex")),
    "intersections": lambda: audit.GroupMetricsDisplay.from_predictions(Y, D, GROUPS, "ppv", intersections=2),
    "auc": lambda: audit.AucByGroupDisplay.from_predictions(TRUTH, PROB, SEXES),
    "thresholds": lambda: audit.ThresholdSweepDisplay.from_predictions(TRUTH, PROB, SEXES),
    "calibration": lambda: audit.CalibrationByGroupDisplay.from_predictions(TRUTH, PROB, SEXES),
    "subgroups": lambda: audit.SubgroupsDisplay.from_predictions(Y, D, GROUPS, min_n=5),
    "counterfactual": lambda: audit.CounterfactualDisplay.from_predictions(*SCORE),
    "label_bias": lambda: audit.LabelBiasDisplay.from_predictions(Y, D, REVIEW, GROUPS["sex"]),
    "missingness": lambda: audit.MissingnessDisplay.from_predictions(LABS, Y),
}
DISPLAYS["mitigation"] = lambda: audit.MitigationDisplay(MITIGATED)
every_display = pytest.mark.parametrize("make", DISPLAYS.values(), ids=DISPLAYS.keys())


@pytest.fixture(autouse=True)
def english():
    with language.speaking("en"):
        yield


@every_display
def test_figure_has_alternative_text_and_table_in_both_languages(make):
    texts = {}
    for code in ("en", "fr"):
        with language.speaking(code):
            display = make()
            html = display.figure_html(dpi=40)
            assert re.search(r'<img alt="[^"]{20,}" src="data:image/png;base64,', html)
            assert html.count("<tr>") == len(display.table) + 1
            texts[code] = (display.alt_text, display.title)
            assert not re.search(r"\bnan\b", display.alt_text)
    assert texts["en"][0] != texts["fr"][0] and texts["en"][1] != texts["fr"][1]
    assert not re.search(r"\d\.\d", texts["fr"][0]), "a decimal point in French"


@pytest.mark.parametrize("name", ["group_metrics", "intersections", "mitigation"])
@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_table_under_the_figure_holds_words_and_no_codes(name, code):
    with language.speaking(code):
        shown = DISPLAYS[name]().figure_html(dpi=40).split("<table>")[1]
        for raw in (
            "(all)",
            "sensitivity<",
            ">ppv<",
            "none<",
            "group_thresholds",
            ">train<",
            "selection_rate",
        ):
            assert raw not in shown
        assert "metric" in DISPLAYS[name]().table  # the frame itself keeps its codes


@every_display
def test_axes_are_named_in_french(make):
    words = {}
    for code in ("en", "fr"):
        with language.speaking(code):
            ax = make().plot().ax_
            words[code] = {ax.get_xlabel(), ax.get_ylabel(), ax.get_title()}
    assert all(words["en"]) and all(words["fr"])
    assert words["en"] - words["fr"]


@every_display
def test_plot_draws_where_told_and_leaves_pyplot_alone(make):
    before = plt.get_fignums()
    assert make().plot().figure_ is not None and plt.get_fignums() == before
    figure, ax = plt.subplots()
    assert make().plot(ax=ax).ax_ is ax
    plt.close(figure)


def test_group_names_survive_the_french_axis():
    with language.speaking("fr"):
        ax = DISPLAYS["intersections"]().plot().ax_
        assert any("F × 65+" in tick.get_text() for tick in ax.get_yticklabels())


def test_what_is_shaky_is_said_in_words_and_not_only_in_colour():
    display = DISPLAYS["group_metrics"]()
    assert "X:" in display.alt_text
    ax = display.plot().ax_
    hollow = [line for line in ax.lines if line.get_marker() == "o" and line.get_markerfacecolor() == "white"]
    written = [text.get_text() for text in ax.texts]
    assert hollow or any("undefined" in text or "suppressed" in text for text in written)


def test_unknown_metric_is_named():
    with pytest.raises(ValueError, match="no metric"):
        audit.GroupMetricsDisplay(audit.group_table(Y, D, GROUPS), "f1")


def test_no_module_hides_a_public_name():
    modules = {module.name for module in iter_modules(labkit.audit.__path__)}
    assert not modules & set(audit.__all__)


@pytest.mark.parametrize("name", audit.__all__)
def test_every_public_name_is_there_and_documented(name):
    value = getattr(audit, name)
    assert not callable(value) or value.__doc__


def test_every_message_of_the_room_has_its_french():
    from babel.messages.extract import extract_from_dir

    translate = language.catalogue("audit", "fr")
    same_in_both = {"Notes", "Perturbation"}
    room = Path(labkit.audit.__file__).parent
    messages = {found[2] for found in extract_from_dir(room, [("**.py", "python")])}
    assert len(messages) > 80
    single = {message for message in messages if isinstance(message, str)}
    assert not [m for m in single - same_in_both if translate(m) == m]
    ngettext = language.plural_catalogue("audit", "fr")
    assert not [m for m in messages - single for n in (1, 2) if ngettext(m[0], m[1], n) in m]
