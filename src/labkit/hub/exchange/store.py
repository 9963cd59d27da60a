"""What the exchange keeps: plain files, and an index that can be made again from them.

ROOT/key.pem                                                 signs receipts
ROOT/courses/COURSE/deadlines.json
ROOT/courses/COURSE/live                                     there where who is at work is shown to instructors
ROOT/courses/COURSE/released/LAB.zip                         LAB.withdrawn once it is no longer released
ROOT/courses/COURSE/learners/NAME/ID.zip, ID.json            a submission; it counts from the moment that ID.json is there
ROOT/courses/COURSE/learners/NAME/ID.PAGE.html               its feedback, PAGE as nbgrader names it
"""

import contextlib
import hashlib
import json
import os
import shutil
import threading
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from labkit.grading.gradebook.records import write_atomically
from labkit.hub.exchange import bundle
from labkit.hub.exchange.deadlines import STAMP, Deadlines, moment
from labkit.hub.exchange.index import Index, Submission
from labkit.hub.exchange.names import Refused
from labkit.hub.exchange.signature import Signature
from labkit.language import catalogue

_ = catalogue("hub")


class Store:
    """One folder, one process: names that come in are checked by `names` before they get here.

    Parameters
    ----------
    root : Path
    database : str, optional
        The index's URL; a SQLite file in `root` by default.
    zone : ZoneInfo, optional
        Of deadlines; UTC by default.
    most : int
        Submissions that a learner may keep here for one lab.
    """

    def __init__(self, root: Path, database: str = "", zone: ZoneInfo | None = None, most: int = 200) -> None:
        self.root, self.zone, self._most = root, zone or ZoneInfo("UTC"), most
        (root / "courses").mkdir(parents=True, exist_ok=True)
        root.chmod(0o700)
        self.signature = Signature(root / "key.pem")
        self.index = Index(database or f"sqlite:///{root / 'index.db'}")
        self._lock = threading.RLock()
        self.recover()

    def recover(self) -> None:
        """Finish what a killed process had begun, and make the index agree with the files."""
        courses = self.root / "courses"
        for left in courses.glob("*/.erased-*"):
            shutil.rmtree(left)
        for left in (
            *courses.glob("*/*/.*.part"),
            *courses.glob("*/*/*/.*.part"),
            *courses.glob("*/.*.part"),
        ):
            left.unlink()
        files = {
            (file.parts[-4], file.parts[-2], file.stem): file for file in courses.glob("*/learners/*/*.json")
        }
        indexed = self.index.keys()
        for course, learner, id in indexed - files.keys():
            self.index.remove(course, learner, id)
        self.index.add(self._with_pages(_read(files[key])) for key in sorted(files.keys() - indexed))

    # ---- labs ----

    def release(self, course: str, lab: str, files: Mapping[str, bytes]) -> None:
        """Put a lab's files in the place of those that were there."""
        self._write(self._released(course) / f"{lab}.zip", bundle.pack(files))

    def unrelease(self, course: str, lab: str) -> None:
        """Show a lab no longer; what was handed in stays."""
        try:
            os.replace(self._released(course) / f"{lab}.zip", self._released(course) / f"{lab}.withdrawn")
        except FileNotFoundError:
            raise _no_lab(lab) from None

    def released(self, course: str) -> dict[str, list[str]]:
        """Lab to its notebooks."""
        return {
            file.stem: bundle.notebooks(bundle.listed(file))
            for file in sorted(self._released(course).glob("*.zip"))
        }

    def lab(self, course: str, lab: str) -> bytes:
        try:
            return (self._released(course) / f"{lab}.zip").read_bytes()
        except FileNotFoundError:
            raise _no_lab(lab) from None

    # ---- submissions ----

    def submit(self, course: str, learner: str, lab: str, id: str, data: bytes) -> dict[str, str]:
        """Keep a submission and say so: a receipt, the stamp, the secret. The same one sent again gets the same answer."""
        files = bundle.unpack(data)
        digest = _digest(files)
        with self._lock:
            folder = self._learner(course, learner)
            if (file := folder / f"{id}.json").exists():
                kept = _read(file)
                if (kept.lab, kept.sha256) != (lab, digest):
                    raise Refused(409, _("Another submission has this id."))
                self.index.add([self._with_pages(kept)])
                return self.receipt(kept)
            if not any((self._released(course) / f"{lab}{end}").exists() for end in (".zip", ".withdrawn")):
                raise _no_lab(lab)
            if len(self.index.find(course, learner, lab)) >= self._most:
                raise Refused(
                    429, _("You have handed this lab in too often; ask your instructor to make room.")
                )
            now = datetime.now(UTC)
            due = self.deadlines(course).due(lab, learner)
            made = Submission(
                course,
                learner,
                lab,
                id,
                now.strftime(STAMP),
                digest,
                due.isoformat() if due else None,
                bundle.notebooks(files),
            )
            ours = {"timestamp.txt": made.stamp.encode(), "submission_secret.txt": self.secret(made).encode()}
            self._write(folder / f"{id}.zip", bundle.pack(_without_ours(files) | ours))
            self._write(file, json.dumps(asdict(made)).encode())
            self.index.add([self._with_pages(made)])
            return self.receipt(made)

    def submission(self, course: str, learner: str, id: str) -> bytes:
        """The files, with ``timestamp.txt`` and ``submission_secret.txt`` as nbgrader writes them."""
        try:
            return (self._learner(course, learner) / f"{id}.zip").read_bytes()
        except FileNotFoundError:
            raise Refused(404, _("There is no such submission.")) from None

    def secret(self, submission: Submission) -> str:
        """What the names of its feedback pages are made from; its learner and the instructors know it."""
        return self.signature.secret(submission.course, submission.learner, submission.id)

    # ---- feedback ----

    def put_feedback(self, course: str, files: Mapping[str, bytes]) -> int:
        """Keep feedback pages under the names that nbgrader gives them; returns how many."""
        whose = {
            f"{row['page']}.html": row for row in self.index.pages(course, pages=[f[:-5] for f in files])
        }
        if strange := sorted(files.keys() - whose.keys()):
            raise Refused(
                404,
                _("{page} is the feedback of no submission here.").format(page=strange[0]),
            )
        for file, content in files.items():
            self._write(self._page(whose[file]), content)
        return len(files)

    def feedback(self, course: str, learner: str) -> dict[str, tuple[str, Path]]:
        """Page to submission and file, of those that are there."""
        rows = self.index.pages(course, learner)
        return {row["page"]: (row["id"], file) for row in rows if (file := self._page(row)).exists()}

    def page(self, course: str, page: str) -> tuple[str, bytes]:
        """A page's learner and its content."""
        for row in self.index.pages(course, pages=[page]):
            if (file := self._page(row)).exists():
                return row["learner"], file.read_bytes()
        raise Refused(404, _("There is no such feedback."))

    # ---- deadlines ----

    def deadlines(self, course: str) -> Deadlines:
        return Deadlines.read(self._deadlines(course), self.zone)

    def set_deadline(self, course: str, lab: str, when: str, learner: str = "") -> datetime | None:
        with self._lock:
            deadlines = self.deadlines(course)
            deadlines.set(lab, when, learner)
            deadlines.write(self._deadlines(course))
            return deadlines.due(lab, learner)

    # ---- who is at work ----

    def live(self, course: str) -> Path:
        """A file that is there once an instructor has switched on that they see who is at work (`labkit.hub.exchange.live`)."""
        return self.root / "courses" / course / "live"

    def gives(self, course: str, lab: str) -> bool:
        """Whether the lab is released there."""
        return (self._released(course) / f"{lab}.zip").exists()

    # ---- one learner ----

    def export(self, course: str, learner: str) -> dict[str, bytes]:
        """All that is kept of a learner in a course."""
        found = {
            f"{course}/{file.name}": file.read_bytes()
            for file in sorted(self._learner(course, learner).glob("*"))
            if not file.name.startswith(".")
        }
        extensions = self.deadlines(course).of(learner)
        return found | ({f"{course}/extensions.json": json.dumps(extensions).encode()} if extensions else {})

    def erase(self, course: str, learner: str) -> int:
        """Forget a learner in a course; returns how many submissions there were."""
        with self._lock:
            folder = self._learner(course, learner)
            count = len(list(folder.glob("*.json")))
            if folder.exists():
                gone = folder.parents[1] / f".erased-{uuid.uuid4().hex}"
                os.replace(folder, gone)
                _sync(folder.parent)
                shutil.rmtree(gone)
            self.index.remove(course, learner)
            deadlines = self.deadlines(course)
            if deadlines.of(learner):
                deadlines.forget(learner)
                deadlines.write(self._deadlines(course))
            return count

    # ---- places ----

    def _released(self, course: str) -> Path:
        return self.root / "courses" / course / "released"

    def _deadlines(self, course: str) -> Path:
        return self.root / "courses" / course / "deadlines.json"

    def _learner(self, course: str, learner: str) -> Path:
        return self.root / "courses" / course / "learners" / learner

    def _page(self, row: Mapping[str, str]) -> Path:
        return self._learner(row["course"], row["learner"]) / f"{row['id']}.{row['page']}.html"

    def _write(self, file: Path, data: bytes) -> None:
        write_atomically(file, data, durable=True)
        _sync(file.parent)

    def _with_pages(self, submission: Submission) -> tuple[Submission, dict[str, str]]:
        return submission, submission.pages(self.secret(submission))

    def receipt(self, kept: Submission) -> dict[str, str]:
        """What the exchange says of a submission, and signs; the same one gives the same receipt."""
        late = kept.due is not None and moment(kept.stamp) > datetime.fromisoformat(kept.due)
        receipt = self.signature.sign(asdict(kept) | {"late": late})
        return {
            "receipt": receipt,
            "stamp": kept.stamp,
            "local": moment(kept.stamp).astimezone(self.zone).isoformat(" ", "seconds"),
            "due": kept.due or "",
            "late": "1" if late else "",
            "sha256": kept.sha256,
        }


def _read(file: Path) -> Submission:
    return Submission(**json.loads(file.read_text("utf-8")))


def _without_ours(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without what the service writes itself, however the learner spells it: a file system may not tell ``TIMESTAMP.txt`` apart."""
    return {path: content for path, content in files.items() if path.lower() not in _OURS}


_OURS = ("timestamp.txt", "submission_secret.txt")


def _digest(files: Mapping[str, bytes]) -> str:
    """Of the learner's own files, however they were packed."""
    mark = hashlib.sha256()
    for path, content in sorted(_without_ours(files).items()):
        mark.update(f"{len(path.encode())}:{path}{len(content)}:".encode() + content)
    return mark.hexdigest()


def _sync(folder: Path) -> None:
    """Have the folder's names on the disk too."""
    with contextlib.suppress(PermissionError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _no_lab(lab: str) -> Refused:
    return Refused(404, _("There is no lab {lab} in this course.").format(lab=lab))
