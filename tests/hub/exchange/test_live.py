"""Who is stuck, now: told by a notebook's own checks where the course has asked for it, shown to its instructors, forgotten."""

import re
import threading
import urllib.request

import pytest
import requests

from labkit.hub.exchange.present import KEPT, Present
from labkit.notebook import present
from labkit.notebook.progress import Progress
from tests.hub.exchange_hub import refused
from tests.hub.sign_in import signed_in
from tests.waiting import STEP

pytestmark = pytest.mark.xdist_group("hub-exchange")


# ---- what is kept ----


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def here(clock):
    return Present(lambda: clock[0])


def test_three_misses_in_a_row_are_stuck_and_a_right_answer_is_not(here, clock):
    for n, status in enumerate(("wrong", "crashed", "wrong")):
        assert not any(one.stuck for one in here.now("c1"))
        clock[0] = 60.0 * n
        here.tell("c1", "bob", "lab1", "slope", status)
    here.tell("c1", "ada", "lab1", "slope", "right")
    here.tell("c1", "ada", "lab1", "curve", "wrong")
    first, second = here.now("c1")
    assert (first.learner, first.task, first.misses, first.since, first.stuck) == (
        "bob",
        "slope",
        3,
        120,
        True,
    )
    assert (second.learner, second.task, second.right, second.stuck) == ("ada", "curve", 1, False)
    here.tell("c1", "bob", "lab1", "slope", "right")
    assert not any(one.stuck for one in here.now("c1"))
    assert here.now("c2") == []


def test_who_checks_nothing_for_ten_minutes_is_forgotten_whole(here, clock):
    here.tell("c1", "ada", "lab1", "slope", "wrong")
    clock[0] = KEPT - 1
    here.tell("c1", "bob", "lab1", "slope", "wrong")
    assert [one.learner for one in here.now("c1")] == ["ada", "bob"]
    clock[0] = KEPT
    here.expire()
    assert "ada" not in repr(vars(here)) and [one.learner for one in here.now("c1")] == ["bob"]
    clock[0] = 3 * KEPT
    here.expire()
    assert "bob" not in repr(vars(here))


def test_tasks_that_somebody_makes_up_have_an_end(here):
    for n in range(500):
        here.tell("c1", "ada", "lab1", f"task{n}", "wrong")
    assert len(here._courses["c1"]["ada"]) <= 100


# ---- from a notebook's check to the page ----


@pytest.fixture
def notebook(hub, tmp_path, monkeypatch):
    """What a learner's notebook tells, with the token of their server; it waits for the exchange of a busy machine."""
    monkeypatch.setattr(present, "_PATIENCE", STEP)

    def of(who, language="en"):
        monkeypatch.setenv("LABKIT_EXCHANGE_URL", hub.url)
        monkeypatch.setenv("JUPYTERHUB_API_TOKEN", hub.tokens[who])
        # A learner's check waits a second for an answer; here the machine may be slow, and the answer is what is looked at.
        monkeypatch.setattr(present, "_PATIENCE", 300.0)
        folder = tmp_path / who / "lab1"
        folder.mkdir(parents=True, exist_ok=True)
        return present.Present("lab1", "builder", Progress(folder, "lab1", "builder"), language)

    return of


@pytest.fixture
def switched_on(hub):
    assert hub.ask("prof", "PUT", "live/c1", data=b"on").json() == {"live": True}
    yield
    assert hub.ask("prof", "PUT", "live/c1", data=b"off").json() == {"live": False}


def page(hub, who, course="c1", **asked):
    session = signed_in(hub.by_proxy.split("/services")[0], who, "")
    return session.get(f"{hub.by_proxy}now/{course}", params=asked, timeout=180)


def rows(hub, who="prof", **asked):
    """Cells of the page's table of people, once all that was told has come."""
    for telling in threading.enumerate():
        if "_ask" in telling.name:
            telling.join()
    answer = page(hub, who, **asked)
    assert answer.ok, answer.text
    table = answer.text.rpartition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("</tr>")]
    return [[re.sub("<[^>]+>", "", cell) for cell in row] for row in cells if row]


