"""A learner opens the lab in their language and works: wrong, crashed, right, and progress moves."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import TOKEN
from tests.browser.notebook import SLOW, Notebook

NEEDS = ("m4_threshold",)

pytestmark = pytest.mark.browser

JOURNEYS = {
    "english builder": {
        "language": "en",
        "pathway": "builder",
        "title": "One threshold, many wards",
        "task": "predictive_values",
        "wrong": "def predictive_values(sensitivity, specificity, prevalence):\n    return sensitivity, specificity",
        "misconception": "as if the PPV belonged to the test",
        "crash": "def predictive_values(sensitivity, specificity, prevalence):\n    return 1 / 0",
        "line": "Line 2: return 1 / 0",
        "right": (
            "def predictive_values(sensitivity, specificity, prevalence):\n"
            "    sick, well = prevalence, 1 - prevalence\n"
            "    ppv = sensitivity * sick / (sensitivity * sick + (1 - specificity) * well)\n"
            "    return ppv, specificity * well / (specificity * well + (1 - sensitivity) * sick)"
        ),
        "reason": "at what prevalence?",
        "progress": "Tasks right: 1 of 6",
        "not started": "Not started",
    },
    "french explorer": {
        "language": "fr",
        "pathway": "explorer",
        "title": "Un seuil, plusieurs services",
        "task": "alarms_in_hundred",
        "wrong": "alarms_in_hundred = 90",
        "misconception": "La question va dans l'autre sens",
        "crash": None,
        "right": "alarms_in_hundred = 16",
        "reason": "un sur dix d'entre eux",
        "progress": "Tâches justes : 1 sur 5",
        "not started": "Pas commencé",
    },
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xdist_group(f"browser-{j['language']}"))
        for name, j in JOURNEYS.items()
    ],
)
def test_a_learner_works_through_the_lab(name, learner, page):
    journey = JOURNEYS[name]
    url, labs = learner(journey["language"], journey["pathway"])
    page.goto(f"{url}/?token={TOKEN}")
    page.locator("#jp-main-dock-panel").wait_for(timeout=SLOW)
    expect(page.locator("#jupyterlab-splash")).to_have_count(0, timeout=SLOW)

    welcome = page.locator(".jp-MarkdownViewer .jp-RenderedMarkdown")
    expect(welcome).to_be_visible(timeout=SLOW)
    results = Axe().run(page, ".jp-MarkdownViewer .jp-RenderedMarkdown")
    assert results.violations_count == 0, results.generate_report()
    if journey["language"] == "fr":  # JupyterLab itself speaks French
        expect(page.locator(".lm-MenuBar")).to_contain_text("Fichier")

    welcome.get_by_role("link", name=journey["title"]).first.click()
    notebook = Notebook(page)
    check = notebook.cell(f'lab.check("{journey["task"]}"')
    answer = notebook.cell(
        f"{journey['task']} = (" if journey["pathway"] == "explorer" else f"def {journey['task']}("
    )

    notebook.run_all()
    expect(check.locator(".jp-OutputArea")).to_contain_text(journey["not started"])

    notebook.type_in(answer, journey["wrong"])
    expect(notebook.run(check)).to_contain_text(journey["misconception"])

    if journey["crash"]:
        notebook.type_in(notebook.cell(f"def {journey['task']}("), journey["crash"])
        expect(notebook.run(check)).to_contain_text(journey["line"])
        expect(notebook.run(check)).to_contain_text("ZeroDivisionError")

    again = notebook.cell(journey["crash"] and f"def {journey['task']}(" or journey["wrong"])
    notebook.type_in(again, journey["right"])
    output = notebook.run(check)
    expect(output).to_contain_text(journey["reason"])
    expect(output.locator('[role="status"]')).to_be_visible()  # a screen reader says it

    expect(notebook.run(notebook.cell("lab.progress()"))).to_contain_text(journey["progress"])
    pictures = page.locator(".jp-NotebookPanel:visible .jp-OutputArea img").all()
    assert pictures
    for image in pictures:
        assert len(image.get_attribute("alt") or "") > 40
    assert not list(labs.rglob("*graders*"))
