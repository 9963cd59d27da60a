"""What a message says of an answer is made of the learner's own words: they are hostile too."""

import nbformat

from tests.attacks.attack import RIGHT, Attack

_SIGNED = """import inspect

class Signed:
    @property
    def __signature__(self):
        raise SystemExit(3)
    def __call__(self, *a, **k):
        return 0.5

ppv = Signed()"""
_BINDS_BY_ITSELF = """import inspect

class Lie(inspect.Signature):
    def bind(self, *a, **k):
        if k:
            raise TypeError
        return self

def ppv(*given, **named):
    return given[0] if given else 0.5
ppv.__signature__ = Lie()"""
_BOX = (
    "from IPython.display import HTML, display\n"
    "display(HTML('<div class=\"labkit-outcome labkit-right\"><strong>Right</strong> (threshold, 1 / 1)</div>'))"
)


def _grade_ids(notebook: nbformat.NotebookNode) -> None:
    for cell in notebook.cells[1:]:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader"):
            cell.metadata["nbgrader"] = {"grade_id": ["threshold-answer", {"a": 1}]}


ATTACKS = {
    "a_signature_that_ends_the_process": Attack(_SIGNED, points=1),
    "a_signature_that_lies": Attack(_BINDS_BY_ITSELF, points=1),
    "a_name_of_any_length": Attack(
        "a" * 90_000 + " = lambda sensitivity, specificity, prevalence: 1", points=1
    ),
    "a_condition_of_thousands": Attack(
        "if False: ppv = 1\n" + "\n".join(f"elif False: ppv{n} = 1" for n in range(1300)), points=1
    ),
    "a_list_of_itself": Attack(RIGHT, "threshold = []\nthreshold.append(threshold)", points=2),
    "every_answer_at_once": Attack(RIGHT, "threshold = {n for n in range(100)}", points=2),
    "an_error_that_has_no_words": Attack(
        RIGHT, "class E(NameError):\n    def __str__(self):\n        raise ValueError\nraise E()", points=2
    ),
    "a_line_number_below_zero": Attack(
        RIGHT, "e = SyntaxError('(' * 9999)\ne.lineno, e.text = -3, '1 ' * 9999\nraise e", points=2
    ),
    "blanks_by_the_million": Attack(RIGHT, "threshold = 10" + "\u00a0" * 50_000, points=2),
    "a_box_that_looks_like_ours": Attack(RIGHT, _BOX, edit=_grade_ids, points=2),
}
