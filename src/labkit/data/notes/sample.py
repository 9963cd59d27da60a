"""The committed sample of notes: loaded after its checksum is verified, made again from its recipe."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from labkit.data import _files
from labkit.data.notes.generate import Notes, generate_notes

IMPORTED_LATE = ("pyarrow.parquet", "pyarrow.dataset")

NAME = "notes"
RECIPE: dict[str, Any] = {"n": 2000, "random_state": 20250, "canaries": 10}
_GOLD = ("spans", "codes")


def load_notes(directory: Path | None = None) -> Notes:
    """2,000 clinical notes in French and English with their gold (see ``data/notes.md``, the datasheet).

    Synthetic: no person behind any of them. What was planted is in ``notes.truth`` when the file is there;
    a learner's sandbox does not have it, and ``truth`` is then empty.

    Parameters
    ----------
    directory : Path, optional
        Folder of the files and their ``CHECKSUMS``; the top-level ``data/`` by default.

    Returns
    -------
    Notes

    Raises
    ------
    DamagedFile
        When a committed file is missing or is not the one that was committed.
    """
    path = _files.verified(f"{NAME}.jsonl", directory)
    frame = pd.DataFrame(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    spans, codes = (pd.read_parquet(_files.verified(f"{NAME}.{gold}.parquet", directory)) for gold in _GOLD)
    whole = dict(zip(frame["note_id"], frame["text"], strict=True))
    places = zip(spans["note_id"], spans["start"], spans["end"], strict=True)
    spans["text"] = [whole[note][start:end] for note, start, end in places]
    truth_path = path.with_name(f"{NAME}.truth.json")
    truth = json.loads(truth_path.read_text(encoding="utf-8")) if truth_path.is_file() else {}
    return Notes(frame, spans, codes, truth)


def write(directory: Path | None = None) -> None:
    """Write the sample, its gold and its truth from the recipe, and their checksums (authors' tool)."""
    directory = directory or _files.folder()
    notes = generate_notes(**RECIPE)
    lines = (
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in notes.frame.to_dict("records")
    )
    (directory / f"{NAME}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    notes.spans.drop(columns="text").to_parquet(
        directory / f"{NAME}.spans.parquet", compression="zstd", index=False
    )
    notes.codes.to_parquet(directory / f"{NAME}.codes.parquet", compression="zstd", index=False)
    truth = json.dumps(notes.truth, ensure_ascii=False, indent=1) + "\n"
    (directory / f"{NAME}.truth.json").write_text(truth, encoding="utf-8")
    for name in ("jsonl", "spans.parquet", "codes.parquet", "truth.json"):
        _files.write_checksum(f"{NAME}.{name}", directory)
