"""Mornings at home, a trial by lot, two districts: what was planted is known, and nothing else is."""

import numpy as np
import pytest

from labkit.data import generate_enrolment, generate_home_monitoring, generate_home_trial


def test_points_are_kilograms_and_symptoms_and_rise_before_the_hospital():
    made = generate_home_monitoring(300, 120, 1)
    mornings = made.mornings
    assert len(mornings) == 300 * 120
    assert np.allclose(mornings.points, mornings.kilograms + mornings.symptoms)
    points = mornings.points.to_numpy().reshape(300, 120)
    assert ((made.truth.admitted_on - made.truth.begins_on).between(5, 10)).all()
    eve = points[made.truth.patient, made.truth.admitted_on - 1]
    assert eve.mean() > points.mean() + 1


def test_the_same_seed_gives_the_same_mornings():
    one, other = generate_home_monitoring(20, 40, 3), generate_home_monitoring(20, 40, 3)
    assert one.mornings.equals(other.mornings) and one.truth.equals(other.truth)


@pytest.mark.parametrize("prevented", [0.0, 0.5])
def test_two_changes_find_what_was_planted_and_one_does_not(prevented):
    made = generate_enrolment(200_000, 2, prevented=prevented)
    eligible = made.people[made.people.eligible == 1]
    change = (eligible.after - eligible.before).groupby(eligible.served).mean()
    assert change[1] - change[0] == pytest.approx(made.effect, abs=0.04)
    # Even without any effect, stays fall by about half a stay: that is regression to the mean.
    assert change[0] < -0.4
    assert made.effect == 0 if prevented == 0 else made.effect < -0.4


def test_the_served_district_had_more_stays_before_as_well():
    people = generate_enrolment(200_000, 4, planned=0.3).people
    gap = people[people.eligible == 1].groupby("served").before.mean().diff().iloc[-1]
    assert gap == pytest.approx(0.3, abs=0.04)


def test_a_lot_gives_each_arm_half_and_no_network_no_effect():
    trial = generate_home_trial(200_000, 5, prevented=0.5)
    assert trial.programme.mean() == 0.5
    mean = trial.groupby(["network", "programme"]).stays.mean()
    assert mean[0, 1] == pytest.approx(mean[0, 0], abs=0.05)
    assert mean[1, 1] == pytest.approx(0.5 * mean[1, 0], abs=0.03)
    assert (trial.days[trial.stays == 0] == 0).all()


@pytest.mark.parametrize(
    ("generate", "wrong"),
    [
        (generate_home_monitoring, {"patients": 0}),
        (generate_home_monitoring, {"days": 3}),
        (generate_home_monitoring, {"rate": 1.0}),
        (generate_enrolment, {"n": 0}),
        (generate_enrolment, {"prevented": 1.2}),
        (generate_enrolment, {"planned": -0.1}),
        (generate_home_trial, {"n": 1}),
        (generate_home_trial, {"prevented": -0.1}),
    ],
)
def test_what_cannot_be_generated_is_said(generate, wrong):
    with pytest.raises(ValueError, match="must be"):
        generate(**wrong)
