"""nbgrader imported without its four extensions of Jupyter's server, which a command line has no use for.

nbgrader's package imports them, and with them the whole server, whatever is asked of it: more than a third of the time that
`labkit grade` imported before it began.
"""

import sys
from types import ModuleType

_EXTENSIONS = ("assignment_list", "course_list", "validate_assignment", "formgrader")


def import_nbgrader() -> None:
    """Import the package; whoever asks for one of its extensions later gets the real one."""
    if "nbgrader" in sys.modules:
        return
    names = [f"nbgrader.server_extensions.{name}" for name in _EXTENSIONS]
    for name in names:
        stand_in = ModuleType(name)
        vars(stand_in)["load_jupyter_server_extension"] = None
        sys.modules[name] = stand_in
    try:
        import nbgrader  # noqa: F401 - for what it leaves in sys.modules
    finally:
        for name in names:
            sys.modules.pop(name, None)
