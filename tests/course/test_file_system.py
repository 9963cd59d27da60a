"""What a file system refuses ends a command in one sentence with what to do, and exit status 2."""

from pathlib import Path

import pytest

from labkit.cli import main
from labkit.content import Content

LAB = Content.find().labs()[0]


@pytest.fixture
def file(tmp_path):
    (tmp_path / "labs").write_text("mine")
    return tmp_path / "labs"


# The command, with FILE for a file that is in the way, and a word of what it must say.
COMMANDS = {
    "start where a file is": (["start", "--only-prepare", "--to", "FILE"], "file"),
    "start below a file": (["start", "--only-prepare", "--to", "FILE/labs"], "FILE"),
    "reset where a file is": (["reset", LAB, "--to", "FILE"], "file"),
    "course where a file is": (["course", "FILE", LAB], "file"),
    "course below a file": (["course", "FILE/course", LAB], "move it away"),
    "switch where a file is": (["switch", "fr", "FILE"], "FILE"),
    "switch with its option first": (["switch", "fr", "--beside", "FILE"], "FILE"),
    "a page into a folder that is not there": (["trainer", LAB, "--to", "FILE.d/x.md"], "does not exist"),
    "a page where a folder is": (["trainer", LAB, "--to", "."], "folder where a file"),
    "a page on a full disk": (["trainer", LAB, "--to", "/dev/full"], "disk is full"),
}


@pytest.mark.parametrize("case", COMMANDS)
def test_one_sentence_and_no_traceback(case, file, monkeypatch, capsys):
    words, says = COMMANDS[case]
    monkeypatch.chdir(file.parent)
    monkeypatch.setenv("LANG", "en_CA.UTF-8")
    if "/dev/full" in words and not Path("/dev/full").exists():
        words = words[:-1] + [str(file / "x")]  # this system has no such device
        says = "file where a folder"
    assert main([word.replace("FILE", str(file)) for word in words]) == 2
    told = capsys.readouterr().err
    assert says.replace("FILE", str(file)) in told
    assert len(told.splitlines()) == 1 and "Traceback" not in told
    assert file.read_text() == "mine"
