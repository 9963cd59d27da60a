"""One command of `labkit contest jury` or `challenge`: each takes the contest's folder and speaks the reader's language."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from labkit.cli.arguments import add_command, ask_language
from labkit.language import catalogue

_ = catalogue("contest")


def add_part(
    parts: Any, name: str, text: str, run: Callable[[argparse.Namespace], int | None]
) -> argparse.ArgumentParser:
    """Add it, with its first argument and ``--language``."""
    part = add_command(parts, name, text, run)
    part.add_argument("folder", type=Path, metavar=_("FOLDER"))
    ask_language(part)
    return part
