"""Entries asked on a Dask scheduler: the same answers as on one machine, and nothing sent that says what is right."""

import pickle

import numpy as np
import pytest

from labkit.contest.demo.run import write_notebook
from labkit.contest.hospitals import draw
from labkit.contest.workers import Questions, ask_all, without_outcomes
from labkit.errors import CourseError
from tests.contest.conftest import SECRET, form
from tests.contest.test_entries import GOOD


@pytest.fixture
def asked(recipe, tmp_path):
    """Three entries and what they are asked: a notebook, a form that watches, a notebook that ends its process."""
    hospital = draw(recipe.of("board")[0], SECRET, 1, 500)
    practice = tmp_path / "practice.parquet"
    hospital.practice.to_parquet(practice)
    watching = tmp_path / "form.toml"
    watching.write_text(
        form(extra='[[watched]]\ngroup = "age"\nlevel = "65+"\nfrom = 0.05'), encoding="utf-8"
    )
    entries = {
        "good": write_notebook(
            tmp_path / "good.ipynb",
            ["import pandas as pd\nrows = len(pd.read_parquet('practice.parquet'))", GOOD],
        ),
        "form": watching,
        "gone": write_notebook(tmp_path / "gone.ipynb", ["import os\nos._exit(0)"]),
    }
    return entries, Questions(recipe, [hospital], practice, 1)


@pytest.mark.xdist_group("contest")
def test_a_scheduler_s_machines_answer_as_this_one_does(asked):
    from distributed import LocalCluster

    entries, questions = asked
    here = dict(ask_all(entries, questions))
    with LocalCluster(
        n_workers=1, threads_per_worker=2, dashboard_address=None, host="127.0.0.1", scheduler_port=0
    ) as cluster:
        there = dict(ask_all(entries, questions, scheduler=cluster.scheduler_address))
    assert here["gone"].reason == there["gone"].reason == "stopped"
    for team in ("good", "form"):
        assert here[team].reason == there[team].reason == ""
        for a, b in zip(here[team].answers, there[team].answers, strict=True):
            assert np.array_equal(a.risk, b.risk) and np.array_equal(a.alarm, b.alarm)


def test_what_is_sent_says_nothing_of_outcomes_effects_or_the_secret(asked):
    patients = asked[1].hospitals[0]
    sent = without_outcomes(patients)
    assert not sent.label.any() and not sent.disease.any() and sent.latent.empty and sent.all_stays.empty
    assert patients.disease.any() and sent.hospital.effects == {}
    assert sent.stays is patients.stays and "sepsis" not in sent.stays
    assert SECRET not in pickle.dumps(sent)


def test_a_scheduler_that_is_not_there_is_named(asked, monkeypatch):
    from distributed import Client

    whole = Client.__init__
    monkeypatch.setattr(
        Client, "__init__", lambda self, at, **how: whole(self, at, **{**how, "timeout": "1s"})
    )
    with pytest.raises(CourseError, match="tcp://127.0.0.1:9"):
        list(ask_all(*asked, scheduler="tcp://127.0.0.1:9"))
