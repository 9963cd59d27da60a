"""A class in which everybody but two cheats, graded by the real pipeline in one run."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from tests.attacks import (
    broken_limits,
    edited_notebooks,
    forged_results,
    lying_answers,
    odd_but_honest,
    other_doors,
    prying_eyes,
    roads_around,
    subtle_tricks,
    surviving_state,
)
from tests.attacks.attack import RIGHT
from tests.grading.grading_sample import LAB, SAMPLE, answered, dump

pytestmark = pytest.mark.cycle

FAMILIES = (
    forged_results,
    lying_answers,
    prying_eyes,
    roads_around,
    edited_notebooks,
    broken_limits,
    odd_but_honest,
    other_doors,
    subtle_tricks,
    surviving_state,
)
ATTACKS = {name: attack for family in FAMILIES for name, attack in family.ATTACKS.items()}
MARK_OF_A_CLASSMATE = "CLASSMATE-7731-WORK"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """The course after the run: marks, records, and what stood in it before."""
    from labkit.cli.grading import path_to_programs
    from labkit.content import Content
    from labkit.course.release.course_folder import make_course
    from labkit.course.release.release import learner_copy
    from labkit.course.source.lab_source import read_source
    from labkit.grading.nbgrader.course_settings import CourseSettings
    from labkit.grading.run.run import grade_class
    from labkit.grading.run.writer import generate
    from labkit.kernels.limits import MIB, Limits

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LABKIT_CONTENT", str(SAMPLE))
        course = tmp_path_factory.mktemp("attacks") / "course"
        make_course(Content(SAMPLE), course, "en")
        path_to_programs()
        generate(CourseSettings.load(course), LAB)
        released = learner_copy(read_source(Content(SAMPLE), LAB), "en", "builder")

        def hand_in(learner, ppv, threshold, edit=None, files=(), encode=str.encode):
            notebook = answered(released, {"ppv-answer": ppv, "threshold-answer": threshold})
            if edit:
                edit(notebook)
            folder = course / "submitted" / learner / LAB
            folder.mkdir(parents=True)
            (folder / f"{LAB}.ipynb").write_bytes(encode(nbformat.writes(notebook)))
            (folder / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")
            for name, data in dict(files).items():
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_bytes(data)

        # Two honest people, the first and the last of the list.
        for learner in ("aaron", "zoe"):
            hand_in(learner, f"# {MARK_OF_A_CLASSMATE}\n{RIGHT}", "threshold = 10")
        for name, attack in ATTACKS.items():
            hand_in(name, attack.ppv, attack.threshold, attack.edit, attack.files, attack.encode)
        os.symlink(
            course / "gradebook.db", course / "submitted" / "links_to_the_gradebook" / LAB / "mine.txt"
        )

        before = fingerprint(course / "source")
        limits = Limits(
            memory_bytes=700 * MIB,
            disk_bytes=64 * MIB,
            cell_seconds=6,
            call_seconds=4,
            total_seconds=120,
            output_bytes=5 * MIB,
        )
        report = grade_class(CourseSettings.load(course), LAB, workers=2, limits=limits)
        records = {
            path.stem: json.loads(path.read_text())
            for path in (course / ".labkit" / "runs" / LAB).glob("*.json")
        }
    return {
        "course": course,
        "report": report,
        "marks": dump(course),
        "records": records,
        "source unchanged": before == fingerprint(course / "source"),
    }


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_there_are_sixty_or_more():
    assert len(ATTACKS) >= 60
    assert sum(len(family.ATTACKS) for family in FAMILIES) == len(ATTACKS)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_earns_what_its_honest_part_deserves(name, outcome):
    attack, record = ATTACKS[name], outcome["records"][name]
    assert record["reason"] == "graded", record["detail"]
    score, penalty, cells = outcome["marks"][name]
    found = {o["task"]: (o["status"], o["points"], o["message"]["en"][:200]) for o in record["outcomes"]}
    assert score == attack.points, found
    assert set(cells) == {"ppv", "threshold", "explain"}
    assert not record["faults"]
    if attack.person:
        assert "needs_person" in {status for status, *_ in found.values()}
    if attack.seen:
        assert {entry["kind"] for entry in record["tampering"]} & set(attack.seen), record["tampering"]


@pytest.mark.parametrize("learner", ["aaron", "zoe"])
def test_honest_classmates_keep_every_point(learner, outcome):
    assert outcome["marks"][learner][0] == 3


def test_nobody_was_left_out_and_no_mark_is_the_work_of_another(outcome):
    assert set(outcome["marks"]) == {*ATTACKS, "aaron", "zoe"}


def test_nothing_leaked(outcome):
    course = outcome["course"]
    shadow = Path("/etc/shadow")
    # No attack holds these words in its own source: it prints them in two halves.
    hidden = [
        (course / ".labkit" / "course_secret").read_text().strip(),
        MARK_OF_A_CLASSMATE,
        "GRADER REACHED",
        "HIDDEN INPUTS",
        "REWRITTEN",
        *(shadow.read_text().splitlines()[:1] if os.access(shadow, os.R_OK) else ()),
    ]
    assert all(hidden)
    for folder, words in (
        ("autograded", hidden),
        ("feedback", [*hidden, "RUBRIC says"]),
    ):  # the marker reads it
        looked_at = set()
        for path in sorted((course / folder).rglob("*")):
            learner = path.relative_to(course / folder).parts[0]
            if path.is_file() and learner in ATTACKS:
                text = path.read_text(errors="replace")
                assert [word for word in words if word in text] == [], path
                looked_at.add(learner)
        assert looked_at == set(ATTACKS)


def test_nothing_outside_was_touched(outcome):
    assert outcome["source unchanged"]
    for left in ("labkit-attack-pickle", "labkit-attack-array"):
        assert not Path("/tmp", left).exists()
    assert not Path("/labkit-attack").exists()
    import labkit

    assert "raise SystemExit" not in Path(labkit.__file__).read_text()


def test_nothing_outlives_the_run(outcome):
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "labkit-attack" not in running


def test_feedback_runs_no_script_of_a_learner(outcome):
    for name in ("scripts_for_the_marker", "an_error_with_a_script", "prose_that_leaves_the_page"):
        page = next((outcome["course"] / "feedback" / name).rglob("*.html")).read_text()
        body = BeautifulSoup(page, "html.parser").body
        assert not body.find_all(["script", "iframe", "object", "embed", "form", "button", "base"])
        assert not [tag for tag in body.find_all(True) if any(key.startswith("on") for key in tag.attrs)]


def test_what_was_tried_is_written_down_for_a_person(outcome):
    tampering = {
        name: {e["kind"] for e in record["tampering"]} for name, record in outcome["records"].items()
    }
    for name in (
        "check_is_a_literal",
        "check_is_deleted",
        "raises_its_own_points",
        "skips_execution",
        "check_is_copied",
    ):
        assert tampering[name], name
    for name in (
        "eats_memory",
        "forks_without_end",
        "twenty_megabytes_of_output",
        "kills_itself",
    ):
        assert tampering[name], name
    assert not tampering["an_honest_submission"]
