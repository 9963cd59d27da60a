"""Where a learner stopped: the last check that their notebooks noted in the folder's own record."""

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

# What `labkit.notebook.progress` writes.
RECORD = Path(".labkit") / "progress.jsonl"


@dataclass(frozen=True)
class Stopped:
    """The last check: of which lab and pathway, which task, when (in the learner's own zone)."""

    lab: str
    pathway: str
    task: str
    when: datetime


def where_stopped(folder: Path) -> Stopped | None:
    """None where nothing was checked yet; lines that cannot be read are passed over."""
    lines: list[str] = []
    with contextlib.suppress(OSError):
        lines = (folder / RECORD).read_text(encoding="utf-8", errors="replace").splitlines()
    for line in reversed(lines):
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            event = json.loads(line)
            if event["kind"] == "check":
                pathway = event.get("pathway", event.get("path"))  # "path" in earlier events
                when = datetime.fromisoformat(event["at"]).astimezone()
                return Stopped(str(event["lab"]), str(pathway), str(event["item"]), when)
    return None
