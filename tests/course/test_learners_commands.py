"""`labkit start`, `reset` and `switch` as they are typed: where one stands, what is in the way, what is said."""

import re

import pytest

from labkit.cli import main
from labkit.course.release.copies import read_copy, untouched
from tests.course.learner import begin
from tests.course.sample_lab.notebook import LAB


def test_the_command_speaks_the_language_asked_for(content, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LABKIT_CONTENT", str(content.root))
    monkeypatch.chdir(tmp_path)
    assert main(["start", "--language", "fr_CA:en", "--only-prepare"]) == 0
    assert "TP dans" in capsys.readouterr().out
    assert (tmp_path / "labs" / "bienvenue.md").exists()
    assert main(["reset", "m9_nothing"]) == 2
    assert "m9_nothing" in capsys.readouterr().err


def labkit(capsys, *line: str) -> tuple[int, str]:
    """The command's exit code and what it says; nothing but sentences, so no traceback."""
    code = main(line)
    said = capsys.readouterr()
    return code, (said.err if code else said.out).strip()


@pytest.fixture
def at_work(content, tmp_path, monkeypatch):
    """A learner's terminal: the course is there, the working directory is theirs."""
    monkeypatch.setenv("LABKIT_CONTENT", str(content.root))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("line", [["start", "--only-prepare"], ["reset", LAB, "--to", "labs"]])
def test_a_file_where_the_labs_should_lie_is_named_in_one_sentence(at_work, capsys, line):
    (at_work / "labs").write_text("my notes")
    code, said = labkit(capsys, *line)
    assert code == 2 and "\n" not in said
    assert str(at_work / "labs") in said and "--to" in said
    assert (at_work / "labs").read_text() == "my notes"


@pytest.mark.parametrize("folder", ["/proc/labs", "file/labs"])
@pytest.mark.parametrize("line", [["start", "--only-prepare"], ["reset", LAB]])
def test_a_folder_that_cannot_be_written_is_named_in_one_sentence(at_work, capsys, line, folder):
    (at_work / "file").touch()
    code, said = labkit(capsys, *line, "--to", folder)
    assert code == 2 and "\n" not in said and folder in said and "--to" in said


@pytest.mark.parametrize("inside", [".", "labs", f"labs/{LAB}", f"labs/{LAB}/variants"])
def test_reset_means_the_labs_one_stands_in(at_work, capsys, monkeypatch, inside):
    labkit(capsys, "start", "--only-prepare")
    work = begin(at_work / "labs" / LAB / f"{LAB}.ipynb")
    monkeypatch.chdir(at_work / inside)
    assert labkit(capsys, "reset", LAB)[0] == 0
    assert untouched(read_copy(at_work / "labs" / LAB / f"{LAB}.ipynb"))
    (kept,) = at_work.rglob(f"{LAB}-old-*/{LAB}.ipynb")
    assert kept.read_bytes() == work and kept.parents[1] == at_work / "labs"


def test_starting_again_inside_the_labs_makes_no_labs_in_labs(at_work, capsys, monkeypatch):
    labkit(capsys, "start", "--only-prepare")
    monkeypatch.chdir(at_work / "labs" / LAB)
    assert str(at_work / "labs") in labkit(capsys, "start", "--only-prepare")[1]
    assert not list(at_work.glob("labs/**/labs"))


def test_reset_where_no_labs_are_says_where_to_go(at_work, capsys):
    code, said = labkit(capsys, "reset", LAB)
    assert code == 2 and "--to" in said and not (at_work / "labs").exists()


@pytest.mark.parametrize("beside", ["before", "after", "first"])
def test_an_option_may_stand_anywhere(at_work, capsys, beside):
    labkit(capsys, "start", "--only-prepare")
    begin(at_work / "labs" / LAB / f"{LAB}.ipynb")
    home = f"labs/{LAB}"
    line = {
        "before": ["fr", "--beside", home],
        "after": ["fr", home, "--beside"],
        "first": ["--beside", "fr", home],
    }
    assert labkit(capsys, "switch", *line[beside])[0] == 0
    assert (at_work / f"{home}-fr" / f"{LAB}.ipynb").exists()


@pytest.mark.parametrize("option", ["--pathway", "--path"])
def test_the_pathway_s_earlier_option_is_taken_and_not_told(option, at_work, capsys):
    assert labkit(capsys, "start", "--only-prepare", option, "explorer")[0] == 0
    assert (at_work / "labs" / f"{LAB}_explorer").is_dir()
    with pytest.raises(SystemExit):
        main(["start", "--help"])
    assert not re.search(r"--path\b", capsys.readouterr().out)


def test_the_command_alone_shows_its_help_and_a_slip_the_nearest_command(at_work, capsys):
    code, said = labkit(capsys)
    assert code == 0 and "start" in said and "lexicon" in said
    code, said = labkit(capsys, "strat")
    assert code == 2 and said == "labkit: there is no command 'strat'; did you mean 'start'?"
    code, said = labkit(capsys, "zzzzzz")
    assert code == 2 and "\n" not in said and "zzzzzz" in said
