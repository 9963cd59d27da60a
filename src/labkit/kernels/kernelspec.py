"""Kernelspecs whose kernels are forked: ``labkit`` for work, ``labkit-sandboxed`` for other people's code."""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from labkit.kernels.provisioner import DEFAULT_IMPORTS

NAMES = {"labkit": "none", "labkit-sandboxed": "auto"}
_TITLES = {"labkit": "Python (labkit)", "labkit-sandboxed": "Python (labkit, sandboxed)"}


def kernelspec(name: str, imports: Sequence[str] = DEFAULT_IMPORTS) -> dict[str, object]:
    """Content of ``kernel.json`` for one of `NAMES`."""
    return {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": _TITLES[name],
        "language": "python",
        "interrupt_mode": "signal",
        "metadata": {
            "debugger": NAMES[name] == "none",
            "kernel_provisioner": {
                "provisioner_name": "labkit-forkserver",
                "config": {"sandbox": NAMES[name], "imports": list(imports)},
            },
        },
    }


def install(
    *, user: bool = False, prefix: str | None = None, imports: Sequence[str] = DEFAULT_IMPORTS
) -> list[Path]:
    """Install both kernelspecs.

    Parameters
    ----------
    user : bool
        Into the user's Jupyter folder instead of the environment's.
    prefix : str, optional
        Environment to install into; ``sys.prefix`` by default.
    imports : sequence of str
        Modules the forkserver imports before any fork.

    Returns
    -------
    list of Path
        The folders written.
    """
    from jupyter_client.kernelspec import KernelSpecManager

    manager, folders = KernelSpecManager(), []
    for name in NAMES:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "kernel.json").write_text(json.dumps(kernelspec(name, imports), indent=1))
            where = None if user else prefix or sys.prefix
            folders.append(Path(manager.install_kernel_spec(folder, name, user=user, prefix=where)))
    return folders
