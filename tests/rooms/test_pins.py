"""The pins can be installed on every Python that the project says it takes."""

import re
import sysconfig
from importlib.metadata import distributions
from pathlib import Path

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"
OLDEST = "3.11.0"


def installed():
    """What this environment holds, without what setuptools brings along for itself and puts on the path once it is imported."""
    return list(distributions(path=sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})))


def pinned():
    return {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", CONSTRAINTS.read_text(encoding="utf-8"), re.M)
    }


def test_no_pin_refuses_the_oldest_python():
    """Debian 12 ships Python 3.11.2: a pin that wants 3.11.5 leaves its users with a conflict nobody can read."""
    here = [d for d in installed() if canonicalize_name(d.name) in pinned()]
    assert len(here) > 0.8 * len(pinned())
    refused = [
        f"{d.name} {d.version}: Python {wanted}"
        for d in here
        if (wanted := d.metadata.get("Requires-Python")) and not SpecifierSet(wanted).contains(OLDEST)
    ]
    assert not refused


def test_what_is_installed_is_what_is_pinned():
    pins = pinned()
    other = {
        d.name: (d.version, pins[key])
        for d in installed()
        if (key := canonicalize_name(d.name)) in pins and d.version.split("+")[0] != pins[key].split("+")[0]
    }
    assert not other, "constraints.txt names another version: make install"
