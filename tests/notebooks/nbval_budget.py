"""A pytest plug-in beside nbval: each notebook that is compared is held to its budgets by the same run.

What `labkit lint --run` asks of a run of its own (seconds, memory, no network, the costs that ``lab.toml`` says) is asked
here of the kernel in which nbval ran the cells, as one more item after the last of them.
"""

import time

import pytest
from nbval.plugin import IPyNbFile

from labkit.content import Content
from labkit.course.authoring.lint.budget import GUARD, Cost, held, peak_mebibytes, processor_seconds
from labkit.course.teaching.costs import read_costs
from tests.waiting import STEP


class Budget(pytest.Item):
    """What the notebook's kernel has taken by its last cell."""

    def setup(self) -> None:
        process = self.parent.kernel.km.provisioner.pid
        elapsed = time.monotonic() - self.parent.begun
        self.cost = Cost(processor_seconds(process), peak_mebibytes(process), elapsed, "")

    def runtest(self) -> None:
        said = self.parent.nb.metadata["labkit"]
        told = read_costs(Content.find())
        findings = list(held(said["lab"], said["language"], said["pathway"], self.cost, told))
        if findings:
            raise OverBudget("\n".join(str(finding) for finding in findings))

    def repr_failure(self, excinfo, style=None):
        if isinstance(excinfo.value, OverBudget):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self):
        return self.path, 0, f"{self.path.stem}: budget"


class OverBudget(Exception):
    """What the run took is more than it may."""


def pytest_collection_modifyitems(items) -> None:
    """One budget after the cells of each notebook, in whose kernel the network is guarded from the first cell."""
    kept = []
    for here, after in zip(items, [*items[1:], None], strict=True):
        kept.append(here)
        notebook = here.parent
        if isinstance(notebook, IPyNbFile) and (after is None or after.parent is not notebook):
            notebook.setup = _guarded(notebook, notebook.setup)
            kept.append(Budget.from_parent(notebook, name="budget"))
    items[:] = kept


def _guarded(notebook: IPyNbFile, setup):
    def guarded() -> None:
        setup()
        notebook.kernel.kc.execute(GUARD, silent=True, store_history=False, reply=True, timeout=STEP)
        notebook.begun = time.monotonic()

    return guarded
