"""Every command of a contest is killed (SIGKILL) as it writes, and run again as a person would: nothing is lost, and the end is the same.

``LABKIT_KILLS=all`` kills at every write; otherwise each command is killed at three of its writes, the costly one at one.
"""

import json
import os
import re
import shutil
import signal

import numpy as np
import pandas as pd
import pytest

from labkit.contest.challenges.play import audit, challenges, open_cases, plant
from labkit.contest.folder import begin, enter, opened, secret_of
from labkit.contest.jury.cards import prepare, take_card
from labkit.contest.jury.marks import lock, mark
from labkit.contest.page.page import write_pages
from labkit.contest.play import play_final, play_round, replay, unshown
from labkit.contest.recipe import competitions
from labkit.errors import CourseError
from tests.contest.conftest import form, recipe_text
from tests.contest.test_challenges import findings
from tests.contest.test_jury import JURORS, TEAMS, marks_file

ALL = os.environ.get("LABKIT_KILLS") == "all"
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of this process")


def in_contest(act):
    def step(folder):
        with opened(folder) as contest:
            act(contest, folder)

    return step


def _enter(contest, folder):
    for team, threshold in (("one", 0.1), ("two", 0.2)):
        (folder / "entry.toml").write_text(form(threshold=threshold), encoding="utf-8")
        enter(contest, team, folder / "entry.toml")


def _card(contest, folder):
    (folder / "c.toml").write_text('[about]\nlimitations = "Little is known of it."\n', encoding="utf-8")
    take_card(contest, "one", folder / "c.toml")


def _mark(contest, folder):
    for juror, given in (("aline", {"one": 4, "two": 2}), ("bo", {"one": 3}), ("chi", {"one": 2, "two": 1})):
        mark(contest, juror, marks_file(folder, **given))


def _round(contest, _folder):
    """As the command does: what was scored and not shown is shown, and no other round is played."""
    played = unshown(contest)
    if played is None:
        play_round(contest)
        played = contest.latest("scored")
    write_pages(contest)
    contest.record.add("shown", occasion=played.body["occasion"])


# In the order of a contest; what a command says when it had been done before it was killed.
STEPS = {
    "enter": (in_contest(_enter), ""),
    "round": (in_contest(_round), ""),
    "card": (in_contest(_card), ""),
    "prepare": (in_contest(lambda contest, _folder: prepare(contest)), ""),
    "mark": (in_contest(_mark), ""),
    "lock": (in_contest(lambda contest, _folder: lock(contest)), "are locked"),
    "final": (in_contest(lambda contest, _folder: play_final(contest)), "has been played"),
}


