"""Lab m2_finetune: one task a file.

Formulas: Devlin et al., NAACL 2019 (only hidden tokens count in the loss); Prechelt, in Neural Networks: Tricks of the
Trade, 1998 (early stopping); Zhang et al., ICLR 2017 (networks learn shuffled labels by heart); Newcombe, Stat Med
1998;17:2635 (paired differences).
"""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
