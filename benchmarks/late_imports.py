"""What the kernels of each lab still import after the fork, once a submission, and the processor time of all given cells.

    python benchmarks/late_imports.py m6_cost m1_attention

A fresh copy in its first language and pathway, nothing answered, in a kernel as `labkit grade` has them.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from labkit.content import Content
from labkit.course.release.release import copy_companions, learner_copy
from labkit.course.source.lab_source import read_source
from labkit.grading.judging.notebook import course_imports
from labkit.kernels.forkserver.pool import close_forkservers
from labkit.kernels.session.session import KernelSession, open_session

_BEFORE = "import sys, time, json\n_before, _began = set(sys.modules), time.process_time()"
_AFTER = "print(json.dumps([time.process_time() - _began, sorted(set(sys.modules) - _before)]))"


def said(session: KernelSession, source: str) -> str:
    """What one cell prints."""
    return "".join(output.get("text", "") for output in session.run(source).outputs)


def measure(content: Content, lab: str) -> tuple[float, list[str]]:
    """Seconds of a processor, and names of the modules imported late."""
    source = read_source(content, lab)
    copy: Any = learner_copy(source, "en", next(iter(source.pathways())))
    try:
        with tempfile.TemporaryDirectory() as apart:
            folder = Path(apart) / lab
            folder.mkdir()
            copy_companions(source, folder)
            with open_session(folder, imports=course_imports(copy)) as session:
                session.run(_BEFORE)
                for cell in copy.cells:
                    if cell.cell_type == "code":
                        session.run(cell.source)
                seconds, names = json.loads(said(session, _AFTER).splitlines()[-1])
                return seconds, names
    finally:
        close_forkservers()


def main() -> None:
    """One line a lab."""
    content = Content.find()
    print(f"{'lab':<16}{'late modules':>13}{'processor s':>13}  the first of them")
    for lab in sys.argv[1:] or content.labs():
        seconds, names = measure(content, lab)
        print(f"{lab:<16}{len(names):>13}{seconds:>13.1f}  {', '.join(names[:4])}", flush=True)


if __name__ == "__main__":
    main()
