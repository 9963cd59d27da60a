"""Lab m5_label: one task a file.

Builders draw both lists, hold need against an equal score, count the slots that a label takes and what a blank says, and propose a label in networks whose truth
is known. Explorers count tonight's slots and alarms, judge five proposals by a rule, say which columns rank and which only check, and read an audit.
"""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
