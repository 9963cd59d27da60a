"""What a learner's copy promises: no answer in it, the same graded bytes in both languages, nobody's work destroyed."""

import itertools

import nbformat
import pytest

from labkit.content import assignment_of, lab_of
from labkit.course.release.copies import fingerprint, read_copy, released_as, untouched
from labkit.course.release.release import plain_source, release, solved
from labkit.course.source.lab_source import is_check, is_explanation, read_source
from labkit.errors import CourseError
from labkit.tasks.load import load_grader
from labkit.tasks.practice import read_pack
from tests.course.sample_lab.notebook import LAB, cell

PATHWAY_TASK = {"builder": "ppv", "explorer": "alarms"}

EVERY = list(itertools.product(("en", "fr"), ("builder", "explorer")))


@pytest.mark.parametrize(("language", "pathway"), EVERY)
def test_a_release_holds_the_copy_its_pack_and_the_other_language(content, tmp_path, language, pathway):
    made = release(content, LAB, language, pathway, tmp_path / "out")
    other = {"en": "fr", "fr": "en"}[language]
    files = sorted(str(p.relative_to(made.folder)) for p in made.folder.rglob("*") if p.is_file())
    assert files == sorted(
        [f"{made.assignment}.ipynb", "practice.json", f"variants/{made.assignment}.{other}.json"]
    )
    assert list(read_pack(made.folder / "practice.json").bundles) == [PATHWAY_TASK[pathway]]
    assert read_copy(made.folder / "variants" / files[-1].split("/")[-1]).metadata.labkit.language == other


@pytest.mark.parametrize(("language", "pathway"), EVERY)
def test_no_answer_no_output_and_no_author_mark_leaves(content, tmp_path, language, pathway):
    made = release(content, LAB, language, pathway, tmp_path / "out")
    text = made.notebook.read_text(encoding="utf-8")
    for secret in ("Bayes", "false_alarms = 9", "rare", "BEGIN SOLUTION", '"answers"'):
        assert secret not in text
    copy = read_copy(made.notebook)
    assert untouched(copy)
    for c in copy.cells:
        if c.cell_type == "code":
            assert not c.outputs and c.execution_count is None
        if is_check(c):
            assert c.metadata.editable is False and c.metadata.deletable is False
        if is_check(c) or is_explanation(c):
            assert c.metadata.nbgrader.checksum


@pytest.mark.parametrize("pathway", ["builder", "explorer"])
def test_graded_cells_are_the_same_bytes_in_both_languages(content, tmp_path, pathway):
    en = read_copy(release(content, LAB, "en", pathway, tmp_path / "en").notebook)
    fr = read_copy(release(content, LAB, "fr", pathway, tmp_path / "fr").notebook)
    graded = [
        (a, b) for a, b in zip(en.cells, fr.cells, strict=True) if a.metadata.get("nbgrader", {}).get("grade")
    ]
    assert graded
    for a, b in graded:
        assert (a.id, a.source, a.metadata.nbgrader) == (b.id, b.source, b.metadata.nbgrader)


def test_releasing_again_gives_the_same_files(content, tmp_path):
    made = release(content, LAB, "fr", "builder", tmp_path / "out")
    before = {p.name: p.read_bytes() for p in made.folder.rglob("*") if p.is_file()}
    release(content, LAB, "fr", "builder", tmp_path / "out")
    assert before == {p.name: p.read_bytes() for p in made.folder.rglob("*") if p.is_file()}


def test_a_release_over_somebodys_work_is_refused(content, tmp_path):
    made = release(content, LAB, "en", "builder", tmp_path / "out")
    copy = read_copy(made.notebook)
    cell(copy, "ppv-answer").source = "mine"
    nbformat.write(copy, made.notebook)
    with pytest.raises(CourseError, match="work"):
        release(content, LAB, "en", "builder", tmp_path / "out")
    assert cell(read_copy(made.notebook), "ppv-answer").source == "mine"


def test_running_a_cell_is_already_work_but_saving_is_not(content, tmp_path):
    made = release(content, LAB, "en", "builder", tmp_path / "out")
    copy = read_copy(made.notebook)
    copy.metadata.saved_by = "JupyterLab"
    assert untouched(copy)
    cell(copy, "setup").execution_count = 1
    assert not untouched(copy)


@pytest.mark.parametrize(("language", "pathway"), EVERY)
def test_the_plain_source_knows_the_fingerprint_of_its_release(content, tmp_path, language, pathway):
    source = read_source(content, LAB)
    made = release(content, LAB, language, pathway, tmp_path / "out")
    assert released_as(plain_source(source, language, pathway)) == fingerprint(read_copy(made.notebook))


def test_solved_keeps_answers_and_outputs(make_content, notebook, tmp_path):
    cell(notebook, "setup").outputs = [nbformat.v4.new_output("stream", name="stdout", text="ready\n")]
    content = make_content(notebook)
    copy = read_copy(solved(content, LAB, "en", "builder", tmp_path / "solved"))
    assert "true / (true + false)" in cell(copy, "ppv-answer").source
    assert cell(copy, "setup").outputs[0].text == "ready\n"


def test_figures_beside_the_source_travel_and_other_notebooks_do_not(content, tmp_path):
    beside = content.notebooks / LAB
    (beside / "ward.svg").write_text("<svg/>")
    (beside / "draft.ipynb").write_text("{}")
    made = release(content, LAB, "en", "builder", tmp_path / "out")
    assert (made.folder / "ward.svg").exists()
    assert not (made.folder / "draft.ipynb").exists()


@pytest.mark.parametrize("pathway", ["builder", "explorer"])
def test_assignment_names_lead_back_to_lab_and_pathway(pathway):
    assert lab_of(assignment_of(LAB, pathway)) == (LAB, pathway)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("x = 1", "lab_grader"), ("import nowhere_at_all", "does not import"), (None, "no grader")],
)
def test_a_grader_that_cannot_serve_is_named(content, text, fault):
    if text is None:
        (content.grader(LAB) / "__init__.py").unlink()
    else:
        (content.grader(LAB) / "__init__.py").write_text(text)
    with pytest.raises(CourseError, match=fault):
        load_grader(content, LAB)


def test_an_unknown_lab_lists_those_there_are(content):
    with pytest.raises(CourseError, match=LAB):
        read_source(content, "m9_nothing")
