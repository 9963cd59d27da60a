"""Competencies by audience: what the list says, what the labs name, and what a learner reads."""

import json
import re

import pytest

from labkit.content import Content
from labkit.course.authoring.lint import lint_lab, whole
from labkit.course.learner.start import prepare
from labkit.course.source.audiences import audience_name
from labkit.course.source.competencies import by_audience, competencies, taught
from labkit.course.source.outline import outline
from labkit.course.teaching.catalogue import as_table, catalogue_of
from labkit.language import speaking


@pytest.fixture
def with_list(content):
    listed = {
        "core": {"Read a predictive value": {"en": "Read a PPV.", "fr": "Lire une VPP."}},
        "specialty": {
            "never_taught": {"audiences": ["nurse"], "en": "Nothing.", "fr": "Rien."},
        },
    }
    (content.data / "competencies.json").write_text(json.dumps(listed), encoding="utf-8")
    return content


def test_a_learner_reads_what_the_labs_teach_and_nothing_else(with_list, tmp_path):
    _, page = prepare(with_list, tmp_path / "labs", "fr", "explorer")
    text = page.read_text(encoding="utf-8")
    assert "### Tronc commun, pour tous" in text
    assert (
        "| Lire une VPP. | [Un test, plusieurs services](s1_sample_explorer/s1_sample_explorer.ipynb) |"
        in text
    )
    assert "Rien." not in text


def test_a_course_without_a_list_has_no_such_section(content, tmp_path):
    _, page = prepare(content, tmp_path / "labs", "en", "builder")
    assert "What you will be able to do" not in page.read_text(encoding="utf-8")


def test_lint_refuses_a_competency_that_nobody_said(with_list, make_content, notebook):
    content = make_content(notebook)
    file = content.grader("s1_sample") / "lab.toml"
    file.write_text(file.read_text().replace("Read a predictive value", "Walk on water"))
    found = [f for f in lint_lab(content, "s1_sample") if f.rule == "competency"]
    assert len(found) == 1 and "Walk on water" in str(found[0])


def test_lint_says_which_lab_is_needed_and_not_there(make_content, notebook):
    content = make_content(notebook)
    file = content.grader("s1_sample") / "lab.toml"
    file.write_text('prerequisites = ["s0_gone"]\n' + file.read_text())
    (found,) = [f for f in lint_lab(content, "s1_sample") if f.rule == "prerequisite"]
    assert "s0_gone" in str(found) and not found.blocks


class TestTheCourse:
    """The course itself."""

    content = Content.find()

    def test_every_listed_competency_is_taught_somewhere_or_lint_says_so(self):
        listed = {c.id for c in competencies(self.content)}
        nowhere = listed - {c.id for c, _ in taught(self.content, outline(self.content))}
        told = {f.what for f in whole.check(self.content) if f.rule == "competency"}
        assert told == {f"no lab of this course teaches {name!r}" for name in nowhere}

    def test_every_audience_is_one_that_has_a_name_and_a_part_of_its_own(self):
        labs = outline(self.content)
        named = {a for c in competencies(self.content) for a in c.audiences}
        assert named == {a for lab in labs for a in lab.audiences}
        parts = [part for part, _ in by_audience(self.content, labs, "en")]
        assert parts[0] == "Common core, for everybody"
        assert parts[1:] == [
            f"Further, for {audience_name(a, 'en')}"
            for a in dict.fromkeys(a for lab in labs for a in lab.audiences)
        ]

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_the_catalogue_says_prerequisites_and_competencies(self, language):
        with speaking(language):
            text = as_table(catalogue_of(self.content), self.content)
            for lab in outline(self.content):
                assert lab.title[language] in text
                for before in lab.prerequisites:
                    assert re.search(rf": {before}|, {before}", text)
            taught = {id for lab in outline(self.content) for id in lab.competencies}
            for competency in competencies(self.content):
                assert (competency.says[language] in text) == (competency.id in taught)
