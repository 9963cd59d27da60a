"""Reporting triangle, nowcast and interval scores: by hand, against scipy and scikit-learn, and over replications."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from sklearn.metrics import mean_pinball_loss

from labkit.evaluate import (
    NowcastDisplay,
    interval_score,
    nowcast,
    report_triangle,
    share_reported,
    weighted_interval_score,
)
from labkit.language import speaking

DAYS = pd.date_range("2026-12-01", periods=60)


def events(rng, share, mean=60, days=DAYS):
    """Events of a day with delays drawn from `share`, the probability of each delay."""
    event = days.repeat(rng.poisson(mean, len(days)))
    return event, event + pd.to_timedelta(rng.choice(len(share), len(event), p=share), unit="D")


@pytest.fixture(scope="module")
def register():
    return events(np.random.default_rng(3), [0.1, 0.3, 0.3, 0.2, 0.1])


def test_the_triangle_has_what_was_known_and_nothing_else(register):
    event, report = register
    until = pd.Timestamp("2026-12-20")
    triangle = report_triangle(event, report, until, longest=4)
    assert triangle.shape == (20, 5) and triangle.index[-1] == until
    known = (event <= until) & (report <= until)
    assert triangle.sum().sum() == known.sum()
    assert triangle.sum(axis=1).to_numpy().tolist() == [
        ((event == day) & known).sum() for day in triangle.index
    ]
    assert triangle.isna().sum(axis=1).to_numpy()[-5:].tolist() == [0, 1, 2, 3, 4]


def test_later_reports_count_in_the_last_column(register):
    event, report = register
    short = report_triangle(event, report, DAYS[-1], longest=2)
    assert short.iloc[:50].sum().sum() == (event < DAYS[50]).sum()


def test_a_day_without_events_is_a_row_of_noughts():
    triangle = report_triangle(
        ["2026-01-01", "2026-01-03"], ["2026-01-01", "2026-01-03"], "2026-01-04", longest=1
    )
    assert triangle.fillna(-1).to_numpy().tolist() == [[1, 0], [0, 0], [1, 0], [0, -1]]


@pytest.mark.parametrize("report", ["2026-01-01", None])
def test_a_report_before_its_event_is_refused(report):
    with pytest.raises(ValueError, match="1 has not"):
        report_triangle(["2026-01-02"], [report], "2026-01-05")


def test_a_triangle_needs_an_event():
    with pytest.raises(ValueError, match="no event up to 2025"):
        report_triangle(["2026-01-02"], ["2026-01-02"], "2025-12-31")


def test_shares_by_hand():
    triangle = pd.DataFrame([[4, 4, 2], [3, 5, np.nan], [6, np.nan, np.nan]])
    assert share_reported(triangle).tolist() == pytest.approx([0.35, 0.8, 1.0])


def test_shares_do_not_hang_on_the_truncation():
    """Right truncation biases what is known; the estimate from the same register is not biased."""
    share = [0.2, 0.3, 0.3, 0.2]
    made, naive = [], []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        triangle = report_triangle(*events(rng, share, days=DAYS[:10]), DAYS[9], longest=3)
        made.append(share_reported(triangle))
        naive.append(triangle.sum().cumsum() / triangle.sum().sum())
    assert np.mean(made, axis=0) == pytest.approx(np.cumsum(share), abs=0.01)
    assert np.mean(naive, axis=0)[0] > 0.23


def test_a_delay_of_which_nothing_is_known_has_no_share():
    assert np.isnan(share_reported(pd.DataFrame([[0, 0], [0, np.nan]]))[0])


def test_nowcast_divides_and_its_interval_holds(register):
    held = []
    for seed in range(40):
        event, report = events(np.random.default_rng(seed), [0.2, 0.3, 0.3, 0.2])
        table = nowcast(report_triangle(event, report, DAYS[-1], longest=3))
        last = table.iloc[-3:]
        assert last.estimate.to_numpy() == pytest.approx((last.known / last["share"]).to_numpy())
        truth = pd.Series(event).value_counts().reindex(last.index).to_numpy()
        held += list((last.low <= truth) & (truth <= last.high))
        complete = table.iloc[:-3]
        assert (complete.low == complete.known).all() and (complete.high == complete.known).all()
    # 120 intervals of 90 %: three standard errors.
    assert 0.9 - 0.082 <= np.mean(held) <= 0.9 + 0.082


def test_weekday_by_weekday_is_the_nowcast_of_each_weekday(register):
    event, report = register
    triangle = report_triangle(event, report, DAYS[-1], longest=4)
    table = nowcast(triangle, by_weekday=True)
    day = triangle.index[-2]
    alike = share_reported(triangle[triangle.index.day_of_week == day.day_of_week])
    assert table["share"][day] == alike[1]


def test_where_nothing_is_usual_there_is_no_nowcast():
    triangle = report_triangle(DAYS[:5], DAYS[1:6], DAYS[4], longest=1)
    assert nowcast(triangle).iloc[-1][["estimate", "low", "high"]].isna().all()
    with pytest.raises(ValueError, match="between 0 and 1"):
        nowcast(triangle, level=1)


def test_the_weighted_score_is_twice_the_mean_pinball_loss():
    rng = np.random.default_rng(5)
    alpha = np.array([0.5, 0.2, 0.1])
    observed = rng.normal(100, 30, 50)
    levels = np.concatenate([alpha / 2, [0.5], 1 - alpha / 2])
    quantiles = 100 + 20 * norm.ppf(levels)
    low, median, high = quantiles[:3], quantiles[3], quantiles[4:]
    score = weighted_interval_score(observed, median, np.tile(low, (50, 1)), np.tile(high, (50, 1)), alpha)
    losses = [
        mean_pinball_loss(observed, np.full(50, q), alpha=level)
        for q, level in zip(quantiles, levels, strict=True)
    ]
    assert score.mean() == pytest.approx(2 * np.mean(losses))


def test_the_score_is_proper():
    """The forecast that is the truth scores best, against one too sure, one too careful and one beside it."""
    alpha = np.array([0.5, 0.1])
    observed = np.random.default_rng(6).normal(0, 1, 20_000)
    reach = norm.ppf(1 - alpha / 2)

    def mean_score(centre, spread):
        low, high = centre - reach * spread, centre + reach * spread
        return weighted_interval_score(observed, np.full(20_000, centre), low, high, alpha).mean()

    assert mean_score(0, 1) < min(mean_score(0, 0.6), mean_score(0, 1.6), mean_score(0.3, 1))


def test_interval_score_by_hand_and_its_errors():
    assert interval_score([100, 130, 70], 80, 120, 0.1).tolist() == pytest.approx([40, 240, 240])
    for low, alpha in ((130, 0.1), (80, 0.0)):
        with pytest.raises(ValueError, match="low <= high"):
            interval_score(100, low, 120, alpha)


@pytest.mark.parametrize(
    ("language", "word", "day"), [("en", "Later there were", "Jan 29"), ("fr", "il y en a eu", "29 janv.")]
)
def test_the_figure_says_what_it_shows(register, language, word, day):
    event, report = register
    table = nowcast(report_triangle(event, report, DAYS[-1], longest=4)).iloc[-14:]
    truth = pd.Series(event).value_counts().reindex(table.index)
    with speaking(language):
        shown = NowcastDisplay(table, truth)
        assert word in shown.alt_text
        assert day in shown.figure_html()
    assert len(shown.table) == 14
