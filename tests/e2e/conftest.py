"""A hub as `labkit hub demo` starts it, its three people, and what they do in turn; once for all tests of this folder."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.test_learner import JOURNEYS
from tests.e2e.notebook_by_keys import SLOW
from tests.e2e.person import Person

NEEDS = ("m4_threshold",)

expect.set_options(timeout=SLOW)  # an assertion that says no time of its own
COURSE, LAB = "ai4health", "m4_threshold"
# Who reads what: the one who builds in English, the one who explores in French.
LEARNERS = {"ada": (LAB, "english builder"), "benoit": (f"{LAB}_explorer", "french explorer")}
EXPLAINED = {
    "ada": "Of 1000 people operated on in day surgery 10 have sepsis; it rings for 9 of them and for 99 others.",
    "benoit": "Sur 1000 personnes opérées en ambulatoire, 10 ont un sepsis : l'alarme sonne pour 9 d'entre elles et pour 99 autres.",
}

COMMENTS = {"ada": "You counted people: go on so.", "benoit": "Vous comptez des personnes : continuez."}


class Hub(NamedTuple):
    folder: Path
    url: str
    password: str

    def home(self, name: str) -> Path:
        return self.folder / "homes" / name

    @property
    def course(self) -> Path:
        return self.home("prof") / COURSE


@pytest.fixture(scope="session")
def hub(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub") / "demo"
    command = [
        sys.executable,
        "-m",
        "labkit.cli",
        "hub",
        "demo",
        LAB,
        "--folder",
        str(folder),
        "--language",
        "en",
    ]
    said = folder.with_name("said.txt")
    with said.open("w") as out:
        demo = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    try:
        for _ in range(1800):
            if "Ctrl+C" in said.read_text():
                break
            assert demo.poll() is None, said.read_text()
            time.sleep(0.5)
        else:
            pytest.fail(said.read_text())
        about = json.loads((folder / "demo.json").read_text())
        yield Hub(folder, about["url"], about["password"])
    finally:
        demo.send_signal(signal.SIGINT)
        try:
            demo.wait(300)
        except subprocess.TimeoutExpired:
            os.killpg(demo.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def people(hub, browser):
    """Everybody at work: their servers start side by side."""
    here = {name: Person(browser, hub.url, name, hub.password) for name in ("prof", *LEARNERS)}
    for person in here.values():
        person.sign_in()
    for person in here.values():
        person.at_work()
    for name in LEARNERS:
        here[name].told_what_to_do()
    yield here
    for person in here.values():
        person.context.close()


class Work(NamedTuple):
    """What a learner saw on the way."""

    wrong: str
    right: str
    explained: str


@pytest.fixture(scope="session")
def handed_in(hub, people):
    """Both learners fetch, answer wrong, then right, explain, and hand in; what each saw."""
    return {name: work_through(people[name], *LEARNERS[name]) for name in LEARNERS}


def work_through(person, lab, journey):
    """From the list of assignments to the submission, without a mouse."""
    told = JOURNEYS[journey]
    answer = f"{told['task']} = (" if told["pathway"] == "explorer" else f"def {told['task']}("
    check = f'lab.check("{told["task"]}"'
    person.assignments()
    person.fetch(lab)
    notebook = person.open(lab)
    notebook.work_down_to(answer)
    notebook.write(answer, told["wrong"])
    wrong = notebook.run(check).inner_text()
    notebook.write(told["wrong"].splitlines()[0], told["right"])
    right = notebook.run(check).inner_text()
    notebook.write("YOUR ANSWER HERE / VOTRE", EXPLAINED[person.name])
    explained = notebook.cell(EXPLAINED[person.name][:30]).inner_text()
    notebook.save()
    person.to_tab("Assignments")
    person.submit(lab)
    return Work(wrong, right, explained)


@pytest.fixture(scope="session")
def marked(hub, people, handed_in):
    """The instructor collects, grades, marks both explanations beside their rubric, and releases feedback."""
    terminal = people["prof"].terminal(hub.home("prof"))
    for lab, _journey in LEARNERS.values():
        terminal(f"cd {COURSE} && nbgrader collect {lab} && labkit grade {lab}")
    rubrics = {
        name: people["prof"].mark(lab, "3", COMMENTS[name]) for name, (lab, _journey) in LEARNERS.items()
    }
    for lab, _journey in LEARNERS.values():
        terminal(f"cd {COURSE} && labkit feedback {lab} && nbgrader release_feedback {lab}")
    return rubrics
