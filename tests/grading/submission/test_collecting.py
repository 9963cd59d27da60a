"""``nbgrader collect`` takes plain files out of a folder in which learners may put anything, and everybody's."""

import os
import socket

import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from labkit.grading.nbgrader.collecting import CollectPlain
from labkit.grading.nbgrader.configuration import configure

LAB, STAMP = "lab1", "2026-11-20 10:00:00.000000 UTC"


@pytest.fixture
def inbound(tmp_path):
    for part in ("inbound", "outbound", "feedback"):
        (tmp_path / "exchange" / "c1" / part).mkdir(parents=True)
    return tmp_path / "exchange" / "c1" / "inbound"


@pytest.fixture
def put(inbound):
    """A submission in the exchange, with an honest notebook and time unless told otherwise."""

    def there(learner, stamp=STAMP, *, notebook=True):
        folder = inbound / f"{learner}+{LAB}+{stamp}+0123"
        folder.mkdir()
        (folder / "timestamp.txt").write_text(stamp)
        if notebook:
            (folder / f"{LAB}.ipynb").write_text(learner)
        return folder

    return there


@pytest.fixture
def collected(tmp_path):
    """Learner to the files that were collected, as they are there."""

    def run():
        course = tmp_path / "course"
        course.mkdir(exist_ok=True)
        config = Config()
        config.Exchange.root = str(tmp_path / "exchange")
        config.CourseDirectory.root = str(course)
        directory = CourseDirectory(config=config)
        directory.course_id, directory.assignment_id = "c1", LAB
        directory.db_url = f"sqlite:///{course / 'gradebook.db'}"
        before = list(directory.ignore)
        step = CollectPlain(coursedir=directory, authenticator=Authenticator(config=config), config=config)
        step.start()
        assert directory.ignore == before
        return {
            folder.parent.name: {
                str(path.relative_to(folder)): path for path in folder.rglob("*") if not path.is_dir()
            }
            for folder in (course / "submitted").glob(f"*/{LAB}")
        }

    return run


def test_nothing_that_a_link_leads_to_is_collected_and_nobody_is_left_out(put, collected, inbound, tmp_path):
    solved = tmp_path / "solved.ipynb"
    solved.write_text("solved")
    put("ada")
    linked = put("bob", notebook=False)
    (linked / f"{LAB}.ipynb").symlink_to(solved)
    odd = put("cleo")
    os.mkfifo(odd / "data.csv")
    (odd / "gone").symlink_to("/nowhere")
    (odd / "loop").symlink_to("..")
    (odd / "own").mkdir()
    (odd / "own" / "helper.py").write_text("x = 1")
    (odd / "own" / "secret").symlink_to(solved)
    os.link(solved, odd / "second_name.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.open(odd, os.O_RDONLY)
        listener.bind(f"/proc/self/fd/{here}/socket")
        os.close(here)
        (inbound / f"dora+{LAB}+{STAMP}+0123").symlink_to(tmp_path)
        put("emil", "yesterday or so")
        put("zoe")
        found = collected()
    assert set(found) == {"ada", "bob", "cleo", "emil", "zoe"}
    assert set(found["bob"]) == {"timestamp.txt"}
    assert set(found["cleo"]) == {f"{LAB}.ipynb", "timestamp.txt", os.path.join("own", "helper.py")}
    for learner in ("ada", "cleo", "emil", "zoe"):
        assert found[learner][f"{LAB}.ipynb"].read_text() == learner
    assert not any(path.is_symlink() for files in found.values() for path in files.values())


def test_one_that_cannot_be_copied_ends_nobodys_collection(put, collected):
    put("ada")
    with open(put("bob") / "images.bin", "wb") as file:
        file.truncate(10**9)  # takes no space; nbgrader takes a tenth of it at the most
    put("zoe")
    found = collected()
    assert set(found) - {"bob"} == {"ada", "zoe"} and not found.get("bob")


def test_the_newest_submission_is_collected_also_beside_one_without_a_time(put, collected):
    put("ada", "no time at all")
    newest = put("ada", "2026-11-21 10:00:00.000000 UTC")
    (newest / f"{LAB}.ipynb").write_text("newest")
    assert collected()["ada"][f"{LAB}.ipynb"].read_text() == "newest"


def test_a_course_collects_so_unless_the_exchange_is_a_hubs(tmp_path, monkeypatch):
    monkeypatch.delenv("LABKIT_EXCHANGE_URL", raising=False)
    alone, on_a_hub = Config(), Config()
    configure(alone, tmp_path)
    monkeypatch.setenv("LABKIT_EXCHANGE_URL", "http://127.0.0.1/services/exchange/")
    configure(on_a_hub, tmp_path)
    assert alone.ExchangeFactory.collect.endswith(".CollectPlain")
    assert "collect" not in on_a_hub.ExchangeFactory
