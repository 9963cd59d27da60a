"""What goes wrong on a hub, after the journey: prying, a kernel that restarts, a line that is cut, deadlines. Nothing is lost."""

import io
import zipfile
from contextlib import suppress

import psutil
import pytest
import requests
from playwright.sync_api import TimeoutError, expect

from labkit.hub.exchange.signature import Signature, verified
from tests.browser.test_learner import JOURNEYS
from tests.e2e.conftest import COURSE, EXPLAINED, LAB, LEARNERS
from tests.e2e.notebook_by_keys import SLOW, SOON, TRIES, reach
from tests.e2e.test_journey import looked_at
from tests.hub.exchange.test_rights import LEARNERS_MAY_NOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-e2e")]
EXPLORER = LEARNERS["benoit"][0]


def environment_of_server(hub, name):
    """What a person's server was started with: whoever has a terminal there has it."""
    for process in psutil.process_iter(["cmdline"]):
        if any("jupyterhub-singleuser" in part for part in process.info["cmdline"] or []):
            said = process.environ()
            if said.get("HOME") == str(hub.home(name)):
                return said
    raise AssertionError(f"no server of {name}")


def receipts(hub, name):
    """What the exchange signed for a learner, oldest first."""
    public = Signature(hub.folder / "exchange" / "key.pem").public
    found = [
        verified(file.read_text().split()[-1], public) for file in (hub.home(name) / "receipts").iterdir()
    ]
    return sorted(found, key=lambda said: said["stamp"])


def test_with_the_token_of_their_server_a_learner_has_no_more_than_their_own(hub, marked):
    mine = environment_of_server(hub, "benoit")
    headers = {"Authorization": f"token {mine['JUPYTERHUB_API_TOKEN']}"}
    url = mine["LABKIT_EXCHANGE_URL"]
    theirs = receipts(hub, "ada")[0]["id"]
    asked = [
        (method, path.replace("/c1", f"/{COURSE}").replace("=c1", f"={COURSE}").replace("lab1", LAB))
        for method, path in LEARNERS_MAY_NOT
        if "bob" not in path
    ]
    for method, path in [*asked, ("GET", f"submission/{COURSE}/ada/{theirs}")]:
        answer = requests.request(method, url + path, headers=headers, data=b"PK", timeout=180)
        assert answer.status_code == 403, (method, path, answer.status_code)
    released = requests.get(f"{url}released/{COURSE}/{EXPLORER}", headers=headers, timeout=180).content
    with zipfile.ZipFile(io.BytesIO(released)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert f"{EXPLORER}.ipynb" in texts and not [name for name in texts if "grader" in name]
    assert not [name for name, text in texts.items() if "BEGIN SOLUTION" in text]


def test_in_the_browser_a_learner_opens_nothing_of_anybody_elses(hub, marked, people):
    theirs = people["ada"].context.request.get(f"{hub.url}/services/exchange/").text()
    feedback, receipt = (
        [part.split('"')[0] for part in theirs.split(f'href="{kind}/')[1:]]
        for kind in ("my-feedback", "receipt")
    )
    assert feedback and receipt
    own = people["ada"].context.request.get(f"{hub.url}/services/exchange/my-feedback/{feedback[0]}")
    assert own.ok and own.headers["content-security-policy"].startswith("sandbox;"), (
        "its scripts would be the hub's"
    )
    pry = people["benoit"].context.request
    for path, status in (
        (f"services/exchange/my-feedback/{feedback[0]}", 403),
        (f"services/exchange/receipt/{receipt[0]}", 404),
        ("user/ada/api/contents", 403),
        ("user/ada/files/receipts", 403),
        ("user/prof/formgrader", 403),
        (f"user/prof/files/{COURSE}/gradebook.db", 403),
        ("user/benoit/formgrader", 404),
        ("services/exchange/receipt/another/" + "0" * 32, 403),
    ):
        assert pry.get(f"{hub.url}/{path}").status == status, path


@pytest.fixture(scope="module")
def shown_live(hub, handed_in, people):
    """The course has switched on that its instructor sees who is at work."""
    assert "On:" in people["prof"].terminal(hub.home("prof"))(f"labkit hub live {COURSE} on")


def test_a_restarted_kernel_takes_no_text_away(shown_live, people):
    ada, told = people["ada"], JOURNEYS["english builder"]
    ada.to_tab(".ipynb")
    notebook = ada.notebook()
    dialog = ada.page.locator(".jp-Dialog")
    for _ in range(TRIES):  # twice 0, quickly enough to be one command
        notebook.cell("One threshold, many wards")
        ada.keys.type("00")
        with suppress(TimeoutError):
            dialog.wait_for(timeout=SOON)
            break
    ada.keys.press("Enter")
    expect(dialog).to_have_count(0)
    check = f'lab.check("{told["task"]}"'
    assert "NameError" in notebook.run(check).inner_text(), "the new kernel knows nothing yet"
    notebook.cell("One threshold, many wards")
    notebook.work_down_to(f"def {told['task']}(")
    notebook.run(f"def {told['task']}(")
    assert told["reason"] in notebook.run(check).inner_text()


def test_whoever_teaches_sees_who_is_at_work_and_the_learner_was_told(hub, shown_live, people, tmp_path):
    """After the test before: its kernel was new, so that its first check told the learner."""
    people["ada"].to_tab(".ipynb")
    expect(people["ada"].page.get_by_text("show_my_checks(False)").first).to_be_visible()
    # Out of a terminal no Tab leads to the menu: a tab of the browser's own.
    page = people["prof"].context.new_page()
    page.goto(f"{hub.url}/services/exchange/?language=en")
    reach(page, page.get_by_role("link", name=f"At work now: {COURSE}"))
    page.keyboard.press("Enter")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="ada"))
    row.wait_for(timeout=SLOW)
    assert [JOURNEYS["english builder"]["task"], "Right"] == row.get_by_role("cell").all_inner_texts()[1:3]
    looked_at(page, tmp_path / "now.png")
    page.close()


