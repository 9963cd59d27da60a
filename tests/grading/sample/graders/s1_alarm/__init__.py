"""A small lab for the grader's own tests: one function, one literal, one explanation."""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
