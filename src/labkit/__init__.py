"""labkit: hands-on AI for health. Heavy rooms load when they are first used, so `import labkit` is cheap."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_ROOMS = ("audit", "data", "evaluate", "lexicon", "oversight", "text", "tasks")
_NAMES = {"Lab": "labkit.notebook"}

__all__ = ["Lab", "__version__", *_ROOMS]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"labkit.{name}")
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'labkit' has no attribute {name!r}")
