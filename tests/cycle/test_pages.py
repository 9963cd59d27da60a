"""The pages people read: feedback without an accessibility violation or a learner's script, Formgrader with our outcomes."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from labkit.hub.ports import free_ports
from tests.grading.grading_sample import LAB, NAIVE_PPV, RIGHT, RIGHT_PPV
from tests.waiting import PATIENCE, STEP

pytestmark = pytest.mark.cycle

PLOT = """
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import HTML, Javascript, display
plt.plot([1, 2]); plt.show()
display(pd.DataFrame({"ward": ["a", "b"], "ppv": [0.9, 0.1]}, index=["x", "y"]))
display(HTML("<script>document.title = 'EVIL'</script><b onclick='EVIL()'>bold</b><h1>Mine</h1>"))
display(Javascript("document.title = 'EVIL'"))
pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
for size in ('1" onload="EVIL()', 1):
    display({"image/png": pixel, "text/plain": "dot"}, metadata={"image/png": {"width": size, "alt": "x"}}, raw=True)
"""
EVIL = """<script>document.title = "EVIL"</script>

<img src=x onerror="document.title = 'EVIL'"> [link](javascript:document.title='EVIL')

<iframe srcdoc="<script>parent.document.title='EVIL'</script>"></iframe> <style>body {display: none}</style>

A colleague's text, `a < b`."""
CLASS = {
    "ada": (RIGHT | {"ppv-answer": PLOT + RIGHT_PPV, "explain": EVIL}, "en"),
    "bob": (
        RIGHT | {"ppv-answer": NAIVE_PPV, "threshold-answer": "threshold = 1 / 0", "explain": EVIL},
        "fr",
    ),
    "cho": ({}, "fr"),
}


@pytest.fixture
def graded(course, hand_in, grade):
    for learner, (answers, language) in CLASS.items():
        hand_in(learner, answers, language)
    hand_in("broken", content=b"{")
    grade()
    return course


def page_of(course: Path, learner: str) -> Path:
    return course / "feedback" / learner / LAB / f"{LAB}.html"


@pytest.mark.browser
def test_feedback_has_no_accessibility_violation_and_runs_nothing_of_a_learners(graded, new_context):
    from axe_playwright_python.sync_playwright import Axe

    # The page's own policy forbids every script, axe's too.
    context = new_context(bypass_csp=True)
    for learner in [*CLASS, "broken"]:
        page = context.new_page()
        page.goto(page_of(graded, learner).as_uri())
        assert page.title().startswith(("Feedback", "Retour"))
        assert "EVIL" not in page.title()
        assert page.locator("main").is_visible()
        assert page.locator("script, iframe, style:not(head style)").count() == 0
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:2]) for v in found] == []


@pytest.mark.parametrize("learner", ["ada", "bob"])
def test_a_learners_own_output_stays_readable_in_the_feedback(learner, graded):
    text = page_of(graded, learner).read_text()
    assert "A colleague&#39;s text" in text or "A colleague's text" in text
    if learner == "ada":
        assert "<b>bold</b>" in text and "data:image/png;base64" in text and "<td>0.9</td>" in text
    else:
        assert 'lang="fr"' in text and "Pas encore" in text and "ZeroDivisionError" in text
        assert "La VPP n&#39;appartient pas au test." in text


def test_feedback_shows_neither_solution_nor_hidden_case_nor_rubric(graded):
    secret = (graded / ".labkit" / "course_secret").read_text()
    for learner in CLASS:
        text = page_of(graded, learner).read_text()
        assert not any(
            word in text for word in ("RUBRIC", "BARÈME", "Because fewer are ill", "checksum", secret)
        )
        if learner != "ada":
            assert "prevalence / (" not in text and "sensitivity=0." not in text


@pytest.fixture
def jupyter(graded):
    """A JupyterLab server in the course folder; gives a function that fetches a path."""
    port = free_ports(1)[0]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}"]
    command += ["--IdentityProvider.token=secret", f"--ServerApp.root_dir={graded}"]
    with (graded / "server.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=graded, env=os.environ | {"PATH": path}, stdout=log, stderr=log
        )

    def fetch(page: str, method: str = "GET") -> str:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/{page}",
            method=method,
            data=b"" if method == "POST" else None,
            headers={"Authorization": "token secret"},
        )
        with urllib.request.urlopen(request, timeout=STEP) as answer:
            return answer.read().decode()

    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fetch("api/status")
                break
            except (OSError, http.client.HTTPException):
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail((graded / "server.log").read_text()[-3000:])
                time.sleep(0.2)
        fetch.address = f"http://127.0.0.1:{port}"
        yield fetch
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=PATIENCE)


@pytest.mark.browser
def test_formgrader_shows_outcomes_and_rubric_to_the_marker_and_no_learners_script(jupyter, new_context):
    marker = new_context(extra_http_headers={"Authorization": "token secret"}).new_page()
    assert jupyter("lab").count("<html") == 1
    assert "formgrader" in jupyter("formgrader/manage_assignments")
    (assignment,) = json.loads(jupyter("formgrader/api/assignments"))
    assert (assignment["name"], assignment["num_submissions"], assignment["max_score"]) == (LAB, 4, 6)
    submissions = json.loads(jupyter(f"formgrader/api/submitted_notebooks/{LAB}/{LAB}"))
    for learner, word in (("ada", "RUBRIC"), ("bob", "BARÈME")):
        (found,) = [s for s in submissions if s["student"] == learner]
        page = jupyter(f"formgrader/submissions/{found['id']}/")
        assert word in page and "labkit-outcome" in page
        shown = page.replace("&#39;", "'").replace("&lt;", "")
        assert "A colleague" in page
        assert "<script>document.title" not in shown and "onerror" not in page
        tags = BeautifulSoup(page, "html.parser").find_all(True)
        handlers = [
            t for t in tags if any(key.startswith("on") and "EVIL" in str(v) for key, v in t.attrs.items())
        ]
        assert handlers == []
        assert "srcdoc=" not in shown and 'href="javascript' not in shown
        # In a marker's browser: what a learner wrote is read, and has not run once everything is loaded.
        marker.goto(f"{jupyter.address}/formgrader/submissions/{found['id']}/")
        assert "EVIL" not in marker.title() and LAB in marker.title()
        assert marker.get_by_text("A colleague's text").is_visible()
    # Formgrader's own buttons run the same plug-ins, inside the server.
    for step in (f"submission/{LAB}/bob/autograde", f"assignment/{LAB}/bob/generate_feedback"):
        done = json.loads(jupyter(f"formgrader/api/{step}", "POST"))
        assert done["success"], done
    submissions = json.loads(jupyter(f"formgrader/api/submitted_notebooks/{LAB}/{LAB}"))
    assert {s["student"]: s["score"] for s in submissions} == {"ada": 3, "bob": 0, "cho": 0}
    waiting = {s["student"]: s["needs_manual_grade"] for s in submissions}
    assert waiting == {"ada": True, "bob": True, "cho": False}
