"""The sample lab's grader: one function for builders, one number for explorers, one explanation."""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
