"""Are a task's cases adequate? Its right answers are changed mechanically, and every change must be refused."""

from labkit.tasks.adequacy.changes import Change, changes
from labkit.tasks.adequacy.table import lines
from labkit.tasks.adequacy.trial import SECRETS, Adequacy, Survivor, adequacy, adequacy_of_lab

__all__ = ["SECRETS", "Adequacy", "Change", "Survivor", "adequacy", "adequacy_of_lab", "changes", "lines"]
