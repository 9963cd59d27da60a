"""Lab m4_threshold: one task a file.

Formulas: Altman and Bland, BMJ 1994;309:102 (predictive values); Vickers and Elkin, Med Decis Making 2006;26:565
(net benefit, decision curve); Pauker and Kassirer, NEJM 1975;293:229 (threshold from harms); King and Zeng, Political
Analysis 2001;9:137 (intercept shift for another prevalence).
"""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
