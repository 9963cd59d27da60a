"""What JupyterLab and nbgrader read on a learner's server and on an instructor's: a folder each, for ``JUPYTER_CONFIG_PATH``."""

import json
import os
from pathlib import Path
from typing import Any

from labkit.course.learner.jupyterlab import settings
from labkit.hub.exchange.on_the_hub import pages_in_the_menu

ROLES = ("learner", "instructor")
# A learner sees nbgrader's list of labs, not the tools of who grades.
_FOR_INSTRUCTORS = ("course-list", "create-assignment", "formgrader")
_NOT_SERVED = tuple(f"nbgrader.server_extensions.{name}" for name in ("formgrader", "course_list"))
_FIRST_PAGE = "labkit.hub.first_page"

_NBGRADER = """\
from labkit.hub.exchange.on_the_hub import use_exchange

c = get_config()  # noqa: F821
use_exchange(c)
"""
# The hub says which course an instructor's server is for (`labkit.hub.courses`).
_OF_THE_COURSE = """\
import os

if course := os.environ.get("LABKIT_COURSE_FOLDER"):
    load_subconfig(os.path.join(course, "nbgrader_config.py"))  # noqa: F821
"""


def write_settings(folder: Path, language: str, idle: int = 0) -> list[Path]:
    """Write the folders ``learner`` and ``instructor`` into `folder`.

    Parameters
    ----------
    folder : Path
    language : {"en", "fr"}
        JupyterLab's language until a person chooses another.
    idle : int
        Seconds after which an unused kernel, and then the server itself, stops; 0 for never.

    Returns
    -------
    list of Path
    """
    _write(folder / "learner", language, idle, _NBGRADER, hidden=True)
    _write(folder / "instructor", language, idle, _OF_THE_COURSE + _NBGRADER, hidden=False)
    return [folder / role for role in ROLES]


def _write(folder: Path, language: str, idle: int, nbgrader: str, *, hidden: bool) -> None:
    labconfig = folder / "labconfig"
    labconfig.mkdir(parents=True, exist_ok=True)
    disabled = {f"@jupyter/nbgrader:{plugin}": True for plugin in (_FOR_INSTRUCTORS if hidden else ())}
    server: dict[str, Any] = {
        "ServerApp": {
            "jpserver_extensions": dict.fromkeys(_NOT_SERVED, False) | {_FIRST_PAGE: True} if hidden else {},
            # A login shell, which terminals are by default, may set a PATH of its own, without nbgrader and labkit.
            "terminado_settings": {"shell_command": [os.environ.get("SHELL") or "bash"]},
        }
    }
    if idle:
        # A tab left open keeps its kernel connected: it counts as idle all the same, or no server of a class ever stops.
        server["ServerApp"]["shutdown_no_activity_timeout"] = idle
        often = min(idle, 300)
        server["MappingKernelManager"] = {
            "cull_idle_timeout": idle,
            "cull_interval": often,
            "cull_connected": True,
        }
        server["TerminalManager"] = {"cull_inactive_timeout": idle, "cull_interval": often}
    for file, said in (
        (labconfig / "default_setting_overrides.json", settings(language) | pages_in_the_menu(language)),
        (labconfig / "page_config.json", {"disabledExtensions": disabled}),
        (folder / "jupyter_server_config.json", server),
    ):
        file.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(nbgrader, encoding="utf-8")
