"""What a learner did, kept beside their labs in one file of JSON lines, and the pages made of it."""

import contextlib
import html
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from labkit.language import catalogue
from labkit.tasks.practice import Pack

FOLDER = ".labkit"
FILE = "progress.jsonl"


def learner_folder(lab_folder: Path) -> Path:
    """Folder of the learner's own records: the nearest ``.labkit`` above the lab, else one beside the lab's folder."""
    for parent in list(lab_folder.resolve().parents)[:3]:
        if (parent / FOLDER).is_dir():
            return parent / FOLDER
    return lab_folder.resolve().parent / FOLDER


class Progress:
    """Events of one lab and path; all labs share the file, so that predictions can be compared across labs.

    Without ``kept`` they live as long as the notebook's kernel.
    """

    def __init__(self, lab_folder: Path, lab: str, path: str, kept: bool = True):
        self._file = learner_folder(lab_folder) / FILE
        self._kept = kept
        self._lab, self._path = lab, path
        self._unsaved: list[dict[str, Any]] = []

    def add(self, kind: str, item: str, **details: Any) -> None:
        """Note an event; where the disk cannot be written it is kept for this session only."""
        event = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "lab": self._lab,
            "path": self._path,
            "kind": kind,
            "item": item,
            **details,
        }
        if not self._kept:
            self._unsaved.append(event)
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(event, ensure_ascii=False) + "\n")
        except OSError:
            self._unsaved.append(event)

    def everywhere(self, kind: str) -> list[dict[str, Any]]:
        """Events of a kind in every lab, oldest first; lines that cannot be read are passed over."""
        events = []
        with contextlib.suppress(OSError):
            lines = (
                self._file.read_text(encoding="utf-8", errors="replace").splitlines() if self._kept else []
            )
            for line in lines:
                with contextlib.suppress(ValueError):
                    events.append(json.loads(line))
        return [e for e in events + self._unsaved if isinstance(e, dict) and e.get("kind") == kind]

    def here(self, kind: str, item: str | None = None) -> list[dict[str, Any]]:
        """Events of a kind in this lab and path."""
        return [
            event
            for event in self.everywhere(kind)
            if event.get("lab") == self._lab
            and event.get("path") == self._path
            and item in (None, event.get("item"))
        ]

    def count(self, kind: str, item: str) -> int:
        """How often it happened here."""
        return len(self.here(kind, item))

    def first(self, kind: str, item: str) -> dict[str, Any] | None:
        """The first time it happened here."""
        return next(iter(self.here(kind, item)), None)


def progress_panel(pack: Pack, progress: Progress, language: str) -> tuple[str, str]:
    """HTML and plain text: a bar and a table of the tasks with their latest outcome."""
    from labkit.tasks.outcome import Outcome
    from labkit.tasks.text import Text

    _ = catalogue("lab", language)
    latest = {event["item"]: event for event in progress.here("check")}
    rows, lines, right = [], [], 0
    for name, bundle in pack.bundles.items():
        status = latest.get(name, {}).get("status", "not_started")
        right += status == "right"
        title = Outcome(name, status, 0, bundle.points, Text("-", "-")).title(language)
        tries = progress.count("check", name)
        hints = progress.count("hint", name)
        cells = [
            name,
            title,
            f"{bundle.points:g}".replace(".", "," if language == "fr" else "."),
            tries,
            hints,
        ]
        rows.append("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in cells) + "</tr>")
        lines.append(f"{name}: {title}")
    total = len(pack.bundles)
    caption = _("Tasks right: {right} of {total}").format(right=right, total=total)
    heads = [_("Task"), _("Outcome"), _("Points"), _("Tries"), _("Hints")]
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    markup = (
        f'<div lang="{language}"><label>{html.escape(caption)} '
        f'<progress max="{total}" value="{right}" aria-label="{html.escape(caption)}"></progress></label>'
        f"<table><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
    return markup, "\n".join([caption, *lines])


def calibration_panel(progress: Progress, language: str) -> tuple[str, str]:
    """HTML and plain text: how sure the learner was, how often right, and the Brier score (Brier 1950).

    The first prediction of each question counts. Brier score: mean of (confidence - right)^2, 0 is best.
    """
    _ = catalogue("lab", language)
    firsts: dict[tuple[str, str], dict[str, Any]] = {}
    for event in progress.everywhere("predict"):
        firsts.setdefault((event["lab"], event["item"]), event)
    if not firsts:
        text = _("No prediction yet.")
        return f"<p>{html.escape(text)}</p>", text
    made = [(event["confidence"] / 100, bool(event["right"])) for event in firsts.values()]
    brier = sum((sure - right) ** 2 for sure, right in made) / len(made)
    rows = []
    for low, high in ((0.0, 0.6), (0.6, 0.75), (0.75, 0.9), (0.9, 1.01)):
        inside = [(sure, right) for sure, right in made if low <= sure < high]
        if inside:
            sure = sum(s for s, _right in inside) / len(inside)
            hit = sum(right for _sure, right in inside) / len(inside)
            rows.append((f"{sure:.0%}", f"{hit:.0%}", str(len(inside))))
    if language == "fr":
        rows = [tuple(cell.replace("%", " %") for cell in row) for row in rows]  # type: ignore[misc]
    heads = [_("How sure you were"), _("How often you were right"), _("Predictions")]
    number = f"{brier:.2f}".replace(".", "," if language == "fr" else ".")
    caption = _("Brier score of your predictions: {brier} (0 is best, 0.25 is a coin)").format(brier=number)
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    markup = (
        f'<div lang="{language}"><table><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    return markup, "\n".join([caption, *(" | ".join(row) for row in rows)])
