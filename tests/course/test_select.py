"""What `select` promises: one language, one pathway, the same code for everybody, and a refusal that names the cell."""

import ast
import copy
import itertools
from pathlib import Path

import pytest

from labkit.course.source.code_language import LanguageLineError, in_language, unpaired
from labkit.course.source.lab_source import check, is_check, is_explanation
from labkit.course.source.select import select
from labkit.errors import CourseError, SourceError
from labkit.tasks.lab_file import read_lab_file
from tests.course.sample_lab.notebook import GRADER, LAB, cell, prose

PASSPORT = read_lab_file(GRADER).passport

LANGUAGES = ("en", "fr")
PATHWAYS = ("builder", "explorer")
EVERY = list(itertools.product(LANGUAGES, PATHWAYS))


def strip_docstrings(code: str) -> str:
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return ast.dump(tree)


@pytest.mark.parametrize(("language", "pathway"), EVERY)
def test_nothing_of_the_other_language_or_pathway_is_left(source, language, pathway):
    chosen = select(source, language, pathway)
    text = "\n".join(c.source for c in chosen.cells)
    other = {"en": "Valeur prédictive", "fr": "Positive predictive"}[language]
    assert other not in text
    assert not any(line.strip().startswith(("# en:", "# fr:", "en:", "fr:")) for line in text.split("\n"))
    assert not any(c.id.endswith(("-en", "-fr")) for c in chosen.cells)
    assert not any({"en", "fr", *PATHWAYS} & set(c.metadata.get("tags", ())) for c in chosen.cells)
    assert {c.id for c in chosen.cells}.isdisjoint({"ppv"} if pathway == "explorer" else {"alarms"})
    assert chosen.metadata.labkit == {"lab": LAB, "language": language, "pathway": pathway}


@pytest.mark.parametrize("pathway", PATHWAYS)
def test_languages_share_ids_points_and_every_byte_of_graded_cells(source, pathway):
    one, two = (select(source, language, pathway) for language in LANGUAGES)
    assert [c.id for c in one.cells] == [c.id for c in two.cells]
    for a, b in zip(one.cells, two.cells, strict=True):
        assert a.metadata.get("nbgrader") == b.metadata.get("nbgrader")
        if is_check(a) or is_explanation(a):
            assert a.source == b.source
        elif a.cell_type == "code" and a.id != "setup":
            assert strip_docstrings(a.source) == strip_docstrings(b.source)


@pytest.mark.parametrize(("language", "pathway"), EVERY)
def test_setup_line_says_language_and_pathway(source, language, pathway):
    setup = cell(select(source, language, pathway), "setup")
    assert f'Lab("{LAB}", language="{language}", pathway="{pathway}")' in setup.source


def test_selecting_leaves_the_source_as_it_was(source):
    before = copy.deepcopy(source.notebook)
    select(source, "fr", "explorer")
    assert source.notebook == before


def break_missing_french(nb):
    nb.cells = [c for c in nb.cells if c.id != "case-fr"]


def break_last_french(nb):
    nb.cells = [*nb.cells, prose("end", "Bye", "Au revoir")[0]]


def break_orphan_french(nb):
    nb.cells = [c for c in nb.cells if c.id != "case-en"]


def break_untagged(nb):
    cell(nb, "case-en").metadata.tags = []


def break_duplicate(nb):
    cell(nb, "alarms").id = "ppv"


def break_no_id(nb):
    del cell(nb, "setup")["id"]


def break_both_pathways(nb):
    cell(nb, "ppv").metadata.tags = ["builder", "explorer"]


def break_pair_pathways(nb):
    cell(nb, "read-fr").metadata.tags = ["fr"]


def break_raw(nb):
    cell(nb, "setup").cell_type = "raw"


def break_metadata(nb):
    nb.metadata.labkit = {"title": {"en": "Said twice", "fr": "Dit deux fois"}}


def break_tagged_code(nb):
    cell(nb, "setup").metadata.tags = ["fr"]


BREAKS = [
    (break_missing_french, "case-en", "case-fr"),
    (break_last_french, "end-en", "missing"),
    (break_orphan_french, "case-fr", "English"),
    (break_untagged, "case-en", "tagged en or fr"),
    (break_duplicate, "ppv", "rename"),
    (break_no_id, "cell 3", "4.5"),
    (break_both_pathways, "ppv", "neither tag"),
    (break_pair_pathways, "read-fr", "tags differ"),
    (break_raw, "setup", "raw"),
    (break_metadata, "notebook", "lab.toml"),
    (break_tagged_code, "setup", "# en:"),
]


