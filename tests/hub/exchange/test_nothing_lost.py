"""What a `kill -9`, a hub that is down and an erasure leave of what was handed in."""

import asyncio
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbgrader.exchange import ExchangeError

from labkit.cli import main
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.hub.exchange.bundle import pack, unpack
from labkit.hub.exchange.mirror import Mirrored
from tests.hub.exchange_hub import hand_in, refused, wait_for

pytestmark = pytest.mark.xdist_group("hub-exchange")


def test_what_is_handed_in_while_the_service_is_killed_again_and_again_is_all_there(hub):
    client = hub.client("ada", patience=900)
    before = len(client.tree("c1", "lab1")["c1"]["submissions"])
    stop = threading.Event()
    killed = []

    def kill():
        for _ in range(2):
            process = hub.service()
            stop.wait(0.4)
            process.kill()
            killed.append(process.pid)
            wait_for(f"{hub.url}health", hub.folder)

    def send(n):
        return client.send(client.keep("c1", "lab1", pack({"lab1.ipynb": b"%d" % n})))

    killer = threading.Thread(target=kill)
    killer.start()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(20)))
    killer.join()
    rows = client.tree("c1", "lab1")["c1"]["submissions"]
    assert len(set(killed)) == 2 and len(rows) == before + 20
    assert {said["stamp"] for said in answers} <= {row[2] for row in rows}
    kept = {unpack(client.get("submission", "c1", "ada", row[3]))["lab1.ipynb"] for row in rows}
    assert {b"%d" % n for n in range(20)} <= kept


def test_what_was_handed_in_while_the_hub_was_down_goes_out_later(hub, step, tmp_path, monkeypatch):
    step("bob", "FetchAssignment", lab="lab1")
    (tmp_path / "bob" / "lab1" / "note.txt").write_text("kept")
    with monkeypatch.context() as patch:
        patch.setattr(hub, "url", "http://127.0.0.1:9/")
        for _again in range(2):  # also with something waiting
            with pytest.raises(ExchangeError, match="goes out with your next list"):
                step("bob", "Submit", lab="lab1", retry_seconds=0.5)
        with pytest.raises(ExchangeError, match="does not answer"):
            step("bob", "List", lab="lab1", retry_seconds=0.5)
    assert len(list((tmp_path / "bob" / "data" / "labkit_outbox").iterdir())) == 2
    before = len(hub.client("bob").tree("c1", "lab1")["c1"]["submissions"])
    assert step("bob", "List", lab="lab1", cached=True)[0]["submissions"]
    rows = hub.client("bob").tree("c1", "lab1")["c1"]["submissions"]
    assert len(rows) == before + 2 and not list((tmp_path / "bob" / "data" / "labkit_outbox").iterdir())
    newest = max(rows, key=lambda row: row[2])
    assert unpack(hub.client("bob").get("submission", "c1", "bob", newest[3]))["note.txt"] == b"kept"


def test_in_a_servers_own_loop_nobody_is_kept_waiting():
    """JupyterLab's menus run the step there, and a tab could not save meanwhile."""
    asking = SimpleNamespace(retry_seconds=60.0)

    async def in_a_loop():
        return Mirrored.patience.fget(asking)

    # In a thread of its own: in this one the loop of a browser that another test opened may be running.
    with ThreadPoolExecutor(1) as apart:
        assert apart.submit(Mirrored.patience.fget, asking).result() == 60
        assert apart.submit(asyncio.run, in_a_loop()).result() < 5


def test_a_learner_is_exported_and_erased(hub):
    hand_in(hub, "bob", "e" * 32)
    assert hub.ask("bob", "GET", "learner/c1/bob").ok, "one's own data are one's own"
    files = unpack(hub.client("prof").get("learner", "c1", "bob"))
    assert f"c1/{'e' * 32}.zip" in files and f"c1/{'e' * 32}.json" in files
    others = len(hub.client("prof").tree("c1", inbound=True)["c1"]["submissions"])
    erased = hub.client("prof").said("DELETE", "learner", "c1", "bob")["submissions"]
    left = hub.client("prof").tree("c1", inbound=True)["c1"]["submissions"]
    assert erased >= 1 and len(left) == others - erased and "bob" not in {row[0] for row in left}
    assert not [p for p in Path(hub.store).rglob("*") if p.name == "bob" or "erased" in p.name]
    refused(hub.ask("prof", "GET", f"submission/c1/bob/{'e' * 32}"), 404)


def test_one_command_exports_and_erases_in_the_course_and_at_the_exchange(
    hub, made_course, tmp_path, monkeypatch, capsys
):
    """Also of somebody whose work was never collected, whom the course's folder does not know."""
    course = tmp_path / "c1"
    shutil.copytree(made_course, course)
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + '\nc.CourseDirectory.course_id = "c1"\n')
    assert CourseSettings.load(course).course_id == "c1"
    monkeypatch.setenv("LABKIT_EXCHANGE_URL", hub.url)
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", hub.tokens["prof"])
    hand_in(hub, "bob", "f" * 32)
    others = [
        row for row in hub.client("prof").tree("c1", inbound=True)["c1"]["submissions"] if row[0] != "bob"
    ]
    given = ["bob", "--course", str(course), "--language", "en"]
    assert main(["learner", "erase", *given]) == 2 and "nobody called" in capsys.readouterr().err
    assert main(["learner", "export", *given, "--hub", "--to", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "exchange" / "c1" / f"{'f' * 32}.zip").is_file()
    assert main(["learner", "erase", *given, "--hub"]) == 1
    assert "submissions with their feedback (1)" in capsys.readouterr().out
    assert hub.ask("prof", "GET", f"submission/c1/bob/{'f' * 32}").ok
    assert main(["learner", "erase", *given, "--hub", "--yes"]) == 0
    refused(hub.ask("prof", "GET", f"submission/c1/bob/{'f' * 32}"), 404)
    left = hub.client("prof").tree("c1", inbound=True)["c1"]["submissions"]
    assert left == others
    # A learner's own token exports what is theirs, and erases nothing.
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", hub.tokens["ada"])
    assert main(["learner", "erase", *given, "--hub", "--yes"]) == 2
