"""The search's index: a script that sets one list, since a page that was opened from a folder may not fetch a file.

Pagefind, the usual choice, reads its index with `fetch` and WebAssembly, which browsers refuse to a ``file://`` address. This
course has some hundreds of pages and terms: one list of them is smaller than that program.
"""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Found:
    """Something that the search finds: its title, its place under the language's folder, further words."""

    title: str
    place: str
    words: str = ""


def write_index(found: list[Found], file: Path) -> None:
    """Write the list where the search page reads it."""
    rows = [[one.title, one.place, " ".join(one.words.split())] for one in found]
    file.write_text(f"window.labkitIndex = {json.dumps(rows, ensure_ascii=False)};\n", encoding="utf-8")
