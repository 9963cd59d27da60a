"""Generated discharges: what a visit changes is known, whoever is visited."""

import numpy as np
import pytest

from labkit.data import generate_discharges

PEOPLE = 20_000


@pytest.mark.parametrize("visits", ["lots", "sickest", "nobody"])
def test_the_same_people_whoever_is_visited(visits):
    one, other = generate_discharges(50, 4), generate_discharges(50, 4, visits=visits)
    facts = ["age", "lives_alone", "admissions_last_year", "drugs", "advanced_illness"]
    assert one.people[facts].equals(other.people[facts])
    assert one.truth.equals(other.truth)


def test_a_lot_tells_what_a_visit_changes_and_a_register_does_not():
    for visits, error in (("lots", 0.0), ("sickest", -0.15)):
        made = generate_discharges(PEOPLE, 1, visits=visits)
        back = made.people.groupby("visited").came_back.mean()
        true = (made.truth.without - made.truth.with_visit).mean()
        assert back[0] - back[1] - true == pytest.approx(error, abs=0.02)


def test_those_at_highest_risk_are_not_those_whom_a_visit_helps():
    truth = generate_discharges(PEOPLE, 2).truth
    avoided = truth.without - truth.with_visit
    highest = truth.without >= truth.without.quantile(0.7)
    assert avoided[highest].mean() < avoided.mean()
    assert avoided.min() < 0


def test_in_the_other_world_a_visit_prevents_the_same_share_for_everybody():
    truth = generate_discharges(100, 3, same_for_all=True).truth
    assert np.ptp(truth.with_visit / truth.without) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("wrong", [{"n": 0}, {"n": 5, "visits": "all"}, {"n": 5, "share": 1.0}])
def test_what_cannot_be_generated_is_said(wrong):
    with pytest.raises(ValueError, match="must be"):
        generate_discharges(**wrong)
