"""One law for every display of the room: alt text, table and French, none of it seen by pyplot."""

import re
from pkgutil import iter_modules

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from labkit import evaluate, language
from labkit.figures import LINE_STYLES, MARKERS, PALETTE, cue, table_html
from labkit.language import interval, number, percent
from tests.evaluate.cohorts import cohort

Y, P = cohort(300)
DISPLAYS = {
    "decision_curve": lambda: evaluate.DecisionCurveDisplay.from_predictions(Y, {"A": P, "B": P**2}),
    "decision_curve_interval": lambda: evaluate.DecisionCurveDisplay.from_predictions(
        Y, P, n_resamples=20, random_state=0
    ),
    "calibration": lambda: evaluate.CalibrationDisplay.from_predictions(Y, {"one": P, "two": P**2}),
    "roc": lambda: evaluate.RocDisplay.from_predictions(Y, {"one": P, "two": -np.log(P) / 9}),
    "control_chart": lambda: evaluate.ControlChartDisplay.from_predictions(Y, P**2, np.arange(300) // 100),
    "drift": lambda: evaluate.DriftDisplay.from_frames(pd.DataFrame({"x": P}), pd.DataFrame({"x": P**2})),
    "no_drift": lambda: evaluate.DriftDisplay.from_frames(pd.DataFrame({"x": P}), pd.DataFrame({"x": P})),
    "cohort": lambda: evaluate.CohortDisplay.from_predictions(
        Y, P, np.repeat(["north", "south", "tiny"], [150, 140, 10]), n_resamples=10
    ),
    "errors_by_kind": lambda: evaluate.ErrorsByKindDisplay.from_predictions(
        Y, {"one": 1 - Y, "two": P > 0.5, "three": Y}, np.arange(300) % 3
    ),
    "comparison": lambda: evaluate.ComparisonDisplay.from_predictions(
        Y, {"old": P, "new": P**2}, threshold=0.2, n_resamples=50
    ),
    "effects": lambda: evaluate.EffectsDisplay(
        pd.DataFrame(
            {"group": ["all", "alone"], "avoided": [9, -4], "lower_bound": [2, -20], "upper_bound": [16, 12]}
        )
    ),
    "leak": lambda: evaluate.LeakageDisplay.from_features(
        pd.DataFrame({"age": P, "code": np.where(Y == 1, 1.0, np.nan)}), Y
    ),
    "no_leak": lambda: evaluate.LeakageDisplay.from_features(
        pd.DataFrame({"noise": np.sin(np.arange(300))}), Y
    ),
    "agreement": lambda: evaluate.AgreementDisplay.from_ratings(
        np.where(Y, "present", "absent"), np.where(P > 0.5, "present", "absent")
    ),
    "predictive_values": lambda: evaluate.PredictiveValuesDisplay(0.9, 0.9, {"surgery": 0.2}),
}


@pytest.mark.parametrize("make", DISPLAYS.values(), ids=DISPLAYS.keys())
def test_figure_has_alternative_text_and_table_in_both_languages(make):
    texts = {}
    for code in ("en", "fr"):
        with language.speaking(code):
            html = make().figure_html(dpi=40)
            assert re.search(r'<img alt="[^"]{20,}" src="data:image/png;base64,', html)
            assert "<details>" in html
            assert html.count("<tr>") == len(make().table) + 1
            assert f'lang="{code}"' in html
            texts[code] = (make().alt_text, make().title)
            assert not re.search(r"\bnan\b", make().alt_text)
    assert texts["en"][0] != texts["fr"][0]
    assert texts["en"][1] != texts["fr"][1]
    assert not re.search(r"\d\.\d", texts["fr"][0]), "a decimal point in French"


@pytest.mark.parametrize("make", DISPLAYS.values(), ids=DISPLAYS.keys())
def test_plot_draws_where_told_and_leaves_pyplot_alone(make):
    before = plt.get_fignums()
    display = make().plot()
    assert plt.get_fignums() == before
    assert display.ax_.get_xlabel() and display.ax_.get_ylabel()
    figure, ax = plt.subplots()
    assert make().plot(ax=ax).ax_ is ax
    plt.close(figure)


def test_series_differ_by_more_than_colour():
    cues = [cue(i) for i in range(len(PALETTE))]
    assert len({str(c["linestyle"]) for c in cues}) == len(LINE_STYLES) == len(PALETTE)
    assert len({c["marker"] for c in cues}) == len(MARKERS) == len(PALETTE)


@pytest.mark.parametrize(
    ("value", "digits", "english", "french"),
    [
        (0.125, 2, "0.12", "0,12"),
        (1234.5, 1, "1,234.5", "1\u00a0234,5"),
        (-0.0001, 2, "0.00", "0,00"),
        (float("nan"), 2, "–", "–"),
        (None, 2, "–", "–"),
        (np.float64("inf"), 2, "∞", "∞"),
    ],
)
def test_numbers_follow_the_language(value, digits, english, french):
    assert number(value, digits) == english
    with language.speaking("fr"):
        assert number(value, digits) == french


def test_percent_and_interval_follow_the_language():
    assert (percent(0.125, 1), interval(0.1, 0.25)) == ("12.5%", "0.10 to 0.25")
    with language.speaking("fr"):
        assert (percent(0.125, 1), interval(0.1, 0.25)) == ("12,5\u00a0%", "0,10 à 0,25")


def test_no_module_hides_a_public_name():
    # importing a submodule binds its name on the package: a function of the same name would be lost
    assert not set(evaluate.__all__) & {module.name for module in iter_modules(evaluate.__path__)}
    for name in evaluate.__all__:
        assert callable(getattr(evaluate, name))


def test_an_unknown_statistic_is_named():
    with pytest.raises(ValueError, match="Unknown statistic 'f1'; there are prevalence"):
        evaluate.CohortDisplay.from_predictions(
            Y, P, np.repeat(["a", "b"], 150), statistic="f1", n_resamples=5
        )


@pytest.mark.parametrize("name", ["drift", "leak"])
def test_a_flagged_bar_differs_by_more_than_colour(name):
    from matplotlib.colors import to_rgb

    bars = [bar for bar in DISPLAYS[name]().plot().ax_.patches if bar.get_hatch()]
    assert bars
    for bar in bars:
        assert to_rgb(bar.get_edgecolor()) != to_rgb(bar.get_facecolor()), "a hatch nobody can see"
        assert to_rgb(bar.get_hatchcolor()) != to_rgb(bar.get_facecolor())


def test_errors_by_kind_add_up_to_the_errors_and_put_opposite_kinds_at_opposite_ends():
    kinds = np.repeat(["first", "second", "third"], 100)
    answers = {
        "one": np.where(kinds == "first", 1 - Y, Y),
        "two": np.where(kinds == "second", 1 - Y, Y),
    }
    display = evaluate.ErrorsByKindDisplay.from_predictions(Y, answers, kinds)
    table = display.table
    for model, answer in answers.items():
        assert table.loc[table["model"] == model, "errors"].sum() == (answer != Y).sum()
    assert ((table["ci_low"] <= table["share"]) & (table["share"] <= table["ci_high"])).all()
    ticks = [tick.get_text() for tick in display.plot().ax_.get_yticklabels()]
    assert ticks == ["second (n = 100)", "third (n = 100)", "first (n = 100)"]
    assert "first, 100% against 0%" in display.alt_text
    assert "second, 100% against 0%" in display.alt_text


@pytest.mark.parametrize(
    ("answers", "says"), [({"one": Y}, "Two models"), ({"one": Y, "two": Y[1:]}, "two: 299 answers")]
)
def test_errors_by_kind_name_what_cannot_be_compared(answers, says):
    with pytest.raises(ValueError, match=says):
        evaluate.ErrorsByKindDisplay.from_predictions(Y, answers, np.zeros(300))


def test_words_begin_at_the_left_and_counts_are_whole():
    table = table_html(pd.DataFrame({"ward": ["surgery"], "patients": [200.0], "share": [0.25]}))
    assert '<td style="text-align:left">surgery</td><td>200</td><td>0.25</td>' in table
    assert table.count("text-align:left") == 2  # the words and their heading


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([524.0, 15.9], ["524.0", "15.9"]),
        ([0.5, 0.1234], ["0.500", "0.123"]),
        ([np.nan, 0.25], ["–", "0.25"]),
        ([0.0, 0.0004], ["0", "0"]),
    ],
)
def test_a_column_has_the_digits_that_it_needs_and_three_at_most(numbers, shown):
    for kind in (float, np.float32, object):
        table = table_html(pd.DataFrame({"n": pd.Series(numbers, dtype=kind)}))
        assert "".join(f"<tr><td>{n}</td></tr>" for n in shown) in table


@pytest.mark.parametrize(
    ("p", "shown"), [(0.0, "&lt;\u00a00.001"), (3e-9, "&lt;\u00a00.001"), (0.0123, "0.012")]
)
def test_no_p_value_is_shown_as_nought(p, shown):
    assert f"<td>{shown}</td>" in table_html(pd.DataFrame({"p_adjusted": [p]}))
    assert "&lt;" not in table_html(pd.DataFrame({"share": [p]}))
