"""Paths by public: which labs, in which order, how long, and what to leave out.

``data/paths/<name>.toml`` says for whom a path is and which competencies it must reach; the labs follow from what each
``lab.toml`` says, so that a lab is added or removed without touching a path.
"""

from labkit.course.paths.declared import names, read_path
from labkit.course.paths.page import page_of
from labkit.course.paths.plan import plan

__all__ = ["names", "page_of", "plan", "read_path"]
