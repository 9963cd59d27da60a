"""JupyterLab opened on the learner's folder: in their language, quiet, and offline."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

LANGUAGE_PACKS = {"en": "default", "fr": "fr_FR"}

# nbgrader's menus are for people who grade; a learner keeps the one that checks a notebook before handing it in.
_FOR_INSTRUCTORS = ("assignment-list", "course-list", "create-assignment", "formgrader", "menu")
# Where jupytext is installed it would open the welcome page as a notebook. nbgrader's tools for people who grade look for a
# course in the learner's folder, and say in the terminal, as an error, that there is none.
_NOT_SERVED = (
    "jupytext",
    "jupyterlab_jupytext",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
)


def settings(language: str) -> dict[str, Any]:
    """JupyterLab settings that differ from its defaults; a person's own settings still win."""
    return {
        "@jupyterlab/translation-extension:plugin": {"locale": LANGUAGE_PACKS[language]},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        # The whole lab is in the page: a screen reader and the browser's own search see all of it.
        "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
        # A notebook opened again shows its buttons, though they answer only once their cell has run.
        "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
        "@jupyterlab/docmanager-extension:plugin": {
            "defaultViewers": {"markdown": "Markdown Preview"},
            "autosaveInterval": 30,
        },
    }


def write_configuration(folder: Path, language: str) -> Path:
    """Write the settings under ``<folder>/.labkit/jupyter`` and return the directory for ``JUPYTER_CONFIG_PATH``."""
    home = folder / ".labkit" / "jupyter"
    labconfig = home / "labconfig"
    labconfig.mkdir(parents=True, exist_ok=True)
    (labconfig / "default_setting_overrides.json").write_text(
        json.dumps(settings(language), indent=1) + "\n", encoding="utf-8"
    )
    disabled = {f"@jupyter/nbgrader:{plugin}": True for plugin in _FOR_INSTRUCTORS}
    disabled["jupyterlab-jupytext"] = True
    (labconfig / "page_config.json").write_text(
        json.dumps({"disabledExtensions": disabled}, indent=1) + "\n", encoding="utf-8"
    )
    (home / "jupyter_server_config.json").write_text(
        json.dumps({"ServerApp": {"jpserver_extensions": dict.fromkeys(_NOT_SERVED, False)}}, indent=1)
        + "\n",
        encoding="utf-8",
    )
    return home


def environment(configuration: Path) -> dict[str, str]:
    """The server's environment: our settings first, labkit's own Python on PATH, one thread a library."""
    env = dict(os.environ)
    env["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        p for p in (str(configuration), env.get("JUPYTER_CONFIG_PATH", "")) if p
    )
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", "")])
    # Two threads on two busy cores made a training epoch six times slower than one.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        env.setdefault(variable, "1")
    env.setdefault("TOKENIZERS_PARALLELISM", "false")
    return env


def command(folder: Path, page: str, port: int | None, browser: bool) -> list[str]:
    """The command line that serves `folder` and opens `page` (a file in it)."""
    line = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{page}",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    if port is not None:
        line.append(f"--ServerApp.port={port}")
    if not browser:
        line.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # containers: Jupyter refuses root unless told
        line.append("--allow-root")
    return line


def serve(folder: Path, page: str, language: str, port: int | None = None, browser: bool = True) -> int:
    """Serve until stopped with Ctrl+C; returns the server's exit code.

    Where the system allows, this process becomes the server: whoever stops the one stops the other.
    """
    env = environment(write_configuration(folder, language))
    if os.name == "posix":
        sys.stdout.flush()
        line = command(folder, page, port, browser)
        os.execve(line[0], line, env)
    server = subprocess.Popen(command(folder, page, port, browser), env=env)
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:  # the server asks for confirmation itself
            continue