def test_what_is_written_while_the_line_is_cut_is_there_once_it_is_back(hub, marked, people):
    ada, more = people["ada"], "Who decides is the nurse in charge."
    file = hub.home("ada") / LAB / f"{LAB}.ipynb"
    ada.to_tab(".ipynb")
    notebook = ada.notebook()
    notebook.save()
    ada.context.set_offline(True)
    try:
        notebook.write(EXPLAINED["ada"][:40], f"{EXPLAINED['ada']} {more}")
        for _ in range(TRIES):
            ada.keys.press("ControlOrMeta+S")
            with suppress(TimeoutError):
                ada.page.locator(".jp-Dialog").first.wait_for(timeout=SOON)  # it says that it could not save
                break
        else:
            pytest.fail("JupyterLab does not say that it could not save")
        assert more not in file.read_text()
    finally:
        ada.context.set_offline(False)
    ada.close_dialogs()
    for _ in range(120):  # JupyterLab notices by itself that the line is back, within seconds
        notebook.save()
        if more in file.read_text():
            break
        ada.page.wait_for_timeout(1_000)
    assert more in file.read_text()
    assert more in notebook.cell(more).inner_text()


def test_handed_in_twice_in_a_row_both_are_kept_and_the_newest_is_collected(hub, marked, people):
    ada = people["ada"]
    before = len(receipts(hub, "ada"))
    ada.to_tab("Assignments")
    ada.submit(LAB)
    ada.submit(LAB)
    said = receipts(hub, "ada")
    assert len(said) == before + 2 == ada.submissions(LAB)
    assert len({each["id"] for each in said}) == len(said)
    people["prof"].terminal(hub.home("prof"))(f"cd {COURSE} && nbgrader collect {LAB} --update")
    submitted = hub.course / "submitted" / "ada" / LAB
    assert (submitted / "timestamp.txt").read_text() == said[-1]["stamp"]
    assert "Who decides is the nurse in charge." in (submitted / f"{LAB}.ipynb").read_text()


def test_after_the_deadline_work_is_taken_as_late_and_with_an_extension_it_is_not(hub, marked, people):
    terminal = people["prof"].terminal(hub.home("prof"))
    for lab in (LAB, EXPLORER):
        terminal(f'labkit hub deadline {COURSE} {lab} "2020-03-01 18:00"')
    terminal(f'labkit hub deadline {COURSE} {EXPLORER} "2050-03-01 18:00" --learner benoit')
    for name, (lab, _journey) in LEARNERS.items():
        people[name].to_tab("Assignments")
        people[name].submit(lab)
    newest = {name: receipts(hub, name)[-1] for name in LEARNERS}
    assert [newest[name]["late"] for name in ("ada", "benoit")] == [True, False]
    shown = {
        name: people[name].context.request.get(f"{hub.url}/services/exchange/?language=en").text()
        for name in LEARNERS
    }
    assert "March 1, 2020" in shown["ada"] and 'class="late"' in shown["ada"]
    assert "March 1, 2050" in shown["benoit"] and 'class="late"' not in shown["benoit"]
    terminal(f"cd {COURSE} && nbgrader collect {EXPLORER} --before-duedate --update")
    collected = hub.course / "submitted" / "benoit" / EXPLORER / "timestamp.txt"
    assert collected.read_text() == newest["benoit"]["stamp"]
