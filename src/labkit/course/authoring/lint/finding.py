"""One thing to mend: which lab, which cell, which rule, what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A rule that does not hold.

    Parameters
    ----------
    lab, cell : str
        Where; `cell` may be ``"notebook"`` or ``"grader"``.
    rule : str
        The rule's short name.
    what : str
        What is wrong and what to do.
    blocks : bool
        Whether ``labkit lint`` fails on it.
    """

    lab: str
    cell: str
    rule: str
    what: str
    blocks: bool = True

    def __str__(self) -> str:
        return f"{self.lab}, {self.cell} [{self.rule}]{'' if self.blocks else ' (consider)'}: {self.what}"
