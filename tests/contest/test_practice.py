"""An entry is tried on the practice hospital with what a team has; forms are read as people type them; teams come from a list of people."""

import shutil
from collections import Counter

import numpy as np
import pytest

from labkit.audit import group_metrics
from labkit.cli import main
from labkit.contest.anchors import linear_risk
from labkit.contest.folder import make_secret
from labkit.contest.hospitals import draw
from labkit.contest.practice import CHARTS, LABEL, rows_of, try_entry
from labkit.contest.recipe import competitions
from labkit.contest.roster import drawn, read_people, write_teams
from labkit.contest.teams import read_teams
from labkit.contest.typed import read_typed
from labkit.errors import CourseError
from labkit.evaluate import net_benefit
from labkit.language import speaking
from tests.contest.conftest import SECRET, form, recipe_text


@pytest.fixture(scope="module")
def handed_out(recipe, tmp_path_factory):
    """A team's folder: the recipe and the practice file, nothing of the organisers'."""
    folder = tmp_path_factory.mktemp("team")
    (folder / "contest.toml").write_text(recipe_text(), encoding="utf-8")
    patients = draw(recipe.of("practice")[0], SECRET, "practice", 3000)
    patients.practice.to_parquet(folder / "practice.parquet", index=False)
    (folder / "form.toml").write_text(form(threshold="0,1"), encoding="utf-8")
    return folder, patients


def test_a_form_is_measured_by_the_label_and_by_the_charts(recipe, handed_out):
    folder, patients = handed_out
    tried = try_entry(folder / "form.toml", recipe, folder / "practice.parquet")
    own, shipped = tried.values[LABEL]
    risk = linear_risk(recipe.models["house"], patients.stays)
    thresholds = np.round(np.arange(5, 31) / 100, 2)
    assert own.net_benefit[0] == pytest.approx(np.mean(net_benefit(patients.label, risk, thresholds)))
    assert not np.allclose(own.net_benefit, shipped.net_benefit)
    read = patients.practice["chart_review"].notna().to_numpy()
    assert tried.read == read.sum()
    (by_charts, _shipped) = tried.values[CHARTS]
    alarm = risk >= 0.1
    room = int(recipe.capacity * len(risk))
    seen = alarm & (np.argsort(np.argsort(np.where(alarm, -risk, np.inf), kind="stable")) < room)
    table = group_metrics(
        patients.practice["chart_review"].to_numpy()[read].astype(int),
        seen[read].astype(int),
        patients.group("sex")[read],
        "miss_rate",
        sample_weight=patients.practice["review_weight"].to_numpy()[read],
    )
    for level, share in table["false_negative_rate"].items():
        assert by_charts.missed["disease", "sex", level][0] == pytest.approx(share)


def test_the_command_says_it_in_french_and_costs_nothing(handed_out, capsys):
    folder, _patients = handed_out
    before = sorted(folder.iterdir())
    assert not main(["contest", "practice", str(folder), str(folder / "form.toml"), "-l", "fr"])
    said = capsys.readouterr().out
    assert "dossiers relus" in said and "bénéfice net" in said and "hôpital d'entraînement" in said
    assert sorted(folder.iterdir()) == before
    bad = folder.parent / "bad.toml"
    bad.write_text(form().replace("somebody", ""), encoding="utf-8")
    assert main(["contest", "practice", str(folder), str(bad), "-l", "fr"]) == 1
    assert "la fiche ne dit rien" in capsys.readouterr().out


