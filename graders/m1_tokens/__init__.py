"""Lab m1_tokens: one task a file.

Byte-pair encoding: Sennrich, Haddow and Birch, ACL 2016; on bytes: Radford et al. 2019. Fertility: Rust et al., ACL 2021.
"""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
