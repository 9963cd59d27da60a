"""TOML that is read over and over, parsed once: what labs say of themselves is asked for at every turn."""

import copy
import tomllib
from functools import lru_cache
from typing import Any


def parsed(text: str) -> dict[str, Any]:
    """What a text in TOML says, the caller's own to change; raises as `tomllib.loads` does."""
    return copy.deepcopy(_parsed(text))


@lru_cache(maxsize=256)
def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)
