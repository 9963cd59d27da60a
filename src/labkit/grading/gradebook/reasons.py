"""Why a submission has no mark, in words, and what to do about it."""

from labkit.grading.gradebook.records import Record
from labkit.language import catalogue


def what_to_do(record: Record, language: str | None = None) -> str:
    """One sentence for whoever handed in or grades; empty for a submission that was graded."""
    _ = catalogue("grading", language)
    name = f"{record.assignment}.ipynb"
    text = {
        "no_notebook": _("No notebook was handed in: hand in {name}."),
        "renamed": _("The notebook has another name ({detail}): rename it {name} and hand it in again."),
        "not_a_file": _("{name} is a link or a folder, not a file: hand in the notebook itself."),
        "not_json": _(
            "{name} is damaged and cannot be opened ({detail}): hand in a copy that opens in JupyterLab."
        ),
        "not_a_notebook": _("{name} is not a notebook ({detail}): hand in the notebook of the lab."),
        "empty": _("{name} is empty: hand it in again."),
        "too_large": _("{name} is too large ({detail}): clear its outputs and hand it in again."),
        "fault": _("The grader failed on it ({detail}); the fault is ours: a person will look at it."),
        "worker_died": _("It could not be graded ({detail}): a person will look at it."),
    }.get(record.reason, "")
    return text.format(name=name, detail=record.detail)
