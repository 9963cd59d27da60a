"""Where course folders made before look for `configure`: their ``nbgrader_config.py`` names this module."""

from labkit.grading.nbgrader.configuration import configure

__all__ = ["configure"]
