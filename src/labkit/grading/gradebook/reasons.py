"""Why a submission has no mark, in words, and what to do about it."""

from labkit.grading.gradebook import remarks
from labkit.grading.gradebook.records import Record
from labkit.language import catalogue


def what_to_do(record: Record, language: str | None = None) -> str:
    """One sentence for whoever handed in or grades; empty for a submission that was graded."""
    _ = catalogue("grading", language)
    name = f"{record.assignment}.ipynb"
    text = {
        "bad_name": _(
            "The name of the folder submitted/{learner} is not UTF-8, perhaps meant as {detail}: rename the folder to the "
            "learner's name in the gradebook and grade again."
        ),
        "nested": _(
            "{name} lies in a folder of its own ({detail}): hand in the notebook itself, without the folder."
        ),
        "several": _(
            "Several notebooks were handed in and none is called {name} ({detail}): hand in the one that counts, as {name}."
        ),
        "misplaced": _(
            "The notebook lies in the wrong folder ({detail}): its place is submitted/{learner}/{assignment}/."
        ),
        "other_assignment": _(
            "{detail} is the notebook of another assignment, {belongs}: hand it in there (submitted/{learner}/{belongs}/). "
            "Here belongs {name}."
        ),
        "archive": _(
            "An archive was handed in ({detail}): unpack it and hand in the notebook {name} itself."
        ),
        "other_files": _("No notebook was handed in, but {detail}: hand in {name}."),
        "untouched": _(
            "{name} holds its starting text alone, and your answers may lie in {detail}: a person decides which counts. "
            "Hand in the notebook with your answers as {name}."
        ),
        "not_this_lab": _(
            "None of the lab's cells is in {name}: hand in the notebook of the lab, with its cells."
        ),
        "encoding": _(
            "{name} is neither UTF-8 nor UTF-16 ({detail}): open it in a text editor, save it as UTF-8 and hand it in again."
        ),
        "no_notebook": _("No notebook was handed in: hand in {name}."),
        "renamed": _("The notebook has another name ({detail}): rename it {name} and hand it in again."),
        "not_a_file": _("{name} is a link or a folder, not a file: hand in the notebook itself."),
        "not_json": _(
            "{name} is damaged and cannot be opened ({detail}): hand in a copy that opens in JupyterLab."
        ),
        "not_a_notebook": _("{name} is not a notebook ({detail}): hand in the notebook of the lab."),
        "empty": _("{name} is empty: hand it in again."),
        "too_large": _("{name} is too large ({detail}): clear its outputs and hand it in again."),
        "too_many_cells": _(
            "{name} holds {detail} cells, many times what a lab has: delete those that are not part of your work and hand it in again."
        ),
        "too_heavy": _(
            "{name} took more than the grader gives any notebook ({detail}): a person will look at it."
        ),
        "fault": _("The grader failed on it ({detail}); the fault is ours: a person will look at it."),
        "worker_died": _("It could not be graded ({detail}): a person will look at it."),
    }.get(record.reason, "")
    others = remarks.beside(record.tampering, language)
    if text and others:
        text += " " + _("Beside it lies {what}: a person decides which counts.").replace("{what}", "{others}")
    return text.format(
        others=", ".join(others),
        name=name,
        detail=record.detail,
        belongs=record.belongs,
        learner=record.learner,
        assignment=record.assignment,
    )
