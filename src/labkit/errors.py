"""What the person at the keyboard did wrong, or must mend: one line that says what, where and what to do."""

import errno

# A disk, or somebody's share of it, is full.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class CourseError(Exception):
    """A mistake in a lab, a folder or a command. Its text is shown as it is, without a traceback."""


class SourceError(CourseError):
    """A lab's source notebook that breaks the conventions of ``docs/architecture.md``.

    Parameters
    ----------
    lab : str
        The lab's id.
    cell : str
        The cell's id, or ``"notebook"`` when the fault is not in one cell.
    fault : str
        What is wrong and what to do.
    """

    def __init__(self, lab: str, cell: str, fault: str) -> None:
        super().__init__(f"{lab}, {cell}: {fault}")
        self.lab, self.cell, self.fault = lab, cell, fault
