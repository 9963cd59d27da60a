"""Lab m6_human: one task a file.

Formulas: Chow, IEEE Trans Inf Theory 1970;16:41 (reject option); El-Yaniv and Wiener, JMLR 2010;11:1605 (risk and
coverage); Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005 (conformal limit, by group); Vovk,
Proc Mach Learn Res 2012;25:475 and Angelopoulos and Bates, Found Trends Mach Learn 2023;16:494 (how far its coverage strays).
"""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
