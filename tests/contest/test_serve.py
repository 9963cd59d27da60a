"""The served contest in a real browser, and what a hostile client may try."""

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import replace

import nbformat
import pytest

from labkit.contest.folder import begin, opened
from labkit.contest.recipe import competitions
from labkit.contest.serve.accounts import ORGANISERS, Account, accounts, by_name, by_token, known, token_of
from labkit.contest.teams import read_teams
from labkit.errors import CourseError
from tests.contest.conftest import form, recipe_text
from tests.contest.test_jury import JURORS
from tests.waiting import PATIENCE, STEP

TEAMS = """
[one]
name = "<i>One</i>"
members = ["one@example.org", "uno@example.org"]
[two]
name = "Two"
language = "fr"
members = ["two@example.org"]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("served")
    (place / "contest.toml").write_text(recipe_text(stays=500), encoding="utf-8")
    (place / "teams.toml").write_text(TEAMS, encoding="utf-8")
    rubric = (competitions() / "ia4care" / "jury.toml").read_text(encoding="utf-8")
    (place / "jury.toml").write_text(rubric + JURORS.replace('conflicts = ["two"]', ""), encoding="utf-8")
    begin(place)
    return place


@pytest.fixture(scope="module")
def tokens(folder):
    with opened(folder) as contest:
        return {account: token_of(contest, account) for account in accounts(contest)}


@pytest.fixture(scope="module")
def address(folder, tokens):
    """The contest served by its own command."""
    command = [sys.executable, "-m", "labkit.cli", "contest", "serve", str(folder), "--language", "en"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"LC_ALL": "C.UTF-8"}
    )
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        assert server.wait(timeout=PATIENCE) == 0


def test_a_token_is_one_person_s_in_one_team(folder, tokens):
    assert len(set(tokens.values())) == 4 and min(map(len, tokens.values())) == 24
    with opened(folder) as contest:
        for account, token in tokens.items():
            assert by_token(contest, f" {token.upper()} ") == account
        assert by_token(contest, "") is None and by_token(contest, "é" * 24) is None
        assert by_name(contest, "Two@example.org", admin=False) == Account("two", "two@example.org")
        assert by_name(contest, "boss", admin=False) is None
        assert by_name(contest, "boss", admin=True) == ORGANISERS


def test_tokens_are_told_while_the_contest_is_served(address, folder, tokens):
    """Who only reads waits for nobody."""
    with opened(folder, write=False) as contest:
        assert {token_of(contest, account) for account in accounts(contest)} == set(tokens.values())


def test_a_team_may_be_a_group_of_the_hub(folder, tmp_path):
    (tmp_path / "teams.toml").write_text(
        '[red]\nhub_group = "reds"\n[blue]\nhub_group = "blues"\nmembers = ["bo"]\n', encoding="utf-8"
    )
    with opened(folder, write=False) as contest:
        contest = replace(contest, teams=read_teams(tmp_path / "teams.toml"))
    assert by_name(contest, "ann", admin=False, groups=["reds", "x"]) == Account("red", "ann")
    assert by_name(contest, "bo", admin=False, groups=["reds"]) == Account("blue", "bo"), "the roster first"
    assert by_name(contest, "ann", admin=True, groups=["reds", "blues"]) is None, "nobody plays in two teams"
    assert by_name(contest, "ann", admin=False, groups=["x"]) is None
    assert known(contest, Account("red", "ann")) and not known(contest, Account("green", "ann"))
    for text in (
        '[a]\nhub_group = "g"\n[b]\nhub_group = "g"\n',
        "[a]\nhub_group = 3\n",
        "[a]\nmembers = []\n",
    ):
        (tmp_path / "teams.toml").write_text(text, encoding="utf-8")
        with pytest.raises(CourseError):
            read_teams(tmp_path / "teams.toml")


def answer(address, path, data=None, headers=None):
    try:
        request = urllib.request.Request(address + path, data=data, headers=headers or {})
        with urllib.request.urlopen(request, timeout=STEP) as said:
            return said.status, said.headers, said.read().decode()
    except urllib.error.HTTPError as said:
        return said.code, said.headers, said.read().decode()


@pytest.mark.xdist_group("contest-served")
def test_strangers_read_the_board_and_nothing_else(address):
    assert address.startswith("http://127.0.0.1:")
    for language in ("en", "fr"):
        status, headers, html = answer(address, f"{language}/")
        assert status == 200 and f'<html lang="{language}">' in html
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "http" not in re.sub(r"http://www\.w3\.org\S*", "", html), "nothing of another host"
    assert '<html lang="fr">' in answer(address, "", headers={"Accept-Language": "fr-CA, en;q=0.5"})[2]
    for path in ("en/team", "fr/rounds"):
        assert answer(address, path)[0] == 403
    for path in ("secret", "record.jsonl", "en/../secret", "..%2fsecret", "de/"):
        assert answer(address, path)[0] == 404
    for path in ("en/sign-in", "en/team", "en/rounds"):
        assert answer(address, path, data=b"token=x&play=round")[0] == 403, (
            "a form of another site is refused"
        )
    forged = {"Cookie": "labkit-contest=" + json.dumps(["one", "one@example.org"])}
    assert answer(address, "en/team", headers=forged)[0] == 403


@pytest.mark.browser
@pytest.mark.xdist_group("contest-served")
def test_a_team_hands_in_the_organisers_play_and_everybody_sees_it(
    address, folder, tokens, new_context, tmp_path
):
    from axe_playwright_python.sync_playwright import Axe

    def accessible(page):
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:2]) for v in found] == []

    context = new_context(
        bypass_csp=True
    )  # the page's own policy forbids every script but its own, axe's too
    context.set_default_timeout(300_000)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def sign_in(language, token):
        page.goto(f"{address}{language}/sign-in")
        page.locator("#token").focus()
        page.keyboard.type(token)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def press(name):
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).click()

    def tab_to(page, selector):
        for _time in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("what => document.activeElement.matches(what)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached with the keyboard")

    page.goto(f"{address}en/")
    accessible(page)
    sign_in("en", "wrong")
    assert "Copy it whole" in page.get_by_role("alert").inner_text()
    accessible(page)
    sign_in("en", tokens[Account("one", "one@example.org")])
    assert page.get_by_role("heading", level=1).inner_text() == "<i>One</i>", "a team's name is text"
    assert "Attempts left: 20 of 20" in page.locator("main").inner_text()
    clock, good = tmp_path / "clock.ipynb", tmp_path / "my form.toml"
    cell = nbformat.v4.new_code_cell("import time\ntime.time()")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), clock)
    good.write_text(form(threshold="0.1"), encoding="utf-8")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("model = 'house'\n", encoding="utf-8")
    for file, said in (
        (clock, "reads a clock"),
        (wrong, "threshold"),
        (tmp_path / "x.py", "notebook (.ipynb)"),
    ):
        file.touch()
        page.locator("#file").set_input_files(file)
        press("Hand in")
        fault = page.get_by_role("alert").inner_text()
        assert said in fault and str(tmp_path) not in fault and "/tmp" not in fault
    page.locator("#trial").set_input_files(good)
    press("Try it")
    tried = page.get_by_role("status").last
    assert "charts read again" in tried.inner_text() and "Alarms on" in tried.inner_text()
    assert "Attempts left: 20 of 20" in page.locator("main").inner_text()
    accessible(page)
    page.locator("#trial").set_input_files(clock)
    press("Try it")
    assert "on your own machine" in page.get_by_role("alert").inner_text()
    card = tmp_path / "card.toml"
    card.write_text(
        '[about]\nlimitations = "Little is known of it."\n[claimed]\nauc = 0,9\n', encoding="utf-8"
    )
    page.locator("#card").set_input_files(card)
    press("Hand in the card")
    assert "Items: 1; numbers: 1" in page.locator(".done").inner_text()
    page.locator("#file").set_input_files(good)
    press("Hand in")
    assert "my_form.toml" in page.locator(".done").inner_text()
    accessible(page)
    page.screenshot(path=folder / "team.png", full_page=True)
    assert page.goto(f"{address}en/rounds").status == 403
    page.goto(f"{address}en/")
    press("Sign out")

    sign_in("fr", tokens[Account("two", "two@example.org")])
    page.locator("#file").set_input_files(wrong)
    press("Remettre")
    assert "threshold doit être" in page.get_by_role("alert").inner_text()
    good.write_text(form(threshold="0.3"), encoding="utf-8")
    page.locator("#file").set_input_files(good)
    press("Remettre")
    accessible(page)
    page.screenshot(path=folder / "equipe.png", full_page=True)
    reader = context.browser.new_context().new_page()  # somebody who looks on, under the page's own policy
    reader.set_default_timeout(300_000)
    reader.goto(f"{address}fr/")
    assert "Aucune manche" in reader.locator("#live").inner_text()

    press("Se déconnecter")
    sign_in("en", tokens[ORGANISERS])
    accessible(page)
    press("Play the next round")
    reader.locator("#live-link").wait_for(state="visible", timeout=1000 * STEP)
    tab_to(reader, "#live-link")
    with reader.expect_navigation():
        reader.keyboard.press("Enter")
    reader.get_by_role("heading", name="La dernière manche").wait_for()
    reader.screenshot(path=folder / "tableau.png", full_page=True)
    tab_to(reader, ".scroll")  # a table that is wider than the window
    page.goto(f"{address}en/")
    assert page.locator("svg").count() >= 4
    accessible(page)
    sign_in("fr", tokens[Account("one", "uno@example.org")])
    assert "Essais restants : 19 sur 20" in page.locator("main").inner_text().replace("\u00a0", " ")
    assert faults == []
