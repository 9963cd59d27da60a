"""The exchange on a real JupyterHub: nbgrader's whole cycle, who may see what, what is refused, and what a `kill -9` leaves."""

import http.client
import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
import requests
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.utils import notebook_hash, parse_utc

from labkit.errors import CourseError
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.run import grade_class
from labkit.hub.exchange.bundle import pack, unpack
from labkit.hub.exchange.client import Client
from labkit.hub.exchange.on_the_hub import use_exchange
from labkit.hub.exchange.signature import verified
from tests.grading import conftest as samples
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, answered
from tests.hub.exchange_hub import LARGEST, running, wait_for

NOTEBOOK = {"lab1.ipynb": b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'}


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with running(tmp_path_factory.mktemp("hub")) as hub:
        for who, course in (("prof", "c1"), ("carol", "c2")):
            assert hub.ask(who, "PUT", f"released/{course}/lab1", data=pack(NOTEBOOK)).ok
        yield hub


made_course, sample_content = samples.made_course, samples.sample_content


@pytest.fixture
def step(hub, tmp_path, monkeypatch):
    """One of nbgrader's steps as a person's own server runs it: `nbgrader_config.py` of docs/hub.md, in their home."""

    def run(who, name, lab=LAB, course="c1", root=None, **options):
        home = tmp_path / who
        home.mkdir(exist_ok=True)
        monkeypatch.setenv("LABKIT_EXCHANGE_URL", hub.url)
        monkeypatch.setenv("JUPYTERHUB_API_TOKEN", hub.tokens[who])
        monkeypatch.setenv("JUPYTER_DATA_DIR", str(home / "data"))
        monkeypatch.chdir(root or home)
        config = CourseSettings.load(root).config if root else type(CourseDirectory().config)()
        use_exchange(config)
        config.CourseDirectory.course_id, config.CourseDirectory.assignment_id = course, lab
        factory = ExchangeFactory(config=config)
        parts = {"coursedir": CourseDirectory(config=config), "authenticator": Authenticator(config=config)}
        return getattr(factory, name)(**parts, config=config, **options).start()

    return run


def refused(answer, *statuses):
    assert answer.status_code in statuses, (answer.status_code, answer.text)
    assert "Traceback" not in answer.text


def hand_in(hub, who="ada", id="0" * 32, files=None, course="c1", lab="lab1"):
    return hub.ask(who, "POST", f"submit/{course}/{lab}/{id}", data=pack(files or NOTEBOOK))


# ---- the cycle ----


def test_a_lab_goes_out_comes_back_and_its_feedback_reaches_the_learner(hub, step, made_course, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(made_course, course)
    step("prof", "ReleaseAssignment", root=course)
    with pytest.raises(ExchangeError, match="already exists"):
        step("prof", "ReleaseAssignment", root=course)
    for learner, answers in (("ada", RIGHT), ("bob", RIGHT | {"ppv-answer": NAIVE_PPV})):
        (found,) = [lab for lab in step(learner, "List", lab="", course="") if lab["assignment_id"] == LAB]
        assert (found["status"], found["course_id"]) == ("released", "c1")
        step(learner, "FetchAssignment")
        file = tmp_path / learner / LAB / f"{LAB}.ipynb"
        nbformat.write(answered(nbformat.read(file, 4), answers), file)
        assert (file.parent / "practice.json").exists(), "files come at fetch, names before"
        step(learner, "Submit")
        (receipt,) = (tmp_path / learner / "receipts").iterdir()
        said = verified(receipt.read_text().split()[-1], hub.client(learner).said("GET", "key")["key"])
        assert (said["learner"], said["lab"], said["late"]) == (learner, LAB, False)
    (mine,) = step("ada", "List", cached=True)
    assert mine["student_id"] == "ada" and not mine["submissions"][0]["has_exchange_feedback"]
    assert {row["student_id"] for row in step("prof", "List", root=course, inbound=True)} == {"ada", "bob"}

    step("prof", "Collect", root=course)
    assert sorted(os.listdir(course / "submitted")) == ["ada", "bob"]
    report = grade_class(CourseSettings.load(course), LAB, workers=1)
    assert [record.reason for record in report.records] == ["graded", "graded"]
    step("prof", "ReleaseFeedback", root=course)
    (mine,) = step("ada", "List", cached=True)
    assert mine["submissions"][0]["has_exchange_feedback"]
    step("ada", "FetchFeedback")
    (page,) = (tmp_path / "ada" / LAB / "feedback").glob(f"*/{LAB}.html")
    assert page.read_text() == (course / "feedback" / "ada" / LAB / f"{LAB}.html").read_text()
    (mine,) = step("ada", "List", cached=True)
    submission = mine["submissions"][0]
    assert submission["has_local_feedback"] and not submission["feedback_updated"]

    # A second submission, and feedback that changes: both are seen.
    (tmp_path / "ada" / LAB / "mine.txt").write_text("mine")
    step("ada", "Submit")
    step("prof", "Collect", root=course, update=True)
    assert (course / "submitted" / "ada" / LAB / "mine.txt").read_text() == "mine"
    html = course / "feedback" / "bob" / LAB / f"{LAB}.html"
    step("bob", "FetchFeedback")
    html.write_text(html.read_text() + "<!-- read again -->")
    step("prof", "ReleaseFeedback", root=course)
    (theirs,) = step("bob", "List", cached=True)
    assert theirs["submissions"][0]["feedback_updated"]

    # Unrelease: gone from the list, work is still taken.
    step("prof", "List", root=course, remove=True)
    assert LAB not in [lab["assignment_id"] for lab in step("ada", "List", lab="")]
    with pytest.raises(ExchangeError):
        step("bob", "FetchAssignment")
    refused(hand_in(hub, "bob", "b" * 32, lab=LAB), 200)


def test_of_what_was_handed_in_late_collect_takes_what_was_in_time(hub, step, tmp_path, made_course):
    course = tmp_path / "course"
    shutil.copytree(made_course, course)
    assert hub.ask("prof", "PUT", "released/c1/due", data=pack({"due.ipynb": NOTEBOOK["lab1.ipynb"]})).ok

    def due(when, learner=""):
        return hub.client("prof").said(
            "PUT", "deadlines", "c1", json={"lab": "due", "when": when, "learner": learner}
        )

    assert due("2050-03-01 18:00")["due"] == "2050-03-01T18:00:00+01:00", "as the clock on the wall shows it"
    first = [
        hand_in(hub, who, f"{n:032x}", {"due.ipynb": b"1"}, lab="due").json()
        for n, who in enumerate(("ada", "bob"))
    ]
    assert not any(said["late"] for said in first)
    due("2020-03-01")
    due("2050-03-01", "bob")
    second = [
        hand_in(hub, who, f"{n:032x}", {"due.ipynb": b"2"}, lab="due").json()
        for n, who in enumerate(("ada", "bob"), 2)
    ]
    assert [bool(said["late"]) for said in second] == [True, False], (
        "kept all the same, and said on the receipt"
    )
    due("2050-03-01")
    due("2020-03-01", "ada")
    step("prof", "Collect", lab="due", root=course, before_duedate=True)
    taken = {who: (course / "submitted" / who / "due" / "due.ipynb").read_bytes() for who in ("ada", "bob")}
    assert taken == {"ada": b"2", "bob": b"2"}, "nothing of ada's was in time: the newest"
    stamp = (course / "submitted" / "bob" / "due" / "timestamp.txt").read_text()
    assert stamp == second[1]["stamp"] and parse_utc(stamp)
    assert hub.ask("ada", "GET", "tree").json()["courses"]["c1"]["due"]["due"].startswith("2020")
    for wrong in ("tomorrow", "2026-03-29 02:30"):
        with pytest.raises(CourseError, match="2026-03"):
            due(wrong)


# ---- who may do what ----


def test_only_the_hub_says_who_somebody_is(hub):
    path = f"submit/c1/lab1/{'5' * 32}"
    for headers in (
        {},
        {"Authorization": "token nonsense"},
        {"Authorization": "token"},
        {"Authorization": "Basic YWRhOmFkYQ=="},
        {"Authorization": f"token {hub.token('ada', ['read:users:name!user'])}"},
        {"Cookie": "jupyterhub-services=x; jupyterhub-session-id=x", "X-Forwarded-User": "prof"},
    ):
        for url in (hub.url, hub.by_proxy):
            refused(requests.get(url + "tree", headers=headers, timeout=20), 403)
            refused(requests.post(url + path, headers=headers, data=pack(NOTEBOOK), timeout=20), 403)
    forged = {"lab1.ipynb": b"{}", "timestamp.txt": b"2001-01-01 00:00:00 UTC", "Submission_Secret.txt": b"x"}
    said = hand_in(hub, "ada", "5" * 32, forged).json()
    kept = unpack(hub.client("ada").get("submission", "c1", "ada", "5" * 32))
    assert kept["timestamp.txt"].decode() == said["stamp"] > "2026" and "Submission_Secret.txt" not in kept


LEARNERS_MAY_NOT = [
    ("PUT", "released/c1/lab1"),
    ("DELETE", "released/c1/lab1"),
    ("PUT", "feedback/c1"),
    ("GET", "deadlines/c1"),
    ("PUT", "deadlines/c1"),
    ("GET", "tree?course=c1&inbound=1"),
    ("GET", "learner/c1/ada"),
    ("DELETE", "learner/c1/ada"),
    ("DELETE", "learner/c1/bob"),
    ("GET", f"submission/c1/ada/{'1' * 32}"),
]


def test_a_learner_has_no_more_than_their_own(hub):
    assert hand_in(hub, "ada", "1" * 32).ok
    for method, path in LEARNERS_MAY_NOT:
        refused(hub.ask("bob", method, path, data=pack(NOTEBOOK)), 403)
    assert hub.ask("ada", "GET", f"submission/c1/ada/{'1' * 32}").ok
    mine = hub.ask("bob", "GET", "tree?inbound=1").json()["courses"]
    assert mine == {}, "nobody's submissions but where one instructs"
    assert "ada" not in hub.ask("bob", "GET", "tree").text


@pytest.mark.parametrize("who", ["carol", "zed"])
def test_a_course_is_closed_to_who_is_not_in_it(hub, who):
    hand_in(hub, "ada", "1" * 32)
    paths = [
        *LEARNERS_MAY_NOT,
        ("GET", "released/c1/lab1"),
        ("GET", "tree?course=c1"),
        ("GET", "feedback/c1/" + "a" * 32),
    ]
    paths += [("POST", f"submit/c1/lab1/{'2' * 32}"), ("GET", "released/nowhere/lab1")]
    for method, path in paths:
        refused(hub.ask(who, method, path, data=pack(NOTEBOOK)), 403)
    assert "c1" not in hub.ask(who, "GET", "tree").json()["courses"]
    # ada is in both courses: the same id and lab in the other is another submission.
    assert hand_in(hub, "ada", "1" * 32, {"lab1.ipynb": b"[]"}, course="c2").ok
    rows = hub.ask("carol", "GET", "tree?inbound=1").json()["courses"]["c2"]["submissions"]
    assert {row[0] for row in rows} == {"ada"}


def test_feedback_is_read_by_its_owner_and_the_instructors_alone(hub):
    said = hand_in(hub, "ada", "6" * 32)
    assert said.ok
    secret = unpack(hub.client("ada").get("submission", "c1", "ada", "6" * 32))[
        "submission_secret.txt"
    ].decode()
    page = notebook_hash(secret=secret, notebook_id="lab1")
    assert hub.ask("prof", "PUT", "feedback/c1", data=pack({f"{page}.html": b"<p>well"})).json() == {
        "pages": 1
    }
    answers = {who: hub.ask(who, "GET", f"feedback/c1/{page}").status_code for who in hub.tokens}
    assert answers == {"prof": 200, "ada": 200, "bob": 403, "carol": 403, "zed": 403}
    answer = hub.ask("ada", "GET", f"feedback/c1/{page}")
    assert answer.headers["Content-Disposition"] == "attachment", "never a page of the hub's own address"
    refused(hub.ask("prof", "PUT", "feedback/c1", data=pack({f"{'a' * 32}.html": b""})), 404)
    refused(hub.ask("carol", "PUT", "feedback/c2", data=pack({f"{page}.html": b""})), 404)


def test_pages_are_for_whom_the_hub_has_signed_in(hub):
    paths = ("", f"receipt/c1/{'1' * 32}", f"my-feedback/c1/{'a' * 32}")
    for path in paths:
        for headers in ({}, {"Cookie": "service-exchange=forged"}, {"X-Forwarded-User": "ada"}):
            answer = requests.get(hub.by_proxy + path, headers=headers, allow_redirects=False, timeout=20)
            assert answer.status_code == 302 and "/hub/api/oauth2/authorize" in answer.headers["Location"]
        refused(requests.post(hub.by_proxy + path, allow_redirects=False, timeout=20), 302, 403, 405)
    refused(requests.get(hub.by_proxy + "oauth_callback?code=x&state=y", timeout=20), 403)


# ---- odd names, sizes, replays ----

ODD = [
    "..",
    ".",
    "%2e%2e",
    "..%2f..%2fkey.pem",
    "%2fetc%2fpasswd",
    "a%00b",
    "a%0ab",
    "-rf",
    "~",
    "a%5cb",
    "*",
    "é%20",
    "x" * 200,
    "",
]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_name_is_refused_wherever_it_stands(hub, odd):
    asked = [
        ("GET", f"released/{odd}/lab1"),
        ("GET", f"released/c1/{odd}"),
        ("PUT", f"released/c1/{odd}"),
        ("POST", f"submit/c1/{odd}/{'7' * 32}"),
        ("POST", f"submit/c1/lab1/{odd}"),
        ("GET", f"submission/c1/{odd}/{'7' * 32}"),
        ("GET", f"submission/c1/prof/{odd}"),
        ("GET", f"feedback/c1/{odd}"),
        ("DELETE", f"learner/c1/{odd}"),
    ]
    host, _slash, prefix = hub.url.removeprefix("http://").partition("/")
    for method, path in asked:
        connection = http.client.HTTPConnection(host, timeout=20)  # resolves no `..` on the way
        path = path.encode("utf-8").decode("latin-1") if path.isascii() else path.replace("é", "%C3%A9")
        connection.request(
            method, f"/{prefix}{path}", pack(NOTEBOOK), {"Authorization": f"token {hub.tokens['prof']}"}
        )
        answer = connection.getresponse()
        assert answer.status == 400, (method, path, answer.status, answer.read())
        connection.close()
    assert sorted(p.name for p in hub.store.iterdir() if not p.name.startswith("index")) == [
        "courses",
        "key.pem",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "../../out.txt",
        "/etc/x",
        "a/../../b",
        "a//b",
        "C:\\x",
        "C:/x",
        "a\nb",
        "./a",
        "x" * 300,
        "/".join("a" * 20),
    ],
)
def test_an_archive_with_an_odd_name_is_refused_whole(hub, path):
    refused(hand_in(hub, "ada", "8" * 32, {**NOTEBOOK, path: b"x"}), 400)
    refused(hub.ask("ada", "GET", f"submission/c1/ada/{'8' * 32}"), 404)


def test_what_is_no_archive_or_too_large_is_refused(hub):
    for body in (b"", b"PK", b"{}", pack(NOTEBOOK)[:-30], pack(NOTEBOOK)[:40] + b"!" * 60):
        refused(hub.ask("ada", "POST", f"submit/c1/lab1/{'8' * 32}", data=body), 400)
    refused(hub.ask("ada", "POST", f"submit/c1/lab1/{'8' * 32}", data=os.urandom(LARGEST + 1)), 413)
    refused(hub.ask("ada", "POST", f"submit/c1/lab1/{'8' * 32}", data=iter([os.urandom(2**16)] * 20)), 413)
    for said in (b"", b"[]", b'{"lab": 1}', b'{"lab": "lab1", "when": {}}', b"[" * 100000):
        refused(hub.ask("prof", "PUT", "deadlines/c1", data=said), 400)
    assert hub.ask("ada", "GET", "tree").ok


def test_the_same_again_counts_once_and_another_under_its_id_is_refused(hub):
    first = hand_in(hub, "bob", "9" * 32).json()
    assert hand_in(hub, "bob", "9" * 32).json() == first
    refused(hand_in(hub, "bob", "9" * 32, {"lab1.ipynb": b"other"}), 409)
    assert hand_in(hub, "ada", "9" * 32).json()["receipt"] != first["receipt"], "one's id is one's own"
    with pytest.raises(CourseError, match="not signed"):
        verified(first["receipt"][:-8] + "AAAAAAAA", hub.client("bob").said("GET", "key")["key"])


def test_who_hands_in_without_end_is_stopped(hub):
    answers = [hand_in(hub, "prof", f"{n:032x}").status_code for n in range(31)]
    assert answers == [200] * 30 + [429]


# ---- nothing is lost ----


def test_what_is_handed_in_while_the_service_is_killed_again_and_again_is_all_there(hub):
    client = hub.client("ada", patience=90)
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
    send = Client.send

    def unreachable(self, file):
        self.url = "http://127.0.0.1:9/"
        return send(self, file)

    with monkeypatch.context() as patch:
        patch.setattr(Client, "send", unreachable)
        with pytest.raises(ExchangeError, match="does not answer"):
            step("bob", "Submit", lab="lab1", retry_seconds=0.5)
    assert len(list((tmp_path / "bob" / "data" / "labkit_outbox").iterdir())) == 1
    before = len(hub.client("bob").tree("c1", "lab1")["c1"]["submissions"])
    assert step("bob", "List", lab="lab1", cached=True)[0]["submissions"]
    rows = hub.client("bob").tree("c1", "lab1")["c1"]["submissions"]
    assert len(rows) == before + 1 and not list((tmp_path / "bob" / "data" / "labkit_outbox").iterdir())
    newest = max(rows, key=lambda row: row[2])
    assert unpack(hub.client("bob").get("submission", "c1", "bob", newest[3]))["note.txt"] == b"kept"


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
