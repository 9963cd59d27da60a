"""How the cost of an audit grows with rows, groups, resamples and attributes.

    python benchmarks/subject_scaling.py     the tables of docs/benchmarks-subjects.md

CPU milliseconds, median of five runs on one thread.
"""
# ruff: noqa: E402  (threads are set before numpy is imported)

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))

from measured import cpu_seconds

from labkit.audit import bootstrap_metrics, group_metrics, group_table, search_subgroups
from labkit.evaluate import auc_interval, calibration_summary, decision_curve

ROWS = (2_000, 20_000, 200_000, 2_000_000)


def cohort(n: int, n_groups: int = 4) -> tuple[np.ndarray, np.ndarray, np.ndarray, pd.Series]:
    rng = np.random.default_rng(n)
    prob = rng.beta(1.2, 3, n)
    truth = (rng.random(n) < prob).astype(np.int64)
    levels = [f"g{i}" for i in range(n_groups)]
    group = pd.Series(pd.Categorical.from_codes(rng.integers(0, n_groups, n), levels), name="group")
    return truth, (prob >= 0.3).astype(np.int64), prob, group


def attributes(n: int, k: int) -> pd.DataFrame:
    rng = np.random.default_rng(k)
    draw = [rng.choice(3, n, p=[0.6, 0.3, 0.1]) for _attribute in range(k)]
    return pd.DataFrame({f"a{i}": pd.Categorical.from_codes(c, list("xyz")) for i, c in enumerate(draw)})


def line(name: str, works: list, columns: int | None = None) -> None:
    times = [1e3 * cpu_seconds(work)[0] for work in works]
    cells = [f"{t:,.0f}" if t >= 100 else f"{t:.3g}" for t in times]
    cells += ["–"] * ((columns or len(cells)) - len(cells))
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def by_rows() -> None:
    print("\n| rows | " + " | ".join(f"{n:,}" for n in ROWS) + " |\n|---|" + "---|" * len(ROWS))
    data = {n: cohort(n) for n in ROWS}
    text = {n: (*data[n][:3], data[n][3].astype(str)) for n in ROWS}
    line("group metrics, categorical", [lambda d=data[n]: group_metrics(d[0], d[1], d[3]) for n in ROWS])
    line("group metrics, strings", [lambda d=text[n]: group_metrics(d[0], d[1], d[3]) for n in ROWS])
    line("table with intervals", [lambda d=data[n]: group_table(d[0], d[1], d[3]) for n in ROWS])
    line(
        "1,000 resamples of rows",
        [
            lambda d=data[n]: bootstrap_metrics(d[0], d[1], d[3], n_resamples=1_000, random_state=0)
            for n in ROWS
        ],
    )
    line(
        "1,000 resamples, Brier included",
        [
            lambda d=data[n]: bootstrap_metrics(
                d[0], d[1], d[3], y_prob=d[2], n_resamples=1_000, random_state=0
            )
            for n in ROWS
        ],
    )
    line("AUC with DeLong's interval", [lambda d=data[n]: auc_interval(d[0], d[2]) for n in ROWS])
    line("decision curve, 99 thresholds", [lambda d=data[n]: decision_curve(d[0], d[2]) for n in ROWS])
    few = ROWS[:3]
    line(
        "AUC, 200 resamples of rows",
        [
            lambda d=data[n]: auc_interval(d[0], d[2], method="bootstrap", n_resamples=200, random_state=0)
            for n in few
        ],
        len(ROWS),
    )
    line(
        "recalibration, 200 resamples",
        [
            lambda d=data[n]: calibration_summary(
                d[0], d[2].clip(1e-6, 1 - 1e-6), n_resamples=200, random_state=0
            )
            for n in few
        ],
        len(ROWS),
    )


def by_groups() -> None:
    sizes = (2, 10, 100, 1_000)
    print("\n| groups (200,000 rows) | " + " | ".join(map(str, sizes)) + " |\n|---|" + "---|" * len(sizes))
    data = {k: cohort(200_000, k) for k in sizes}
    line("group metrics", [lambda d=data[k]: group_metrics(d[0], d[1], d[3]) for k in sizes])
    line("table with intervals", [lambda d=data[k]: group_table(d[0], d[1], d[3]) for k in sizes])
    line(
        "200 resamples",
        [
            lambda d=data[k]: bootstrap_metrics(d[0], d[1], d[3], n_resamples=200, random_state=0)
            for k in sizes
        ],
    )


def by_resamples() -> None:
    sizes = (100, 1_000, 10_000)
    print("\n| resamples (200,000 rows) | " + " | ".join(map(str, sizes)) + " |\n|---|" + "---|" * len(sizes))
    truth, decision, prob, group = cohort(200_000)
    patient = np.random.default_rng(0).integers(0, 60_000, 200_000)
    line(
        "rows, from counts",
        [lambda b=b: bootstrap_metrics(truth, decision, group, n_resamples=b, random_state=0) for b in sizes],
    )
    line(
        "patients, from distinct counts",
        [
            lambda b=b: bootstrap_metrics(
                truth, decision, group, cluster=patient, n_resamples=b, random_state=0
            )
            for b in sizes[:2]
        ],
        len(sizes),
    )


def by_attributes() -> None:
    sizes = (4, 8, 12, 16)
    print("\n| attributes (20,000 rows) | " + " | ".join(map(str, sizes)) + " |\n|---|" + "---|" * len(sizes))
    truth, decision, _prob, _group = cohort(20_000)
    frames = {k: attributes(20_000, k) for k in sizes}
    line(
        "group metrics of all, crossed",
        [lambda f=frames[k]: group_metrics(truth, decision, f) for k in sizes],
    )
    line(
        "table, all pairs",
        [lambda f=frames[k]: group_table(truth, decision, f, intersections=2) for k in sizes],
    )
    searches = {
        "subgroups of up to 2": {"max_depth": 2},
        "subgroups of up to 3": {"max_depth": 3},
        "all subgroups of 5 % of people": {"max_depth": None, "min_n": 1, "min_support": 0.05},
    }
    for name, options in searches.items():
        line(
            name,
            [lambda f=frames[k], o=options: search_subgroups(truth, decision, f, **o) for k in sizes],
        )


if __name__ == "__main__":
    by_rows()
    by_groups()
    by_resamples()
    by_attributes()