@pytest.mark.parametrize(("harm", "where", "what"), BREAKS, ids=[b[0].__name__ for b in BREAKS])
def test_a_malformed_source_is_refused_by_lab_and_cell(notebook, harm, where, what):
    harm(notebook)
    with pytest.raises(SourceError) as refused:
        check(LAB, notebook, Path("x.ipynb"), PASSPORT)
    assert refused.value.lab == LAB
    assert refused.value.cell == where
    assert what in str(refused.value)


def test_no_setup_two_setups_and_a_language_line_in_a_check_are_refused(notebook):
    cell(notebook, "setup").source = "lab = None"
    with pytest.raises(SourceError, match="0 found"):
        select(check(LAB, notebook, Path("x"), PASSPORT), "en", "builder")
    cell(notebook, "setup").source = 'a = Lab("s1_sample")\nb = Lab("s1_sample")'
    with pytest.raises(SourceError, match="only one"):
        select(check(LAB, notebook, Path("x"), PASSPORT), "en", "builder")
    cell(notebook, "setup").source = 'lab = Lab("s1_sample")'
    cell(notebook, "ppv").source = '# en: x\n# fr: y\nlab.check("ppv", ppv)'
    with pytest.raises(SourceError, match="ppv"):
        select(check(LAB, notebook, Path("x"), PASSPORT), "en", "builder")


@pytest.mark.parametrize(("language", "pathway"), [("de", "builder"), ("en", "tourist")])
def test_an_unknown_language_or_pathway_is_refused(source, language, pathway):
    with pytest.raises(CourseError):
        select(source, language, pathway)


@pytest.mark.parametrize(
    ("code", "en", "fr"),
    [
        ("# en: a\n# fr: b\nx = 1", "# a\nx = 1", "# b\nx = 1"),
        ("  # fr:b\n  # en:a", "  # a", "  # b"),
        ('"""en: One.\nfr: Un.\n"""', '"""One.\n"""', '"""Un.\n"""'),
        ('s = "# en: not a comment"', 's = "# en: not a comment"', 's = "# en: not a comment"'),
        ("%matplotlib inline\n# en: a\n# fr: b", "%matplotlib inline\n# a", "%matplotlib inline\n# b"),
        ("x = {\n    'en: ': 1,\n}", "x = {\n    'en: ': 1,\n}", "x = {\n    'en: ': 1,\n}"),
    ],
)
def test_language_lines(code, en, fr):
    assert in_language(code, "en") == en
    assert in_language(code, "fr") == fr


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code", ["x = 1\n\ny = 'fr'\n", "# plain\nz = '''\ntext\n'''", "def f():\n    '''Doc.'''\n"]
)
def test_code_without_language_lines_is_left_as_it_is(code, language):
    assert in_language(code, language) == code


@pytest.mark.parametrize("code", ["x = 1  # en: trailing", "def f(:\n  '''", 'd = """\nen: a\nfr: b"""'])
def test_language_lines_that_cannot_be_told_apart_are_refused(code):
    with pytest.raises(LanguageLineError):
        in_language(code, "en")


@pytest.mark.parametrize(
    ("code", "lacking"),
    [
        ("# en: a\n# fr: b", None),
        ("# en: a\nx = 1", "fr"),
        ("# fr: a", "en"),
        ('"""\nen: a\n"""', "fr"),
        ("x = 1", None),
    ],
)
def test_a_run_of_language_lines_has_both(code, lacking):
    assert unpaired(code) == lacking


@pytest.mark.parametrize(
    ("folded", "hidden"), [(True, {"builder", "explorer"}), ("explorer", {"explorer"}), (None, set())]
)
def test_given_code_is_folded_where_its_cell_says_so(source, folded, hidden):
    code = next(c for c in source.cells if c.cell_type == "code" and "Lab(" in c.source)
    code.metadata.labkit = {"folded": folded} if folded else {}
    for pathway in PATHWAYS:
        chosen = next(c for c in select(source, "en", pathway).cells if c.id == code.id)
        assert chosen.metadata.get("jupyter", {}).get("source_hidden", False) is (pathway in hidden)
        assert "labkit" not in chosen.metadata