def test_another_file_than_the_one_handed_out_is_named(recipe, handed_out, tmp_path):
    folder, patients = handed_out
    (tmp_path / "other.parquet").write_text("no")
    patients.practice.drop(columns="lactate").to_parquet(tmp_path / "less.parquet")
    for name in ("other.parquet", "less.parquet", "none.parquet"):
        with pytest.raises(CourseError, match=name):
            try_entry(folder / "form.toml", recipe, tmp_path / name)
    patients.practice.drop(columns=["chart_review", "review_weight"]).to_parquet(tmp_path / "unread.parquet")
    tried = try_entry(folder / "form.toml", recipe, tmp_path / "unread.parquet")
    assert list(tried.values) == [LABEL] and len(rows_of(tried)) == 3


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("threshold = 0,10", 0.1),
        ("threshold = 0,10  # dix pour cent", 0.1),
        ("threshold = -0,5\r\n", -0.5),
        ("threshold = 0.10", 0.1),
        ("\ufeffthreshold = 1", 1),
        ("threshold = “0,10”", "0,10"),
        ("threshold = «\u00a0house\u00a0»", "house"),
        ("threshold = [1, 2]", [1, 2]),
    ],
)
def test_a_form_is_read_as_people_type_it(typed, read):
    assert read_typed(typed) == {"threshold": read}


def test_a_line_that_cannot_be_read_is_shown_in_the_reader_s_language():
    for language, said in (
        ("en", "line 3 cannot be read: model = house"),
        ("fr", "la ligne 3 ne peut pas être lue"),
    ):
        with speaking(language), pytest.raises(ValueError, match=said):
            read_typed('a = 1\nb = "x"\nmodel = house\n')
    with pytest.raises(ValueError, match="line 2"):
        read_typed("a = 1\nb = ")


def people(text, place):
    file = place / "people.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_drawn_teams_speak_one_language_and_share_out_each_competence(tmp_path):
    rows = [f"c{i},code,en" for i in range(5)] + [f"n{i},nurse,en" for i in range(10)]
    rows += [f"f{i},code,fr" for i in range(3)] + [f"g{i},patient,fr" for i in range(4)]
    found = read_people(people("person,competence,language\n" + "\n".join(rows), tmp_path))
    teams = drawn(found, 4, np.random.default_rng(1))
    assert sorted(one.address for team in teams for one in team) == sorted(row.split(",")[0] for row in rows)
    for language in ("en", "fr"):
        here = [team for team in teams if team[0].language == language]
        assert len(here) > 1 and all({one.language for one in team} == {language} for team in here)
        for competence in ("code", "nurse", "patient"):
            counts = [Counter(one.competence for one in team)[competence] for team in here]
            assert max(counts) - min(counts) <= 1
    alone = read_people(people("person\na\nb\nc\n", tmp_path))
    assert [len(team) for team in drawn(alone, 2, np.random.default_rng(1))] == [3], "nobody plays alone"


def test_a_spreadsheet_s_list_becomes_teams_and_is_not_written_over(tmp_path):
    make_secret(tmp_path)
    shutil.copyfile(competitions() / "ia4care" / "teams.toml", tmp_path / "teams.toml")
    text = '\ufeffperson;team;competence;language\nléa@x.org;Les "Bleus";code;fr\nmax@x.org;Les "Bleus";;fr\nann@x.org;Reds;code;en-CA\n'
    said = write_teams(tmp_path, people(text, tmp_path), 4)
    assert len(said) == 2 and ("code 1, – 1" in said[0] or "– 1, code 1" in said[0])
    bleus, reds = read_teams(tmp_path / "teams.toml").values()
    assert (
        bleus.name == 'Les "Bleus"' and bleus.language == "fr" and bleus.members == ("léa@x.org", "max@x.org")
    )
    assert reds.language == "en"
    with pytest.raises(CourseError, match="put it aside"):
        write_teams(tmp_path, people(text, tmp_path), 4)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,team\na,b\n", "first line"),
        ("person\n", "names nobody"),
        ("person,team\n,a\n", "line 2"),
        ("person,language\na,de\n", "language must be"),
        ("person\na.b@x.org\nAB+2@x.org\n", "line 3: AB.2@x.org stands on line 2"),
        ("person,team\na,x\nb,\n", "b has no team"),
    ],
)
def test_a_list_at_fault_says_where(tmp_path, text, said):
    with pytest.raises(CourseError, match=said):
        read_people(people(text, tmp_path))
    with pytest.raises(CourseError, match="UTF-8"):
        (tmp_path / "l.csv").write_bytes("person\nLéa\n".encode("latin-1"))
        read_people(tmp_path / "l.csv")
