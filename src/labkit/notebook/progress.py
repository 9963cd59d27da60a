"""What a learner did, kept beside their labs in one file of JSON lines, and the pages made of it."""

import contextlib
import html
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from labkit.language import brief, catalogue, labelled, speaking
from labkit.tasks.practice import Pack

FOLDER = ".labkit"
FILE = "progress.jsonl"
LEARNER = "learner"


def learner_folder(lab_folder: Path) -> Path:
    """Folder of the learner's own records: the nearest ``.labkit`` above the lab, else one beside the lab's folder."""
    for parent in list(lab_folder.resolve().parents)[:3]:
        if (parent / FOLDER).is_dir():
            return parent / FOLDER
    return lab_folder.resolve().parent / FOLDER


class Progress:
    """Events of one lab and pathway; all labs share the file, so that predictions can be compared across labs.

    Without ``kept`` they live as long as the notebook's kernel.
    """

    def __init__(self, lab_folder: Path, lab: str, pathway: str, kept: bool = True):
        self._file = learner_folder(lab_folder) / FILE
        self._kept = kept
        self._lab, self._pathway = lab, pathway
        self._unsaved: list[dict[str, Any]] = []

    def add(self, kind: str, item: str, **details: Any) -> None:
        """Note an event; where the disk cannot be written it is kept for this session only."""
        event = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "lab": self._lab,
            "pathway": self._pathway,
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

    def learner(self) -> str:
        """What is this learner's own, for an order of choices: drawn once; empty where nothing is kept."""
        if not self._kept:
            return ""
        file = self._file.parent / LEARNER
        try:
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(secrets.token_hex(8), encoding="utf-8")
            return file.read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def everywhere(self, kind: str | None = None) -> list[dict[str, Any]]:
        """Events (of a kind) in every lab, oldest first; lines that cannot be read are passed over."""
        events = []
        with contextlib.suppress(OSError):
            lines = (
                self._file.read_text(encoding="utf-8", errors="replace").splitlines() if self._kept else []
            )
            for line in lines:
                with contextlib.suppress(ValueError):
                    events.append(json.loads(line))
        return [e for e in events + self._unsaved if isinstance(e, dict) and kind in (None, e.get("kind"))]

    def here(self, kind: str, item: str | None = None) -> list[dict[str, Any]]:
        """Events of a kind in this lab and pathway."""
        return [
            event
            for event in self.everywhere(kind)
            if event.get("lab") == self._lab
            and event.get("pathway", event.get("path")) == self._pathway  # "path" in earlier events
            and item in (None, event.get("item"))
        ]

    def count(self, kind: str, item: str) -> int:
        """How often it happened here."""
        return len(self.here(kind, item))

    def first(self, kind: str, item: str) -> dict[str, Any] | None:
        """The first time it happened here."""
        return next(iter(self.here(kind, item)), None)


def progress_panel(
    pack: Pack, progress: Progress, language: str, titles: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """HTML and plain text: a bar and a table of the tasks with their latest outcome.

    Parameters
    ----------
    pack : Pack
    progress : Progress
    language : {"en", "fr"}
    titles : mapping of str to str, optional
        What the notebook calls a task; without one it goes by the name of its answer alone.
    """
    from labkit.language import Text
    from labkit.tasks.outcome import Outcome

    _ = catalogue("lab", language)
    latest = {event["item"]: event for event in progress.here("check")}
    rows, lines, right = [], [], 0
    for number, (name, bundle) in enumerate(pack.bundles.items(), 1):
        status = latest.get(name, {}).get("status", "not_started")
        right += status == "right"
        title = Outcome(name, status, 0, bundle.points, Text("-", "-")).title(language)
        tries = sum(event.get("status") != "not_started" for event in progress.here("check", name))
        hints = progress.count("hint", name)
        # Numbered and titled as the notebook's headings are; the answer's name is what `lab.check` and `lab.hint` take.
        called = f"{titles[name]} ({name})" if titles and name in titles else name
        cells = [
            f"{number} · {called}",
            title,
            brief(bundle.points, language),
            tries,
            hints,
        ]
        rows.append("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in cells) + "</tr>")
        lines.append(labelled(f"{number} · {called}", title, language))
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
    """HTML and plain text: the learner's own calibration curve over all labs, its table, and their Brier score."""
    from labkit.notebook.own_calibration import OwnCalibrationDisplay

    events = progress.everywhere("predict")
    with speaking(language):
        try:
            shown = OwnCalibrationDisplay.from_events(events)
        except ValueError as none:
            return f"<p>{html.escape(str(none))}</p>", str(none)
        markup = f'<div lang="{language}"><p>{html.escape(shown.sentence)}</p>{shown.figure_html()}</div>'
        return markup, shown.alt_text
