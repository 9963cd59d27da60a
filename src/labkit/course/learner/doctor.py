"""`labkit doctor`: what this computer lacks for the labs, for grading and for the tests, and the command that mends it."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from labkit.content import Content
from labkit.errors import CourseError
from labkit.language import catalogue, current, number

_ = catalogue("course")

DISK_GIB, MEMORY_GIB = 1.0, 4.0


@dataclass(frozen=True)
class Check:
    """One thing looked at.

    Parameters
    ----------
    name : str
        What, in the reader's language.
    good : bool
    found : str
        What there is.
    remedy : str
        What to do when it is not good.
    needed : bool
        Whether learners need it; if not, only grading, authors or some labs do.
    """

    name: str
    good: bool
    found: str
    remedy: str = ""
    needed: bool = True


def examine(folder: Path | None = None) -> list[Check]:
    """Look at everything; `folder` is where labs will be kept (here, by default)."""
    folder = folder or Path.cwd()
    return [
        _python(),
        _disk(folder),
        _memory(),
        *_packages(),
        _labs(),
        _french(),
        _sandbox(),
        _browser(),
    ]


def report(checks: list[Check]) -> str:
    """The checks as text: what is good, what is missing and how to get it."""
    lines = []
    colon = "\u00a0: " if current() == "fr" else ": "
    for check in checks:
        mark = "✓" if check.good else ("✗" if check.needed else "–")
        lines.append(f"{mark} {check.name}{colon}{check.found}")
        if not check.good and check.remedy:
            lines.append(f"    {check.remedy}")
    missing = [c for c in checks if c.needed and not c.good]
    lines.append("")
    if missing:
        lines.append(
            _("Labs will not work well until this is corrected: {what}.").format(
                what=", ".join(c.name for c in missing)
            )
        )
    else:
        lines.append(_("Everything a learner needs is here."))
    return "\n".join(lines)


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check("Python", sys.version_info >= (3, 11), version, _("install Python 3.11 or later"))


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free / 2**30
    return Check(
        _("free disk"),
        free >= DISK_GIB,
        _("{n} GiB").format(n=number(free, 1)),
        _("free {n:.0f} GiB where the labs are kept").format(n=DISK_GIB),
    )


def _memory() -> Check:
    total = _total_memory()
    return Check(
        _("memory"),
        total >= MEMORY_GIB * 0.9,
        _("{n} GiB").format(n=number(total, 1)),
        _("a lab needs up to 2 GiB beside JupyterLab and a browser: close other programs, or use a hub"),
    )


def _total_memory() -> float:
    """Installed memory in GiB, or the container's limit where that is lower."""
    import psutil

    total = psutil.virtual_memory().total / 2**30
    limit = Path("/sys/fs/cgroup/memory.max")
    if limit.exists():
        text = limit.read_text(encoding="ascii").strip()
        if text.isdigit():
            total = min(total, int(text) / 2**30)
    return total


def _packages() -> Iterator[Check]:
    """What the installed labkit asks for, one check for the base and one an extra."""
    from packaging.requirements import Requirement

    purposes = {
        "grading": _("grading"),
        "audit": _("labs on bias and evaluation"),
        "clinical": _("labs on clinical language"),
        "transformers": _("labs on language models"),
    }
    try:
        asked = [Requirement(text) for text in metadata.requires("labkit") or ()]
    except metadata.PackageNotFoundError:
        yield Check(_("packages"), False, _("labkit is not installed"), "python -m pip install labkit")
        return
    for extra in ("", *purposes):
        lacking = []
        for requirement in asked:
            if not _asked_by(requirement.marker, extra):
                continue
            try:
                version = metadata.version(requirement.name)
            except metadata.PackageNotFoundError:
                lacking.append(requirement.name)
                continue
            if not requirement.specifier.contains(version, prereleases=True):
                lacking.append(f"{requirement.name} {requirement.specifier}")
        name = _("packages for {purpose}").format(purpose=purposes[extra]) if extra else _("packages")
        what = f"labkit[{extra}]" if extra else "labkit"
        yield Check(
            name,
            not lacking,
            _("missing: {what}").format(what=", ".join(lacking)) if lacking else _("all there"),
            f'make install   |   {sys.executable} -m pip install "{what}"',
            needed=extra == "",
        )


def _asked_by(marker: Any, extra: str) -> bool:
    """Whether a requirement's marker belongs to that extra (``""``: to the base), on this computer."""
    in_base = marker is None or marker.evaluate({"extra": ""})
    return in_base if not extra else not in_base and marker.evaluate({"extra": extra})


def _labs() -> Check:
    from labkit.course.source.outline import outline

    try:
        found = outline(Content.find())
    except CourseError as fault:
        return Check(_("labs"), False, str(fault), _("install labkit again"))
    return Check(
        _("labs"), bool(found), ", ".join(lab.id for lab in found) or _("none"), _("install labkit again")
    )


def _french() -> Check:
    try:
        found = metadata.version("jupyterlab-language-pack-fr-FR")
    except metadata.PackageNotFoundError:
        return Check(
            _("JupyterLab in French"),
            False,
            _("not there: its menus stay in English"),
            "python -m pip install jupyterlab-language-pack-fr-FR",
            needed=False,
        )
    return Check(_("JupyterLab in French"), True, found)


def _sandbox() -> Check:
    """Grading runs learners' code in a sandbox: the one that it would take is looked for, and tried, as it does it."""
    from labkit.kernels.sandbox.sandbox import SandboxUnavailable, find_sandbox

    name = _("grading's sandbox")
    try:
        return Check(name, True, find_sandbox().name)
    except SandboxUnavailable as fault:
        return Check(name, False, str(fault), _("see docs/sandbox.md"), needed=False)


def _browser() -> Check:
    name = _("Chromium (for the tests only)")
    found = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    if found:
        return Check(name, True, found)
    return Check(
        name, False, _("missing"), "make system-packages   |   sudo apt-get install chromium", needed=False
    )
