"""What an instructor sees of the machinery that grades in parallel: nothing."""

import warnings

import pytest

from labkit.grading.run.workers import quiet_distributed


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("distributed.client", "Sending large graph of size 23.45 MiB."),
        ("distributed.node", "Port 8787 is already in use.\nPerhaps you already have a cluster running?"),
    ],
)
def test_what_dask_says_of_itself_is_not_shown_and_others_warnings_are(module, said):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        warnings.warn_explicit(said, UserWarning, f"{module}.py", 1, module=module)
        assert len(seen) == 1
        quiet_distributed()
        warnings.warn_explicit(said, UserWarning, f"{module}.py", 1, module=module)
        assert len(seen) == 1
        warnings.warn_explicit("mind this", UserWarning, "mine.py", 1, module="mine")
        assert len(seen) == 2
