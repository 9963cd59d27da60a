"""What a lab shows its learners by labkit's own functions also answers a task: whoever answers with it is read by a person."""

import pytest

from labkit.content import Content
from labkit.evaluate import DecisionCurveDisplay, PredictiveValuesDisplay, item_table
from labkit.tasks.agreement import difference
from labkit.tasks.forbidden_calls import watching
from labkit.tasks.load import load_grader

NEEDS = ("m4_threshold", "t1_teach")


def by_the_figure_of_the_wards(sensitivity, specificity, prevalence):
    row = PredictiveValuesDisplay(sensitivity, specificity, {"emergency": prevalence}).table.iloc[0]
    return row.ppv, row.npv


def by_the_figure_of_the_curve(y_true, y_prob, threshold):
    shown = DecisionCurveDisplay.from_predictions(y_true, {"model": y_prob}, thresholds=[threshold])
    return shown.table.net_benefit.iloc[0]


def by_the_table_of_items(shares, item):
    rows = item_table(shares, dict.fromkeys(shares, 1.0)).set_index("task")
    return tuple(rows.loc[item, ["correlation", "ci_low", "ci_high"]])


ANSWERS = {
    ("m4_threshold", "predictive_values"): by_the_figure_of_the_wards,
    ("m4_threshold", "net_benefit"): by_the_figure_of_the_curve,
    ("t1_teach", "item_rest"): by_the_table_of_items,
}


@pytest.mark.parametrize(("place", "answer"), ANSWERS.items(), ids=[task for _, task in ANSWERS])
def test_an_answer_that_labkit_gives_is_right_and_is_noted(place, answer):
    lab, name = place
    task = load_grader(Content.find(), lab).task(name)
    for one in list(task.draw(0))[:2]:
        with watching(task.forbids) as called:
            said = answer(**one.arguments)
        assert difference(said, task.right(**one.arguments), task.tolerance) is None
        assert called
