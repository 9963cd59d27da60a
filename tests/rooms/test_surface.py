"""What the rooms offer: what the stub says is there, and asking for a room loads nothing heavy."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOMS = ("labkit", *(f"labkit.{room}" for room in ("audit", "data", "evaluate", "oversight", "text")))
HEAVY = ("numpy", "pandas", "sklearn", "scipy", "matplotlib", "torch", "transformers", "edsnlp")


@pytest.mark.parametrize("room", ROOMS)
def test_all_that_the_stub_names_is_there_and_nothing_else_is_offered(room):
    module = import_module(room)
    stub = ast.parse(Path(module.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    named = {alias.name for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert named and set(module.__all__) == named
    for name in named:
        assert getattr(module, name) is not None


def test_importing_the_rooms_loads_nothing_heavy():
    code = f"import sys, {', '.join(ROOMS)}; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
