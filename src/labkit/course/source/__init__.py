"""A lab's one source: read and checked, one language and pathway of it selected, the course at a glance."""

from labkit.course.source.competencies import Competency, by_audience, competencies, taught
from labkit.course.source.lab_source import (
    Source,
    hash_of,
    is_check,
    is_explanation,
    is_solution,
    read_source,
)
from labkit.course.source.outline import LabOutline, outline
from labkit.course.source.select import select

__all__ = [
    "Competency",
    "LabOutline",
    "Source",
    "by_audience",
    "competencies",
    "hash_of",
    "is_check",
    "is_explanation",
    "is_solution",
    "outline",
    "read_source",
    "select",
    "taught",
]
