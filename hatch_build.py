"""Build hook: a wheel carries the course (labs, graders, data) and learners' copies already released.

Releasing needs labkit's own dependencies, which an isolated build has not: it is done by an interpreter that has them.
``LABKIT_LEARNER_WHEEL=1`` leaves graders and solved notebooks out, for a hub's learner image.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_CAN_RELEASE = "import labkit.course.release.packaging, labkit.tasks, nbgrader"
_STAGE = """
import sys
from pathlib import Path
from labkit.content import Content
from labkit.course.release.packaging import stage
stage(Content(Path(sys.argv[1])), Path(sys.argv[2]), learner=sys.argv[3] == "1")
"""


class CourseHook(BuildHookInterface):
    """Puts ``labkit/_content`` in the wheel; an editable install reads the repository instead."""

    PLUGIN_NAME = "custom"
    _scratch: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        self._scratch = Path(tempfile.mkdtemp(prefix="labkit-wheel-"))
        staged = self._scratch / "content"
        learner = os.environ.get("LABKIT_LEARNER_WHEEL", "0")
        # A build's isolation hides the installed packages behind PYTHONPATH; the repository's own source is used.
        env = {**os.environ, "PYTHONPATH": str(root / "src"), "LABKIT_CONTENT": str(root)}
        python = self._interpreter(root, env)
        done = subprocess.run(
            [python, "-c", _STAGE, str(root), str(staged), learner], env=env, capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(f"labkit: the labs could not be released for the wheel:\n{done.stderr}")
        build_data["force_include"][str(staged)] = "labkit/_content"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _interpreter(self, root: Path, env: dict[str, str]) -> str:
        candidates = [
            os.environ.get("LABKIT_BUILD_PYTHON"),
            sys.executable,
            str(root / ".venv" / "bin" / "python"),
            str(root / ".venv" / "Scripts" / "python.exe"),
            shutil.which("python3"),
        ]
        for python in filter(None, candidates):
            try:
                tried = subprocess.run([python, "-c", _CAN_RELEASE], env=env, capture_output=True, text=True)
            except OSError:
                continue
            if tried.returncode == 0:
                return python
        raise SystemExit(
            "labkit: a wheel carries copies already released, and making them needs labkit's dependencies: "
            "run `make install` first, or set LABKIT_BUILD_PYTHON to a Python that has labkit[grading]"
        )