def made(folder):
    """A contest's folder before it is opened."""
    folder.mkdir(exist_ok=True)
    (folder / "contest.toml").write_text(recipe_text(stays=500), encoding="utf-8")
    (folder / "teams.toml").write_text(TEAMS, encoding="utf-8")
    rubric = (competitions() / "ia4care" / "jury.toml").read_text(encoding="utf-8")
    (folder / "jury.toml").write_text(rubric + JURORS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """The folder before each command, and after all of them."""
    place = tmp_path_factory.mktemp("killed")
    folder = made(place / "contest")
    with pytest.MonkeyPatch.context() as patch:  # intervals of the cards are not what this is about
        patch.setattr("labkit.contest.jury.cards._RESAMPLES", 20)
        begin(folder)
        for name, (step, _said) in STEPS.items():
            shutil.copytree(folder, place / name)
            step(folder)
        shutil.copytree(folder, place / "end")
        yield place


def events(folder):
    """What the record holds, without hours and signatures."""
    lines = [json.loads(line) for line in (folder / "record.jsonl").read_text(encoding="utf-8").splitlines()]
    return {json.dumps([line["kind"], line["body"]], sort_keys=True) for line in lines}


def killed_at(count, act):
    """Run in a fork that is killed before its write number `count`; the number of writes where it was not."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        done = [0]

        def counted(call):
            def calling(*given, **how):
                done[0] += 1
                if done[0] == count:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*given, **how)

            return calling

        try:
            os.fsync, os.replace = counted(os.fsync), counted(os.replace)
            act()
            os.write(write, str(done[0]).encode())
        finally:
            os._exit(7)
    os.close(write)
    with os.fdopen(read) as said:
        writes = said.read()
    status = os.waitpid(pid, 0)[1]
    if writes:
        return int(writes)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return None


def moments(writes):
    every = range(1, writes + 1)
    return every if ALL else sorted({1, 1 + writes // 2, writes})


@pytest.mark.parametrize("name", STEPS)
def test_a_command_killed_as_it_writes_is_run_again_and_ends_the_same(states, tmp_path, name):
    step, when_done = STEPS[name]
    names = [*STEPS, "end"]
    wanted = events(states / names[names.index(name) + 1])

    def fresh():
        shutil.rmtree(tmp_path / "c", ignore_errors=True)
        return shutil.copytree(states / name, tmp_path / "c")

    chosen = range(2, 3)  # within the cards, which take seconds
    if name != "prepare" or ALL:
        folder = fresh()
        writes = killed_at(0, lambda: step(folder))
        assert writes and events(folder) == wanted, "it does the same in a fork"
        chosen = moments(writes)
    for moment in chosen:
        folder = fresh()
        assert killed_at(moment, lambda folder=folder: step(folder)) is None
        if name == "round" and events(folder) == wanted:
            continue  # it was over: the same command plays the next
        try:
            step(folder)
        except CourseError as error:
            assert when_done and when_done in str(error), error
        assert events(folder) == wanted, moment
    if name == "final":
        with opened(folder) as contest:
            assert replay(contest) == [(1, True), ("final", True)]


def test_a_contest_killed_while_it_is_made_has_a_whole_secret_and_a_whole_practice_hospital(tmp_path):
    writes = killed_at(0, lambda: begin(made(tmp_path / "whole")))
    for moment in moments(writes):
        folder = made(tmp_path / str(moment))
        assert killed_at(moment, lambda folder=folder: begin(folder)) is None
        begin(folder)
        assert re.fullmatch("[0-9a-f]{64}\n", (folder / "secret").read_text())
        assert len(pd.read_parquet(folder / "practice" / "practice.parquet")) == 500
        with opened(folder) as contest:
            assert [event.kind for event in contest.record.events] == ["opened"]


@pytest.mark.parametrize("secret", ["", "\n", "ab" * 8, "zz" * 32])
def test_a_secret_that_was_cut_short_is_no_secret(tmp_path, secret):
    (tmp_path / "secret").write_text(secret)
    with pytest.raises(CourseError, match="not a contest's secret"):
        secret_of(tmp_path)


def test_challenges_killed_as_they_are_written_go_on(tmp_path):
    def played(folder):
        form_file = tmp_path / "form.toml"
        with challenges(folder) as here:
            if not list(here.record.of("planted")):
                case = plant(here, "Zoé", folder / "plant.toml")
            else:
                case = next(here.record.of("planted")).body["case"]
            form_file.write_text(findings(underdiagnosis="remote"), encoding="utf-8")
            if not here.opened(case):
                audit(here, "Yann", case, form_file)
                open_cases(here)
            return case

    writes = killed_at(0, lambda: played(tmp_path / "whole"))
    for moment in moments(writes):
        folder = tmp_path / str(moment)
        assert killed_at(moment, lambda folder=folder: played(folder)) is None
        case = played(folder)
        kinds = [json.loads(line)["kind"] for line in (folder / "challenges.jsonl").read_text().splitlines()]
        assert kinds.count("planted") == kinds.count("said") == 1 and "audited" in kinds
        assert len(pd.read_parquet(folder / "cases" / case / "stays.parquet")) > 10_000
        assert np.all(
            [(folder / "cases" / case / name).is_file() for name in ("audit.toml", "tables.fr.html")]
        )
