"""The record of a contest: one signed line an event, never changed, on the disk before anything is said of it.

Each line carries the signature of the one before: a line that was changed, left out or put in between is found. A line
that a crash cut short is no event: it is taken off when the record is next opened.
"""

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from labkit.contest.hospitals import derive
from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("contest")


@dataclass(frozen=True)
class Event:
    """One line.

    Attributes
    ----------
    kind : str
        ``opened``, ``entered``, ``begun``, ``answered``, ``scored``, ``shown``; of the jury ``card``, ``prepared``, ``marked``, ``locked``.
    at : str
        When it was written, UTC.
    body : dict
    """

    kind: str
    at: str
    body: dict[str, Any] = field(default_factory=dict)


class Record:
    """The events of a contest, read and verified.

    Parameters
    ----------
    file : Path
    secret : bytes
        The contest's; the signing key follows from it.
    write : bool
        Whether a line that was cut short is taken off: not while another process may be writing it.
    """

    def __init__(self, file: Path, secret: bytes, *, write: bool = True) -> None:
        self._file, self._key, self._writes = file, derive(secret, "record"), write
        self._last, self._one = "", threading.Lock()
        self.events: list[Event] = []
        whole = self._whole_lines()
        for number, line in enumerate(whole, start=1):
            self._take(number, line)

    def add(self, kind: str, **body: Any) -> Event:
        """Append an event; when it returns, the disk has it."""
        with self._one:  # a served contest takes entries while a round is played
            event = Event(kind, datetime.now(UTC).isoformat(timespec="seconds"), json.loads(json.dumps(body)))
            said = {
                "n": len(self.events) + 1,
                "kind": kind,
                "at": event.at,
                "body": event.body,
                "after": self._last,
            }
            signature = self._sign(said)
            line = json.dumps({**said, "signature": signature}, ensure_ascii=False, sort_keys=True) + "\n"
            new = not self._file.exists()
            with self._file.open("ab") as file:
                before = file.tell()
                try:
                    file.write(line.encode())
                    file.flush()
                    os.fsync(file.fileno())
                except (
                    OSError
                ):  # a full disk took half of the line: the next event may not be written behind it
                    with contextlib.suppress(OSError):
                        file.close()
                    os.truncate(self._file, before)
                    raise
            if new:
                _sync_folder(self._file.parent)
            self._last = signature
            self.events.append(event)
            return event

    def of(self, kind: str) -> Iterator[Event]:
        """The events of a kind, oldest first."""
        return (event for event in self.events if event.kind == kind)

    def _whole_lines(self) -> list[bytes]:
        try:
            data = self._file.read_bytes()
        except FileNotFoundError:
            return []
        whole, end, rest = data.rpartition(b"\n")
        if rest and self._writes:
            with self._file.open("r+b") as file:
                file.truncate(len(whole) + len(end))
                os.fsync(file.fileno())
        return whole.split(b"\n") if end else []

    def _take(self, number: int, line: bytes) -> None:
        try:
            said = json.loads(line)
            signature = str(said.pop("signature"))
            right = (
                hmac.compare_digest(signature, self._sign(said))
                and said["n"] == number
                and said["after"] == self._last
            )
        except (ValueError, KeyError, AttributeError, TypeError):
            right = False
        if not right:
            raise CourseError(
                _(
                    "{file}, line {number}: the signature is not this contest's. The line was changed or taken from "
                    "elsewhere; put the file back from a copy."
                ).format(file=self._file, number=number)
            )
        self._last = signature
        self.events.append(Event(said["kind"], said["at"], said["body"]))

    def _sign(self, said: dict[str, Any]) -> str:
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def write_whole(file: Path, data: bytes, *, private: bool = False) -> str:
    """Write a file that is there whole or not at all, also after a power cut; returns its SHA-256.

    Others may read it as they may read any new file (a page is copied to where people read it), unless it is private.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    name = file.parent / f".part-{secrets.token_hex(8)}"
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        os.replace(name, file)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(file.parent)
    return hashlib.sha256(data).hexdigest()


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