def test_nothing_is_told_until_the_course_has_asked(hub, notebook, monkeypatch):
    asked = []
    bob = notebook("bob")
    ask = bob._ask
    monkeypatch.setattr(bob, "_ask", lambda path, what=None: asked.append(what) or ask(path, what))
    assert [bob.tell("slope", "wrong") for _ in range(3)] == ["", "", ""]
    assert asked == [None], "it asked once whether anybody looks, and said nothing of the check"
    assert "switched off" in page(hub, "prof").text and "bob" not in page(hub, "prof").text
    # Also what somebody sends by hand is dropped.
    sent = hub.ask("bob", "POST", "present", json={"lab": "lab1", "task": "slope", "status": "wrong"})
    assert sent.json() == {"courses": []}


def test_an_instructor_sees_who_is_stuck_and_switching_off_forgets_it(hub, notebook, switched_on):
    bob, ada = notebook("bob"), notebook("ada", "fr")
    heard = [bob.tell("slope", "wrong") for _ in range(3)]
    assert "whoever teaches sees" in heard[0] and heard[1:] == ["", ""], "said once"
    assert "l'équipe enseignante voit" in ada.tell("slope", "right")
    assert [row[:5] for row in rows(hub)] == [
        ["bob stuck", "lab1", "slope", "Not yet", "3"],
        ["ada", "lab1", "slope", "Right", "0"],
    ]
    assert rows(hub, language="fr")[0][0] == "bob en difficulté"
    assert "Refresh" not in page(hub, "prof").headers and page(hub, "prof", renew=1).headers["Refresh"]
    assert "c1" not in requests.get(hub.url + "health", timeout=180).text
    # Nothing of it is on the disk.
    written = [file for file in hub.store.rglob("*") if file.is_file() and b"slope" in file.read_bytes()]
    assert written == []
    assert "/now/c1" in (log := (hub.folder / "hub.log").read_text()) and "/present" not in log
    hub.ask("prof", "PUT", "live/c1", data=b"off")
    hub.ask("prof", "PUT", "live/c1", data=b"on")
    assert rows(hub) == []


def test_who_has_said_no_is_not_seen_in_any_lab(hub, notebook, switched_on):
    bob = notebook("bob")
    assert "shown to nobody" in bob.choose(False)
    assert bob.tell("slope", "wrong") == "" == notebook("bob").tell("slope", "wrong")
    assert rows(hub) == []
    bob.choose(True)
    assert bob.tell("slope", "wrong") and [row[0] for row in rows(hub)] == ["bob"]


def test_an_erased_learner_is_forgotten_here_too(hub, notebook, switched_on):
    notebook("bob").tell("slope", "wrong")
    assert [row[0] for row in rows(hub)] == ["bob"]
    assert hub.ask("prof", "DELETE", "learner/c1/bob").ok
    assert rows(hub) == []


def test_it_is_for_instructors_of_the_course_and_for_outcomes_alone(hub, switched_on):
    for who in ("ada", "bob", "carol", "zed"):
        assert page(hub, who).status_code == 403
        refused(hub.ask(who, "PUT", "live/c1", data=b"on"), 403)
        refused(hub.ask(who, "GET", "live/c1"), 403)
    good = {"lab": "lab1", "task": "slope", "status": "wrong"}
    assert hub.ask("zed", "POST", "present", json=good).json() == {"courses": []}
    assert hub.ask("prof", "POST", "present", json=good).json() == {"courses": []}, (
        "who teaches is not watched"
    )
    for odd in (
        {**good, "status": "splendid"},
        {**good, "status": []},
        {**good, "task": "<script>"},
        {**good, "task": "x" * 200},
        {**good, "lab": "../x"},
        {**good, "lab": 3},
        {},
        [],
        3,
    ):
        refused(hub.ask("bob", "POST", "present", json=odd), 400)
    refused(hub.ask("bob", "POST", "present", data=b"["), 400)
    refused(hub.ask("prof", "PUT", "live/c1", data=b"perhaps"), 400)
    assert hub.ask("bob", "POST", "present", json={**good, "lab": "nolab"}).json() == {"courses": []}
    assert rows(hub) == []


def test_a_check_is_not_held_up_by_an_exchange_that_is_not_there(notebook, monkeypatch):
    bob, waits = notebook("bob"), []
    monkeypatch.setattr(present, "_PATIENCE", 0.5)
    bob._url = "http://127.0.0.1:9/"
    asked = urllib.request.urlopen
    monkeypatch.setattr(
        "urllib.request.urlopen",
        lambda *what, timeout: waits.append(timeout) or asked(*what, timeout=timeout),
    )
    assert [bob.tell("slope", "wrong") for _ in range(5)] == [""] * 5
    assert waits == [0.5], "asked once, for so long, and then not again for a while"
