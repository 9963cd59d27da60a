"""A cohort on a real hub, in a real browser, from the first login to marks: one learner builds in English, one explores in French."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from labkit.content import Content
from labkit.hub.exchange.signature import Signature, verified
from labkit.language import brief
from labkit.tasks.load import load_grader
from tests.browser.test_learner import JOURNEYS
from tests.e2e.conftest import COMMENTS, COURSE, EXPLAINED, LAB, LEARNERS
from tests.e2e.notebook_by_keys import reach

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-e2e")]
BOTH = pytest.mark.parametrize("name", LEARNERS)

SHOWN = {
    "en": {
        "menu": "My labs",
        "feedback": "Feedback",
        "receipt": "Receipt",
        "signed": "Signed by the exchange",
    },
    "fr": {
        "menu": "Mes TP",
        "feedback": "Retours",
        "receipt": "Reçu",
        "signed": "Signé par l'espace d'échange",
    },
}


@BOTH
def test_a_wrong_answer_is_named_a_right_one_explained_and_an_explanation_written(name, handed_in):
    told = JOURNEYS[LEARNERS[name][1]]
    assert told["misconception"] in handed_in[name].wrong
    assert told["reason"] in handed_in[name].right
    assert EXPLAINED[name] in handed_in[name].explained


@BOTH
def test_the_lab_came_in_the_learners_language(name, hub, handed_in, people):
    title = JOURNEYS[LEARNERS[name][1]]["title"]
    people[name].to_tab(".ipynb")
    expect(people[name].page.get_by_role("heading", name=title)).to_be_visible()
    assert people[name].page.locator("html").get_attribute("lang") in ("en", "fr", "fr-fr", "fr-FR")


@BOTH
def test_each_has_a_receipt_that_the_exchange_signed(name, hub, handed_in):
    (file,) = (hub.home(name) / "receipts").iterdir()
    said = verified(file.read_text().split()[-1], Signature(hub.folder / "exchange" / "key.pem").public)
    assert (said["learner"], said["course"], said["lab"], said["late"]) == (
        name,
        COURSE,
        LEARNERS[name][0],
        False,
    )


@BOTH
def test_who_marks_the_explanation_has_its_rubric_in_the_learners_language(name, marked):
    language = JOURNEYS[LEARNERS[name][1]]["language"]
    (explain,) = load_grader(Content.find(), LAB).explanations
    assert {"en": "Rubric, for the marker", "fr": "Barème, pour la personne qui note"}[language] in marked[
        name
    ]
    for points, text in explain.rubric:
        assert f"{brief(points, language)} : {text.in_language(language)[:40]}" in marked[name]


@BOTH
def test_the_list_shows_the_mark_and_the_hubs_own_time(name, hub, marked, people):
    person, lab = people[name], LEARNERS[name][0]
    person.to_tab("Assignments")
    person.refresh()
    line = re.compile(r"^\s*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(.+\) · 5 / 14")
    expect(person.handed_in(lab).first).to_have_text(line)
    person.fetch_feedback(lab)
    (page,) = (hub.home(name) / lab / "feedback").glob(f"*/{lab}.html")
    assert COMMENTS[name] in page.read_text()


@BOTH
def test_a_learner_reads_mark_feedback_and_receipt(name, hub, marked, people, tmp_path):
    person, lab = people[name], LEARNERS[name][0]
    told = SHOWN[JOURNEYS[LEARNERS[name][1]]["language"]]
    person.to_tab("Assignments")
    page = person.my_labs(told["menu"])
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=lab, exact=True))
    expect(row).to_contain_text("5 / 14")
    looked_at(page, tmp_path / f"my-labs-{name}.png")
    reach(page, row.get_by_role("link", name=told["receipt"]))
    page.keyboard.press("Enter")
    page.get_by_text(told["signed"]).wait_for()
    looked_at(page, tmp_path / f"receipt-{name}.png")
    page.go_back()
    # Feedback runs no script, not even a test's: what came is read, and the page is looked at as the file it is.
    reach(page, row.get_by_role("link", name=told["feedback"]))
    with page.expect_response(lambda answer: "/my-feedback/" in answer.url) as came:
        page.keyboard.press("Enter")
    # The page that came is gone once another has come: it is asked for again.
    content = person.context.request.get(came.value.url).body()
    assert came.value.ok and COMMENTS[name] in content.decode()
    page.close()
    (file,) = (hub.home(name) / lab / "feedback").glob(f"*/{lab}.html")
    assert file.read_bytes() == content
    tab = person.context.new_page()
    tab.goto(file.as_uri())
    looked_at(tab, tmp_path / f"feedback-{name}.png")
    tab.close()


def looked_at(page, picture):
    """axe finds nothing at two widths, and nothing is wider than a telephone's page."""
    for width in (1100, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
        page.screenshot(path=picture.with_stem(f"{picture.stem}-{width}"), full_page=True)
