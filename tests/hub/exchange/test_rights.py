"""Who may see and do what at the exchange of a real JupyterHub."""

import pytest
import requests
from nbgrader.utils import notebook_hash

from labkit.hub.exchange.bundle import pack, unpack
from tests.hub.exchange_hub import NOTEBOOK, hand_in, refused

pytestmark = pytest.mark.xdist_group("hub-exchange")


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
            refused(requests.get(url + "tree", headers=headers, timeout=180), 403)
            refused(requests.post(url + path, headers=headers, data=pack(NOTEBOOK), timeout=180), 403)
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
            answer = requests.get(hub.by_proxy + path, headers=headers, allow_redirects=False, timeout=180)
            assert answer.status_code == 302 and "/hub/api/oauth2/authorize" in answer.headers["Location"]
        refused(requests.post(hub.by_proxy + path, allow_redirects=False, timeout=180), 302, 403, 405)
    refused(requests.get(hub.by_proxy + "oauth_callback?code=x&state=y", timeout=180), 403)
