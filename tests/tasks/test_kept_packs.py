"""A practice pack is made once, and again as soon as something that it rests on is another."""

import shutil
from types import SimpleNamespace

import pytest

from labkit.content import Content
from labkit.tasks import kept_packs
from labkit.tasks.load import load_grader
from labkit.tasks.practice import read_pack, write_pack
from tests.grading.grading_sample import LAB, SAMPLE


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with a labkit of two files, and one lab."""
    shutil.copytree(SAMPLE, tmp_path, dirs_exist_ok=True)
    package = tmp_path / "src" / "labkit"
    (package / "site").mkdir(parents=True)
    for name in ("__init__.py", "words.tsv", "site/pages.py"):
        (package / name).write_text("# as it was\n")
    (tmp_path / "graders" / LAB / "numbers.json").write_text("[1]")
    monkeypatch.setattr(kept_packs, "labkit", SimpleNamespace(__file__=str(package / "__init__.py")))
    return Content(tmp_path)


def test_it_is_the_pack_that_would_be_made(repository, tmp_path):
    write_pack(load_grader(repository, LAB), "builder", tmp_path / "made.json")
    kept = kept_packs.kept_pack(repository, LAB, "builder")
    assert kept.read_bytes() == (tmp_path / "made.json").read_bytes()
    assert kept_packs.pack_of(repository, LAB, "builder") == read_pack(kept)


@pytest.mark.parametrize(
    "changed", ["src/labkit/words.tsv", f"graders/{LAB}/ppv.py", f"graders/{LAB}/numbers.json"]
)
def test_it_is_made_again_when_what_it_rests_on_changes_and_only_then(repository, changed, monkeypatch):
    made = []
    monkeypatch.setattr(kept_packs, "write_pack", lambda *given: (made.append(given[1:]), write_pack(*given)))
    first = kept_packs.kept_pack(repository, LAB, "builder")
    assert kept_packs.kept_pack(repository, LAB, "builder") == first and len(made) == 1
    file = repository.root / changed
    file.write_text(file.read_text(encoding="utf-8") + "\n# another line\n", encoding="utf-8")
    second = kept_packs.kept_pack(repository, LAB, "builder")
    assert second != first and len(made) == 2
    assert list(second.parent.iterdir()) == [second]


def test_the_site_s_own_files_change_nothing(repository):
    first = kept_packs.kept_pack(repository, LAB, "builder")
    (repository.root / "src" / "labkit" / "site" / "pages.py").write_text("# another\n")
    assert kept_packs.kept_pack(repository, LAB, "builder") == first


def test_one_cut_short_is_made_again(repository):
    kept_packs.kept_pack(repository, LAB, "builder").write_text('{"format": 1')
    assert read_pack(kept_packs.kept_pack(repository, LAB, "builder")).lab == LAB


def test_elsewhere_than_in_the_repository_nothing_is_kept(tmp_path):
    assert kept_packs.kept_pack(Content(SAMPLE), LAB, "builder") is None
    assert kept_packs.pack_of(Content(SAMPLE), LAB, "builder") is None
    assert not (SAMPLE / "build").exists()
