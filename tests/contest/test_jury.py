"""The jury: cards recomputed from the entry, conflicts, marks that are locked before the board opens, what they do to the final."""

import numpy as np
import pytest

from labkit.contest.folder import begin, enter, opened
from labkit.contest.jury.cards import prepare, take_card
from labkit.contest.jury.marks import agreement, documentation, lock, mark
from labkit.contest.jury.rubric import read_jury
from labkit.contest.page.page import page
from labkit.contest.play import play_final, replay
from labkit.contest.recipe import competitions
from labkit.contest.teams import read_teams
from labkit.errors import CourseError
from tests.contest.conftest import SECRET, form, recipe_text

CRITERIA = ("use", "numbers", "groups", "oversight", "words")
JURORS = """
[[jurors]]
id = "aline"
name = "Aline <b>Roy</b>"
role = "citizen"
[[jurors]]
id = "bo"
name = "Bo"
role = "clinician"
conflicts = ["two"]
[[jurors]]
id = "chi"
name = "Chi"
role = "data"
"""
TEAMS = "".join(f'[{t}]\nname = "Team {t}"\nmembers = ["{t}@example.org"]\n' for t in ("one", "two"))


def marks_file(place, **by_team):
    """A juror's file: one mark a team for every criterion."""
    file = place / "marks.toml"
    file.write_text(
        "".join(
            f"[{team}]\n" + "".join(f"{name} = {given}\n" for name in CRITERIA)
            for team, given in by_team.items()
        ),
        encoding="utf-8",
    )
    return file


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A jury day from its cards to the final; what was refused on the way is collected."""
    folder = tmp_path_factory.mktemp("jury") / "contest"
    folder.mkdir()
    (folder / "contest.toml").write_text(recipe_text(stays=500), encoding="utf-8")
    (folder / "teams.toml").write_text(TEAMS, encoding="utf-8")
    rubric = (competitions() / "ia4care" / "jury.toml").read_text(encoding="utf-8")
    (folder / "jury.toml").write_text(rubric + JURORS, encoding="utf-8")
    begin(folder)
    refused = {}

    def tried(name, call):
        with pytest.raises(CourseError) as error:
            call()
        refused[name] = str(error.value)

    with opened(folder) as contest:
        entry = folder / "entry.toml"
        for team, threshold in (("one", 0.1), ("two", 0.2)):
            entry.write_text(form(threshold=threshold), encoding="utf-8")
            enter(contest, team, entry)
        card = folder / "c.toml"
        card.write_text('[about]\nlimitations = "AUC 0.90"\n', encoding="utf-8")
        tried("figure in words", lambda: take_card(contest, "one", card))
        card.write_text(
            '[about]\nlimitations = "Far from town it knows little."\n[claimed]\nauc = 0.99\n',
            encoding="utf-8",
        )
        take_card(contest, "one", card)
        tried("final before cards", lambda: play_final(contest))
        tried("marks before cards", lambda: mark(contest, "chi", marks_file(folder, one=1, two=1)))
        pages = prepare(contest)
        tried("entry after cards", lambda: enter(contest, "one", entry))
        tried("final before lock", lambda: play_final(contest))
        tried("lock before marks", lambda: lock(contest))
        tried("conflict", lambda: mark(contest, "bo", marks_file(folder, one=2, two=2)))
        tried("mark of five", lambda: mark(contest, "chi", marks_file(folder, one=5, two=2)))
        tried("a mark is true", lambda: mark(contest, "chi", marks_file(folder, one="true", two=2)))
        tried("team left out", lambda: mark(contest, "chi", marks_file(folder, one=2)))
        mark(contest, "chi", marks_file(folder, one=0, two=0))
        for juror, given in (
            ("aline", {"one": 4, "two": 2}),
            ("bo", {"one": 3}),
            ("chi", {"one": 2, "two": 1}),
        ):
            mark(contest, juror, marks_file(folder, **given))
        lock(contest)
        tried("mark after lock", lambda: mark(contest, "chi", marks_file(folder, one=4, two=4)))
        tried("lock twice", lambda: lock(contest))
        table = play_final(contest)
    return folder, pages, refused, table


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("figure in words", "never"),
        ("final before cards", "jury prepare"),
        ("marks before cards", "jury prepare"),
        ("entry after cards", "closed"),
        ("final before lock", "not locked"),
        ("lock before marks", "has not marked"),
        ("conflict", "conflict was declared"),
        ("mark of five", "0, 1, 2, 3 or 4"),
        ("a mark is true", "0, 1, 2, 3 or 4"),
        ("team left out", "no marks for two"),
        ("mark after lock", "locked"),
        ("lock twice", "locked"),
    ],
)
def test_what_may_not_be_is_refused_with_what_to_do(played, what, said):
    assert said in played[2][what]


def test_the_claim_stands_beside_what_the_entry_gives(played):
    folder, pages, _refused, _table = played
    assert {file.name for file in pages} >= {"one.en.html", "two.fr.html", "day.en.html", "marks-aline.toml"}
    html = (folder / "jury" / "one.en.html").read_text(encoding="utf-8")
    assert "DIFFERS" in html and "Far from town it knows little." in html
    assert "DIFFÈRE" in (folder / "jury" / "one.fr.html").read_text(encoding="utf-8")
    assert "claims no number" in (folder / "jury" / "two.en.html").read_text(encoding="utf-8")


def test_the_day_can_be_printed_and_a_conflict_has_no_sheet(played):
    html = (played[0] / "jury" / "day.en.html").read_text(encoding="utf-8")
    assert html.count('class="sheet"') == 5, "three jurors, two teams, one conflict"
    assert "Team two, marked by Bo" not in html and "9:00" in html
    assert "<b>" not in html and "9\u00a0h\u00a000" in (played[0] / "jury" / "day.fr.html").read_text(
        encoding="utf-8"
    )
    begun = (played[0] / "jury" / "marks-bo.toml").read_text(encoding="utf-8")
    assert "[one]" in begun and "[two]" not in begun


def test_the_jury_is_a_fourth_criterion_of_the_final_and_replays(played):
    folder, _pages, _refused, table = played
    score = {row["team"]: row["criteria"]["documentation"] for row in table["rows"]}
    assert score["one"]["score"] == pytest.approx(100 * 3 / 4)
    assert score["two"]["score"] == pytest.approx(100 * 1.5 / 4), "the conflict is left out of the mean"
    assert score["one"]["low"] < score["one"]["score"] < score["one"]["high"]
    for row in table["rows"]:
        measured = {name: one["score"] for name, one in row["criteria"].items()}
        weights = {"net_benefit": 0.32, "calibration": 0.24, "missed_cases": 0.24, "documentation": 0.2}
        assert row["total"]["score"] == pytest.approx(
            sum(w * measured[n] for n, w in weights.items()), abs=1e-4
        )
    with opened(folder) as contest:
        assert replay(contest) == [("final", True)]
        for language, said in (("en", "ordinal alpha"), ("fr", "alpha ordinal")):
            html = page(contest, language)
            assert said in html and "Documentation" in html


def test_jurors_who_agree_have_an_alpha_of_one_and_a_mean_without_width():
    one = {"a": dict.fromkeys(CRITERIA, 1), "b": dict.fromkeys(CRITERIA, 4)}
    assert agreement({"x": one, "y": one}).estimate == pytest.approx(1)
    turned = {"a": one["b"], "b": one["a"]}
    assert agreement({"x": one, "y": turned}).estimate < 0
    scores = documentation({"x": one, "y": one}, ["a", "b"], 50, SECRET)
    assert np.all(scores["a"] == 25) and np.all(scores["b"] == 100)
    assert documentation({"x": one, "y": turned}, ["a", "b"], 50, SECRET)["a"].std() > 0


def test_whom_a_severe_juror_did_not_mark_gains_nothing_by_it():
    even = dict.fromkeys("abc", dict.fromkeys(CRITERIA, 3))
    severe = {team: dict.fromkeys(CRITERIA, 1) for team in "ab"}
    scores = documentation({"x": even, "y": even, "severe": severe}, list("abc"), 50, SECRET)
    assert scores["c"][0] == scores["a"][0] == scores["b"][0] == pytest.approx(100 * (3 + 3 + 1) / 3 / 4)
    better = {team: dict.fromkeys(CRITERIA, 4 if team == "c" else 2) for team in "abc"}
    scores = documentation({"x": better, "severe": severe}, list("abc"), 50, SECRET)
    assert scores["c"][0] > scores["a"][0] == scores["b"][0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('role = "citizen"', 'role = "data"', "a citizen"),
        ('role = "data"', 'role = "king"', "role must be"),
        ('conflicts = ["two"]', 'conflicts = ["nine"]', "no team nine"),
        ('name = "Chi"', 'name = "Chi"\naddress = "O.NE+x@example.org"', "plays in one"),
        ('id = "bo"', 'id = "chi"', "is there once"),
        ('start = "09:00"', 'start = "soon"', "jury.toml"),
        ("minutes = 15", "", "minutes"),
    ],
)
def test_a_jury_at_fault_is_told_what_to_change(tmp_path, old, new, said):
    (tmp_path / "teams.toml").write_text(TEAMS, encoding="utf-8")
    text = (competitions() / "ia4care" / "jury.toml").read_text(encoding="utf-8") + JURORS
    assert old in text
    (tmp_path / "jury.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CourseError, match=said):
        read_jury(tmp_path / "jury.toml", read_teams(tmp_path / "teams.toml"))


@pytest.mark.browser
def test_axe_finds_nothing_on_the_pages(played, new_context):
    from axe_playwright_python.sync_playwright import Axe

    page = new_context().new_page()
    for file in [
        played[0] / "jury" / name for name in ("one.en.html", "one.fr.html", "day.en.html", "day.fr.html")
    ]:
        page.goto(file.as_uri())
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:2]) for v in found] == [], file
