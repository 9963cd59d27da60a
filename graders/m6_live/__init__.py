"""Lab m6_live: one task a file.

Formulas: Yurdakul, dissertation, Western Michigan University 2018 (population stability index by chance); Steiner, Cook, Farewell and
Treasure, Biostatistics 2000;1:441 and Spiegelhalter, Stat Med 2005;24:1185 (risk-adjusted charts); Collins et al., BMJ 2024;385:e078378
(TRIPOD+AI).
"""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
