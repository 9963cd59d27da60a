"""Lab m5_groups: one task a file.

Formulas: Wilson, J Am Stat Assoc 1927;22:209, and Newcombe, Stat Med 1998;17:857 (interval of a proportion);
Chouldechova, Big Data 2017;5:153 (what the prevalence forces on the error rates); Hardt, Price and Srebro, NeurIPS 2016
(a threshold for each group).
"""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
