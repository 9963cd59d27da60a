"""Limits of learners' kernels as a course sets them in ``nbgrader_config.py``; `labkit grade` reads the same settings."""

from typing import Any

from traitlets import Float, Int
from traitlets.config import Configurable

from labkit.kernels.limits import MIB, Limits

_USUAL = Limits()


class KernelLimits(Configurable):
    """What one submission's kernel may use up: ``c.KernelLimits.memory_mib = 4096``."""

    memory_mib = Int(
        _USUAL.memory_bytes // MIB, min=64, help="Memory of all its processes together, in MiB."
    ).tag(config=True)
    disk_mib = Int(_USUAL.disk_bytes // MIB, min=1, help="Files it may write, in MiB.").tag(config=True)
    output_mib = Int(
        _USUAL.output_bytes // MIB,
        min=1,
        help="What it may write to the notebook, all cells together, in MiB.",
    ).tag(config=True)
    processes = Int(_USUAL.processes, min=2, help="Processes alive at one time.").tag(config=True)
    cell_seconds = Float(_USUAL.cell_seconds, min=0.1, help="Time of one cell, in seconds.").tag(config=True)
    call_seconds = Float(
        _USUAL.call_seconds, min=0.1, help="Time of one question put to an answer, in seconds."
    ).tag(config=True)
    total_seconds = Float(_USUAL.total_seconds, min=1.0, help="Time of the whole notebook, in seconds.").tag(
        config=True
    )

    def limits(self) -> Limits:
        """As the kernels take them."""
        return Limits(
            memory_bytes=self.memory_mib * MIB,
            disk_bytes=self.disk_mib * MIB,
            output_bytes=self.output_mib * MIB,
            processes=self.processes,
            cell_seconds=self.cell_seconds,
            call_seconds=self.call_seconds,
            total_seconds=self.total_seconds,
        )


def limits_of(config: Any, **given: float | None) -> Limits:
    """A course's limits, with those of `given` that are not None in place of its own.

    Raises
    ------
    traitlets.TraitError
        If one is not a number, or is too small for anything to run.
    """
    found = KernelLimits(config=config)
    for name, value in given.items():
        if value is not None:
            setattr(found, name, value)
    return found.limits()
