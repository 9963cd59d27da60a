"""A lab's column in the LMS's gradebook."""

from pylti1p3.lineitem import LineItem

from labkit.content import Content, assignment_of
from labkit.course.source.outline import outline
from labkit.language import catalogue

_ = catalogue("lti")

# Every column is out of 100, whatever the lab's points: a later edition of a lab may have others.
COLUMN_MAXIMUM = 100


def labs(language: str) -> dict[str, str]:
    """Every assignment that can be made of the course's labs, and its title."""
    ways = {"builder": _("writing code"), "explorer": _("without writing code")}
    return {
        assignment_of(lab.id, way): f"{lab.title[language]} ({ways[way]})"
        for lab in outline(Content.find())
        for way in lab.pathways
    }


def line_item(lab: str, title: str) -> LineItem:
    """The column as the LMS is asked for it; `lab` is its ``resourceId``, by which it is found again."""
    return LineItem().set_resource_id(lab).set_label(title).set_score_maximum(COLUMN_MAXIMUM)
