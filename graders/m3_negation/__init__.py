"""Lab m3_negation: one task a file.

Algorithms: Chapman et al., J Biomed Inform 2001;34:301 (NegEx); Harkema et al., J Biomed Inform 2009;42:839 (ConText). Three
polarities, since *cannot exclude* is not *excluded*: Altman and Bland, BMJ 1995;311:485.
"""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
