"""Lab m6_cost: one task a file.

A reference, for functions two alternatives or more (right, written otherwise), four mutants or more (typical wrong answers, each with
the message for whoever thinks so), cases nobody has seen, and laws. Everything else is derived from them.
"""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
