"""Odd names, sizes and replays at the exchange of a real JupyterHub."""

import http.client
import os

import pytest

from labkit.errors import CourseError
from labkit.hub.exchange.bundle import pack
from labkit.hub.exchange.signature import verified
from tests.hub.exchange_hub import LARGEST, NOTEBOOK, hand_in, refused

pytestmark = pytest.mark.xdist_group("hub-exchange")


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
        connection = http.client.HTTPConnection(host, timeout=180)  # resolves no `..` on the way
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
