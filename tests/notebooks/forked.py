"""Kernels forked from a process that has imported what the labs import: labkit's own provisioner, in each worker of a run.

A pytest plug-in beside nbval (``-p tests.notebooks.forked --nbval-kernel-name labkit``), and a context for tests of ours.
Importing PyTorch and transformers takes longer than most labs: one run of each lab does it as a learner's kernel would, others need not.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from labkit.content import Content
from labkit.grading.judging.notebook import course_imports
from labkit.kernels.forkserver.pool import close_forkservers
from labkit.kernels.kernelspec import kernelspec

KERNEL = "labkit"


def imports_of_all() -> list[str]:
    course = Content.find()
    sources = [nbformat.read(course.source(lab), as_version=4) for lab in course.labs()]
    return sorted({name for source in sources for name in course_imports(source)})


@contextmanager
def forked_kernels(imports: Sequence[str] = ()) -> Iterator[str]:
    """The kernelspec's name, where Jupyter finds it, until the context ends; its forkserver starts with the first kernel.

    Without `imports` it has those of all labs.
    """
    imports = imports or imports_of_all()
    folder = Path(tempfile.mkdtemp())
    before = os.environ.get("JUPYTER_PATH")
    try:
        place = folder / "kernels" / KERNEL
        place.mkdir(parents=True)
        (place / "kernel.json").write_text(json.dumps(kernelspec(KERNEL, imports)), encoding="utf-8")
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(folder), before]))
        yield KERNEL
    finally:
        os.environ.pop("JUPYTER_PATH")
        if before is not None:
            os.environ["JUPYTER_PATH"] = before
        close_forkservers()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtestloop(session):
    with forked_kernels():
        yield
