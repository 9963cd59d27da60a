"""The wheel works without the repository; a learner's wheel holds nothing that marks."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from labkit import language
from labkit.content import Content
from labkit.course.learner.start import prepare
from labkit.course.release.packaging import stage
from labkit.lexicon import look_up
from tests.course.sample_lab.notebook import LAB

NEEDS = ("m4_threshold",)

REPOSITORY = Path(__file__).parents[2]
LAB_SHIPPED = "m4_threshold"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    line = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-q"]
    done = subprocess.run([*line, "-w", str(folder), str(REPOSITORY)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A fresh environment with the wheel and, for speed, this one's other packages; run a command in it."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home / "env", with_pip=False, symlinks=os.name != "nt")
    scheme = {"base": str(home / "env"), "platbase": str(home / "env")}
    packages = Path(sysconfig.get_path("purelib", vars=scheme))
    zipfile.ZipFile(wheel).extractall(packages)
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = home / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LABKIT", "PYTHON"))}

    def run(*arguments: str, cwd: Path = home) -> subprocess.CompletedProcess:
        return subprocess.run([str(python), *arguments], cwd=cwd, env=env, capture_output=True, text=True)

    run.home = home
    return run


def test_the_wheel_carries_the_course_and_released_copies(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    inside = "labkit/_content"
    assert {
        f"{inside}/notebooks/{LAB_SHIPPED}/{LAB_SHIPPED}.ipynb",
        f"{inside}/graders/{LAB_SHIPPED}/lab.toml",
        f"{inside}/data/lexicon.json",
        f"{inside}/released/index.json",
        f"{inside}/released/fr/{LAB_SHIPPED}_explorer/{LAB_SHIPPED}_explorer.ipynb",
        f"{inside}/released/en/{LAB_SHIPPED}/practice.json",
        "labkit/language/locales/fr/LC_MESSAGES/course.mo",
    } <= names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".db")]


def test_it_starts_lists_and_makes_a_course_without_the_repository(installed):
    where = installed("-c", "import labkit; print(labkit.__file__)").stdout
    assert str(installed.home) in where and str(REPOSITORY) not in where
    started = installed("-m", "labkit.cli", "start", "--only-prepare", "--language", "fr")
    assert started.returncode == 0, started.stderr
    assert (installed.home / "labs" / LAB_SHIPPED / f"{LAB_SHIPPED}.ipynb").exists()
    assert (installed.home / "labs" / "bienvenue.md").exists()
    listed = json.loads(installed("-m", "labkit.cli", "catalogue", "--json").stdout)
    assert LAB_SHIPPED in [lab["id"] for lab in listed["labs"]]
    made = installed("-m", "labkit.cli", "course", "mine", LAB_SHIPPED)
    assert made.returncode == 0, made.stderr
    assert (installed.home / "mine" / "source" / LAB_SHIPPED / f"{LAB_SHIPPED}.ipynb").exists()


def test_a_learner_gets_feedback_data_and_lexicon_from_it(installed):
    released = installed.home / "elsewhere"
    assert installed("-m", "labkit.cli", "start", "--only-prepare", "--to", str(released)).returncode == 0
    code = (
        "import labkit, labkit.data\n"
        "from labkit import Lab\n"
        f"lab = Lab('{LAB_SHIPPED}', language='fr', pathway='builder')\n"
        "print(lab.check('threshold_from_harms', lambda **h: h['harm_false_alarm'] / (h['harm_false_alarm'] + h['share_avoided'] * h['harm_missed'])))\n"
        "print(lab.check('threshold_from_harms', lambda **h: 0.5))\n"
        "print(len(labkit.data.load_stays()), len(labkit.lexicon('seuil')))\n"
    )
    shown = installed("-c", code, cwd=released / LAB_SHIPPED)
    lines = shown.stdout.split("\n")
    assert [float(line) for line in lines[:2]] == [1.0, 0.0], shown.stderr
    assert lines[2].split()[1] == "1"


@pytest.mark.parametrize(("code", "pathway"), [("en", "builder"), ("fr", "explorer")])
def test_every_link_of_a_learners_lexicon_opens_a_lab(code, pathway, installed, tmp_path, monkeypatch):
    """Of the page beside the labs, and as a notebook inside one of them shows it."""
    line = ["-m", "labkit.cli", "start", "--only-prepare", "--to", str(tmp_path), "--language", code]
    assert installed(*line, "--pathway", pathway).returncode == 0
    welcome, name = {"en": ("welcome.md", "lexicon.md"), "fr": ("bienvenue.md", "lexique.md")}[code]
    assert f"({name})" in (tmp_path / welcome).read_text(encoding="utf-8")
    links = set(re.findall(r"\]\(([^)]+)\)", (tmp_path / name).read_text(encoding="utf-8")))
    labs = [file.parent for file in tmp_path.glob("[a-z]*_*/[a-z]*_*.ipynb")]
    assert len(links) == len(labs) == len(Content.find().labs())
    assert all((tmp_path / link).is_file() for link in links)
    with language.speaking(code):
        for lab in labs:
            monkeypatch.chdir(lab)
            shown = re.findall('href="([^"]+)"', look_up("threshold")._repr_html_())
            assert shown and all((lab / link).is_file() for link in shown)


def test_a_learners_content_holds_nothing_that_marks_and_starts_all_the_same(content, tmp_path):
    (content.data / "stays.truth.json").write_text("{}")
    (content.data / "stays.csv").write_text("a\n1\n")
    packed = Content(stage(content, tmp_path / "packed", learner=True))
    names = [p.relative_to(packed.root).as_posix() for p in packed.root.rglob("*") if p.is_file()]
    assert {name.split("/")[0] for name in names} == {"data", "released"}
    assert "data/stays.csv" in names and "data/stays.truth.json" not in names
    text = "".join((packed.root / name).read_text(encoding="utf-8") for name in names)
    for secret in ("BEGIN SOLUTION", "by_bayes", "true / (true + false)", "right less often where"):
        assert secret not in text
    placed, page = prepare(packed, tmp_path / "labs", "fr", "explorer")
    assert placed[0].notebook.exists()
    assert "Un test, plusieurs services" in page.read_text(encoding="utf-8")


def test_full_content_is_complete_and_released_from(content, tmp_path):
    packed = Content(stage(content, tmp_path / "packed"))
    assert packed.labs() == [LAB]
    assert (packed.grader(LAB) / "__init__.py").is_file()
    for code in ("en", "fr"):
        for name in (LAB, f"{LAB}_explorer"):
            assert (packed.released / code / name / "practice.json").is_file()
    assert prepare(packed, tmp_path / "labs", "en", "builder")[0][0].status == "new"
