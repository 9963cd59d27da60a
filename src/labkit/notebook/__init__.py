"""What a notebook imports: the lab, as its learner sees it."""

from labkit.notebook.lab import Lab

__all__ = ["Lab"]
