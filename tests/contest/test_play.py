"""A contest from its folder to its final: attempts, copies, the late, and a kill at any moment."""

import os
import signal

import pytest

from labkit.cli import main
from labkit.contest.entries.outcome import Refused
from labkit.contest.folder import begin, enter, new_contest, opened
from labkit.contest.page.page import page, write_pages
from labkit.contest.play import NotAsked, play_final, play_round, replay, unshown
from labkit.contest.record import Record
from labkit.errors import CourseError
from tests.contest.conftest import form, recipe_text

TEAMS = ("one", "two", "three")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A contest in which three teams have entered forms: no kernel is needed."""
    folder = tmp_path_factory.mktemp("contest")
    text = (
        recipe_text(stays=500).replace("attempts = 20", "attempts = 2").replace("rounds = 10", "rounds = 3")
    )
    (folder / "contest.toml").write_text(text, encoding="utf-8")
    teams = "".join(
        f'[{t}]\nname = "<b>{t}</b>"\nlanguage = "fr"\nmembers = ["{t}@example.org"]\n' for t in TEAMS
    )
    (folder / "teams.toml").write_text(teams, encoding="utf-8")
    begin(folder)
    with opened(folder) as contest:
        for i, team in enumerate(TEAMS):
            file = folder / f"{team}.toml"
            file.write_text(
                form(threshold=0.05 * (i + 1), model="shipped" if i == 2 else "house"), encoding="utf-8"
            )
            enter(contest, team, file)
    return folder


@pytest.fixture
def folder(fresh, tmp_path):
    import shutil

    return shutil.copytree(fresh, tmp_path / "contest")


def test_the_gap_is_written_down_before_anybody_enters(fresh):
    with opened(fresh) as contest:
        first, second = contest.record.events[:2]
    assert first.kind == "opened" and first.body["gap"] > 0 and second.kind == "entered"


def test_rounds_then_the_final_then_the_same_tables_again(folder):
    with opened(folder) as contest:
        first = play_round(contest)
        second = play_round(contest)
        assert first["rows"] != second["rows"], "other patients"
        shipped = next(row for row in first["rows"] if row["team"] == "three")
        assert abs(shipped["criteria"]["calibration"]["score"]) < 1e-6, "the shipped model's own risk is 0"
        with pytest.raises(CourseError, match="no team has entered"):
            play_round(contest)  # both attempts of all three are used up
        enter(contest, "two", folder / "one.toml", final=True)
        final = play_final(contest)
        assert {h["name"] for h in final["hospitals"]} == {"Eastmount", "Val-Clair"}
        named = {
            e.body["team"]: e.body["entry"]
            for e in contest.record.of("answered")
            if e.body["occasion"] == "final"
        }
        assert named["two"] == named["one"] != named["three"]
        for late in (
            lambda: enter(contest, "one", folder / "one.toml"),
            lambda: play_round(contest),
            lambda: play_final(contest),
        ):
            with pytest.raises(CourseError):
                late()
    with opened(folder) as contest:
        assert replay(contest) == [(1, True), (2, True), ("final", True)]
        for language in ("en", "fr"):
            html = page(contest, language)
            assert f'<html lang="{language}">' in html
            assert (
                "http" not in html and "src=" not in html and "<script" not in html and "@import" not in html
            )
            assert "<b>" not in html and "&lt;b&gt;" in html, "a team's name is text"
            assert html.count("<svg") == html.count('role="img"') == html.count("</title><desc") >= 6
            for after in html.split("</svg>")[1:]:
                assert after.lstrip().startswith('<div class="scroll" role="region" tabindex="0"'), (
                    "a table beside it"
                )
            assert html.count("<th scope=") == html.count("<th ")
        assert "Bénéfice net" in page(contest, "fr") and "Net benefit" in page(contest, "en")
        assert [file.name for file in write_pages(contest)] == ["board.en.html", "board.fr.html"]


def test_changed_answers_and_a_changed_recipe_are_found(folder):
    with opened(folder) as contest:
        play_round(contest)
        file = folder / "answers" / "1-one.npz"
        kept = file.read_bytes()
        file.write_bytes((folder / "answers" / "1-two.npz").read_bytes())
        with pytest.raises(CourseError, match="not what the record says"):
            replay(contest)
        file.write_bytes(kept)
        assert replay(contest) == [(1, True)]
    recipe = folder / "contest.toml"
    recipe.write_text(
        recipe.read_text(encoding="utf-8").replace("net_benefit = 0.4", "net_benefit = 0.40"),
        encoding="utf-8",
    )
    with pytest.raises(CourseError, match="changed after the contest opened"), opened(folder):
        pass


# The round writes: begun, one answered a team, scored.
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of this process")
@pytest.mark.parametrize(
    "moment", ["after begun", "answers kept, not recorded", "after answered", "half a line", "before scored"]
)
def test_a_round_killed_anywhere_goes_on_and_ends_as_if_it_had_not_been(folder, fresh, moment):
    pid = os.fork()
    if pid == 0:
        try:
            _killed(folder, moment)
        finally:
            os._exit(7)  # it was not killed
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL
    with opened(folder) as contest:
        before = [(e.body["team"], e.at) for e in contest.record.of("answered")]
        table = play_round(contest)
        answered = [e.body["team"] for e in contest.record.of("answered")]
        assert sorted(answered) == sorted(TEAMS), "nobody was asked twice, and nothing was lost"
        assert [(e.body["team"], e.at) for e in contest.record.of("answered")][: len(before)] == before
        assert len(list(contest.record.of("begun"))) == 1 and all(
            contest.attempts(team) == 1 for team in TEAMS
        )
        assert replay(contest) == [(1, True)]
    assert table["rows"] == _whole(fresh)["rows"]


def _whole(fresh, kept={}):  # noqa: B006 - once for all moments
    if not kept:
        import shutil
        import tempfile
        from pathlib import Path

        with (
            tempfile.TemporaryDirectory() as place,
            opened(Path(shutil.copytree(fresh, f"{place}/c"))) as contest,
        ):
            kept.update(play_round(contest))
    return kept


def _killed(folder, moment):
    add, seen = Record.add, []

    def killing(record, kind, **body):
        seen.append(kind)
        if moment == "answers kept, not recorded" and kind == "answered" and seen.count("answered") == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        if moment == "before scored" and kind == "scored":
            os.kill(os.getpid(), signal.SIGKILL)
        event = add(record, kind, **body)
        if moment == "half a line" and seen.count("answered") == 2:
            whole = record._file.read_bytes()
            record._file.write_bytes(whole[:-40])
            os.kill(os.getpid(), signal.SIGKILL)
        if (moment, kind) in (("after begun", "begun"), ("after answered", "answered")):
            os.kill(os.getpid(), signal.SIGKILL)
        return event

    Record.add = killing
    with opened(folder) as contest:
        play_round(contest)


def test_who_could_not_be_asked_by_our_fault_misses_no_round_and_no_final(folder, monkeypatch):
    """The disk is full while one entry is asked: the round waits, the others are not asked again, and nothing is charged."""
    asked, faulty = [], {"two"}

    def ask(file, *given, **how):
        team = next(team for team in TEAMS if file.read_bytes() == (folder / f"{team}.toml").read_bytes())
        asked.append(team)
        if team in faulty:
            return Refused("ours", detail="OSError").outcome
        return whole(file, *given, **how)

    from labkit.contest import workers

    whole = workers.ask
    monkeypatch.setattr(workers, "ask", ask)
    with opened(folder) as contest:
        with pytest.raises(NotAsked, match="OSError"):
            play_round(contest)
        assert asked.count("two") == 2 and asked.count("one") == 1, "a fault of ours is tried twice"
        assert contest.latest("scored") is None and contest.attempts("two") == 0
        asked.clear()
        faulty.clear()
        table = play_round(contest)
        assert asked == ["two"] and len(table["rows"]) == 3 and contest.attempts("two") == 1
        faulty.add("three")
        with pytest.raises(NotAsked):
            play_final(contest)
        table = play_final(contest, leave_out=True)
        assert [one["team"] for one in table["unscored"]] == ["three"] and len(table["rows"]) == 2
        assert replay(contest) == [(1, True), ("final", True)]


def test_a_round_that_was_scored_and_not_shown_is_shown_before_another_is_played(folder, capsys):
    with opened(folder) as contest:
        play_round(contest)  # and the command is killed
        assert unshown(contest)
    for said, played in (("Round 1 had been scored", 1), ("one", 2)):
        assert not main(["contest", "round", str(folder), "-l", "en"])
        assert said in capsys.readouterr().out
        with opened(folder) as contest:
            assert len(list(contest.record.of("scored"))) == played and unshown(contest) is None
    assert (folder / "board.fr.html").is_file()


def test_a_folder_holds_one_contest_and_strangers_do_not_enter(folder):
    with pytest.raises(CourseError, match="already holds"):
        new_contest(folder)
    with opened(folder) as contest:
        with pytest.raises(CourseError, match="no team stranger"):
            enter(contest, "stranger", folder / "one.toml")
        empty = folder / "empty.toml"
        empty.write_text("model = 'house'\n", encoding="utf-8")
        with pytest.raises(CourseError, match="threshold doit être"):  # in the team's language
            enter(contest, "one", empty)
        with pytest.raises(CourseError, match="notebook"):
            enter(contest, "one", folder / "teams.txt")


def test_a_competition_that_is_not_there_is_told_with_those_that_are(tmp_path):
    with pytest.raises(CourseError, match="ia4care"):
        new_contest(tmp_path / "new", "nothing")
