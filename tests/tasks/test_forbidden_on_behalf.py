"""A figure, a table or a report of labkit's that asks a forbidden function has its answer from there, and so has the learner."""

import numpy as np
import pytest

from labkit import evaluate
from labkit.tasks.forbidden_calls import watching

Y, P = np.array([0, 1, 1, 0]), np.array([0.1, 0.7, 0.4, 0.3])

ON_BEHALF = {
    "a figure": (
        "labkit.evaluate.decision_curve",
        lambda: evaluate.DecisionCurveDisplay.from_predictions(Y, {"mine": P}, thresholds=[0.2]),
    ),
    "a table": ("labkit.evaluate.wilson_interval", lambda: evaluate.calibration_table(Y, P)),
    "a table of a table": (
        "labkit.evaluate.wilson_interval",
        lambda: evaluate.CalibrationDisplay.from_predictions(Y, {"mine": P}),
    ),
}


@pytest.mark.parametrize(("name", "asked"), ON_BEHALF.values(), ids=ON_BEHALF)
def test_labkits_own_function_is_noted_where_another_of_labkits_asks_it(name, asked):
    """A figure or a report gives the answer as well; one that the course's own cells made is no use of it."""
    asked()
    with watching([name]) as called:
        pass
    assert called == set()
    with watching([name]) as called:
        asked()
    assert called == {name}
