"""The page of the law is made of data/law.toml and of what each lab lists; no page names a lab."""

import re

import pytest

from labkit.content import Content
from labkit.course.authoring.lint import law as lint_law
from labkit.course.source.lab_source import read_source
from labkit.course.teaching.law import citing, law_table, with_tables
from labkit.data.law import law_rows
from labkit.language import LANGUAGES
from labkit.tasks.lab_file import LAB_FILE, read_lab_file
from tests.course.sample_lab.notebook import LAB

COURSE = Content.find()
PAGES = {"en": "law.md", "fr": "law.fr.md"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_what_the_data_say(language):
    text = (COURSE.root / "docs" / PAGES[language]).read_text(encoding="utf-8")
    assert with_tables(text, language) == text, "run python -m labkit.course.teaching.law"
    for row in law_rows():
        assert f"`{row}`" in text
    # a new lab would have to edit the page
    assert not [lab for lab in COURSE.labs() if lab in text]


def test_what_labs_list_are_rows_that_exist_and_most_rows_are_cited():
    cited = citing(COURSE)
    assert set(cited) == set(law_rows())
    assert sum(bool(labs) for labs in cited.values()) > 40
    said = {lab: read_lab_file(COURSE.grader(lab)).law for lab in COURSE.labs()}
    assert {(row, lab) for row, labs in cited.items() for lab in labs} == {
        (r, lab) for lab in said for r in said[lab]
    }


def test_the_table_names_labs_beside_articles_and_those_that_list_none(content):
    table = law_table(COURSE, "fr")
    row, last = next((row, labs[-1]) for row, labs in citing(COURSE).items() if labs)
    assert re.search(rf"\| {re.escape(row)} \| {re.escape(law_rows()[row].article.fr)} \| .*{last}", table)
    assert LAB in law_table(content, "en").splitlines()[-1]


def listing(content, law):
    file = content.grader(LAB) / LAB_FILE
    file.write_text(f"law = {law}\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    return [str(found) for found in lint_law.check(content, read_source(content, LAB))]


def test_an_unknown_row_is_told(content):
    (found,) = listing(content, '["ai-act-999"]')
    assert "'ai-act-999' is no row of data/law.toml" in found


def test_a_row_that_the_text_cites_must_be_listed(content):
    file = content.source(LAB)
    text = file.read_text(encoding="utf-8")
    source = read_source(content, LAB)
    cell = next(cell for cell in source.cells if "en" in cell.metadata.get("tags", ()))
    first = cell.source.splitlines()[-1]
    file.write_text(text.replace(first, first + " See L1110-3.", 1), encoding="utf-8")
    (found,) = listing(content, "[]")
    assert "the text cites 'L1110-3'" in found and "'csp-l1110-3'" in found


def test_a_lab_that_has_no_list_is_not_held_to_one(content):
    assert list(lint_law.check(content, read_source(content, LAB))) == []
