"""deploy/image: linted, and no grader or solution among what the learners' image is made of. Never built here: no engine, no images."""

import hashlib
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from labkit.content import Content
from labkit.course.release.packaging import stage
from tests.deploy.systemd_here import DEPLOY

NEEDS = ("m4_threshold",)

IMAGE = DEPLOY / "image"
FILES = ["Dockerfile", "Dockerfile.hub"]
ROOT = DEPLOY.parent


def instructions(file):
    """Stage to its base and its instructions, each in one line."""
    text = re.sub(r"\\\n", " ", (IMAGE / file).read_text("utf-8"))
    stages, here = {}, ""
    for line in text.splitlines():
        word, _space, rest = line.strip().partition(" ")
        if word == "FROM":
            base, _as, here = rest.partition(" AS ")
            stages[here] = (base, [])
        elif word and not word.startswith("#") and here in stages:
            stages[here][1].append((word, rest.strip()))
    return stages


def lineage(stages, stage):
    """The instructions of a stage and of those it is built on."""
    base, mine = stages[stage]
    return (lineage(stages, base) if base in stages else []) + mine


def copied(lines):
    return {source for word, rest in lines if word in ("COPY", "ADD") for source in shlex.split(rest)[:-1]}


@pytest.mark.parametrize("file", FILES)
def test_hadolint_finds_nothing(file, tmp_path):
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([hadolint, IMAGE / file], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stdout, done.stdout
    wrong = tmp_path / "Dockerfile"
    wrong.write_text((IMAGE / file).read_text() + "RUN cd /tmp && sudo ls\n")
    assert subprocess.run([hadolint, wrong], capture_output=True).returncode == 1


def test_the_learners_image_is_made_of_pinned_packages_and_the_learners_wheel_alone():
    stages = instructions("Dockerfile")
    assert set(stages) == {"dependencies", "learner", "instructor"}
    assert copied(lineage(stages, "learner")) == {"constraints.txt", "pyproject.toml", "dist/learner/"}
    assert copied(lineage(stages, "instructor")) == {"constraints.txt", "pyproject.toml", "dist/labkit-*.whl"}
    assert copied(instructions("Dockerfile.hub")[""][1]) == {"dist/learner/"}
    for name in ("learner", "instructor"):
        lines = lineage(stages, name)
        assert dict(lines)["USER"].startswith("1000"), "not root"
        for word, rest in lines:
            for install in re.findall(r"pip install[^&;]*", rest) if word == "RUN" else []:
                assert "-c constraints.txt" in install or "--no-deps" in install, install


@pytest.mark.parametrize("file", FILES)
def test_nothing_but_wheels_and_versions_goes_to_the_builder(file):
    lines = (IMAGE / f"{file}.dockerignore").read_text("utf-8").split("\n")
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*", "all is left out, but for what follows"
    assert set(rules[1:]) == {
        "!constraints.txt",
        "!pyproject.toml",
        "!dist/labkit-*.whl",
        "!dist/learner/labkit-*.whl",
    }


def test_the_line_that_lists_what_to_install_says_what_the_project_says():
    (line,) = (rest for word, rest in instructions("Dockerfile")["dependencies"][1] if "tomllib" in rest)
    said = subprocess.run(
        [sys.executable, *shlex.split(line.split(" > ")[0])[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = ("grading", "transformers", "clinical", "audit", "hub")
    wanted = [*project["dependencies"], *(x for e in extras for x in project["optional-dependencies"][e])]
    assert said.stdout.split("\n")[:-1] == wanted
    pinned = {
        re.split("[=]=", row)[0].lower().replace("_", "-")
        for row in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in row and not row.startswith("#")
    }
    names = {re.match(r"[\w.-]+", need)[0].lower().replace("_", "-") for need in wanted}
    assert names <= pinned, "a package without its version"


def test_of_a_labs_graders_no_file_and_no_text_is_in_what_the_learners_wheel_carries(tmp_path):
    """The wheel's package is `src/labkit`; what lies in `_content` beside it is what `stage` lays out, of one real lab here."""
    ours, lab = Content.find(), "m4_threshold"
    one = tmp_path / "one"
    for part in ("notebooks", "graders"):
        shutil.copytree(
            ours.root / part / lab, one / part / lab, ignore=shutil.ignore_patterns("__pycache__")
        )
    # Its questions from earlier labs are the only thing of theirs that it needs.
    for file in ours.graders.glob("*/questions.toml"):
        (one / "graders" / file.parent.name).mkdir(exist_ok=True)
        shutil.copyfile(file, one / "graders" / file.parent.name / file.name)
    shutil.copytree(ours.data, one / "data")
    packed = stage(Content(one), tmp_path / "packed", learner=True)
    graders = [file for file in (one / "graders" / lab).rglob("*") if file.is_file()]
    marks = {hashlib.sha256(file.read_bytes()).digest(): file.name for file in graders}
    # A line of a grader's code long enough to be nobody else's.
    lines = {
        line.strip()
        for file in graders
        if file.suffix == ".py"
        for line in file.read_text("utf-8").splitlines()
        if len(line.strip()) > 60 and re.match(r"\s*(return|def|assert|if|for) ", line)
    }
    assert len(marks) > 5 and len(lines) > 10
    staged = [file for file in packed.rglob("*") if file.is_file()]
    assert any(file.name == f"{lab}.ipynb" for file in staged)
    for file in staged:
        content = file.read_bytes()
        assert hashlib.sha256(content).digest() not in marks, file
        text = content.decode("utf-8", "replace")
        assert "BEGIN SOLUTION" not in text and not [line for line in lines if line in text], file
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]["packages"] == ["src/labkit"]
    assert not list((ROOT / "src").rglob("graders"))
