import contextlib

import pytest

from labkit.kernels.limits import MIB, Limits
from labkit.kernels.session.session import open_session

SMALL = Limits(
    memory_bytes=400 * MIB,
    processes=20,
    disk_bytes=32 * MIB,
    output_bytes=MIB,
    reply_bytes=4 * MIB,
    cell_seconds=6,
    call_seconds=4,
    total_seconds=60,
    grace_seconds=0.5,
)


@pytest.fixture
def workdir(tmp_path):
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / "cohort.csv").write_text("age\n61\n")
    return folder


@pytest.fixture
def kernel(workdir):
    """A new kernel on `workdir`, with small limits unless others are given."""
    with contextlib.ExitStack() as stack:

        def start(**options):
            options.setdefault("limits", SMALL)
            return stack.enter_context(open_session(workdir, **options))

        yield start


def text(run):
    """All that a cell printed."""
    return "".join(output.text for output in run.outputs if output.output_type == "stream")
