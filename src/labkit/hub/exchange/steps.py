"""nbgrader's exchange steps, one class each: nbgrader's own, with what the service must be told or asked in between."""

import contextlib
import glob
import os
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError, default
from traitlets import Bool

from labkit.course.learner.switch import switch
from labkit.errors import CourseError
from labkit.grading.feedback.mark import PageMark
from labkit.grading.gradebook.records import write_atomically
from labkit.hub.exchange import names
from labkit.hub.exchange.bundle import pack, read_folder
from labkit.hub.exchange.client import Unreachable
from labkit.hub.exchange.deadlines import Deadlines, moment, zone
from labkit.hub.exchange.listed import listed
from labkit.hub.exchange.mirror import Mirrored
from labkit.language import catalogue, parse

_ = catalogue("hub")

# Pages go in several requests, each far below the service's limit.
_BATCH = 8 * 2**20


class ExchangeList(Mirrored, default.ExchangeList):
    """Lists labs and submissions; removing a released lab takes it back (unrelease)."""

    def ask(self) -> dict[str, Any]:
        inbound = self.inbound and not self.cached
        return self.client.tree(self.coursedir.course_id, self._lab(), inbound)

    def lay_out(self, course: str) -> None:
        if not self.inbound:
            super().lay_out(course)

    def parse_assignments(self) -> list[dict[str, Any]]:
        if not self.inbound:
            found = super().parse_assignments()
            return [self._in_local_time(row) for row in found] if self.cached else found
        who = self.coursedir.student_id
        groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for course, said in self.tree.items():
            for learner, lab, stamp, id, notebooks, _secret, _due in said["submissions"]:
                if who in ("", "*", learner):
                    groups[course, learner, lab].append(_listed(course, learner, lab, stamp, id, notebooks))
        return [
            {
                "course_id": course,
                "student_id": learner,
                "assignment_id": lab,
                "status": "submitted",
                "submissions": groups[course, learner, lab],
            }
            for course, learner, lab in sorted(groups)
        ]

    def _in_local_time(self, row: dict[str, Any]) -> dict[str, Any]:
        """nbgrader's list shows the text of a time as it is: the hub's time, and the mark once feedback says one."""
        said = self.tree[row["course_id"]]
        ids = {
            stamp: id
            for _learner, lab, stamp, id, *_rest in said["submissions"]
            if lab == row["assignment_id"]
        }
        marks = {
            of: PageMark(*mark[0]) for of, _digest, *mark in said["feedback"].values() if mark and mark[0]
        }
        for submission in row["submissions"]:
            stamp = submission["timestamp"]
            submission["timestamp"] = listed(stamp, zone(self.client.zone), marks.get(ids[stamp]))
        return row

    def list_files(self) -> list[dict[str, Any]]:
        """As nbgrader's; all submissions are one record of the log, since 20,000 records take longer than all the rest."""
        if not self.inbound:
            return super().list_files()
        found = self.parse_assignments()
        lines = [self.format_inbound_assignment(one) for group in found for one in group["submissions"]]
        self.log.info("\n".join(["Submitted assignments:", *lines]))
        return found

    def remove_files(self) -> Any:
        if self.inbound or self.cached:
            raise ExchangeError(
                _("Submissions are not removed one by one: `labkit hub erase` forgets a learner.")
            )
        done = super().remove_files()
        for info in done:
            self.client.said("DELETE", "released", info["course_id"], info["assignment_id"])
        return done

    def _lab(self) -> str:
        lab = self.coursedir.assignment_id
        return lab if lab and "*" not in lab else ""


def _listed(course: str, learner: str, lab: str, stamp: str, id: str, notebooks: list[str]) -> dict[str, Any]:
    pages = [
        {
            "notebook_id": name,
            "path": "",
            "has_local_feedback": False,
            "has_exchange_feedback": False,
            "local_feedback_path": None,
            "feedback_updated": False,
        }
        for name in notebooks
    ]
    return {
        "course_id": course,
        "student_id": learner,
        "assignment_id": lab,
        "timestamp": stamp,
        "random_string": f"+{id}",
        "status": "submitted",
        "path": "",
        "notebooks": pages,
        "has_local_feedback": False,
        "has_exchange_feedback": False,
        "feedback_updated": False,
        "local_feedback_path": None,
    }


class ExchangeFetchAssignment(Mirrored, default.ExchangeFetchAssignment):
    """Fetches a lab, in the language of the person's server where that is said (``LABKIT_LANGUAGE``) and the lab has it."""

    def do_copy(self, src: str, dest: str) -> None:
        course, lab = self.coursedir.course_id, self.coursedir.assignment_id
        self.fill(Path(src), "released", course, lab)
        super().do_copy(src, dest)
        language = parse(os.environ.get("LABKIT_LANGUAGE"))
        if language and Path(dest, "variants").is_dir():
            with contextlib.suppress(CourseError):  # of a lab that is not labkit's, or was begun: as it is
                switch(language, Path(dest))
        if due := self.tree[course]["due"].get(lab):
            self.log.info(_("{lab} is due on {due}.").format(lab=lab, due=due))


class ExchangeSubmit(Mirrored, default.ExchangeSubmit):
    """Hands in; while there is no exchange, the submission is made all the same and waits in the learner's home."""

    def begin(self) -> None:
        try:
            super().begin()
        except Unreachable:
            self.client.hurry()
            course, lab = self.coursedir.course_id, self.coursedir.assignment_id
            folder = Path(self.assignment_dir, course if self.path_includes_course else "", lab)
            mine = sorted(file.stem for file in folder.glob("*.ipynb"))
            self.tree = {course: {"released": {lab: mine}, "submissions": [], "feedback": {}, "due": {}}}

    def hand_over(self) -> None:
        course, lab = self.coursedir.course_id, self.coursedir.assignment_id
        (made,) = self.place(course, "inbound").iterdir()
        waiting = self.client.keep(course, lab, pack(self._plain(read_folder(made))))
        try:
            said = self.client.send(waiting)
        except Unreachable:
            raise ExchangeError(
                _(
                    "The exchange does not answer. What you handed in is kept in {file} and goes out with your next list, "
                    "fetch or submit; it counts from then."
                ).format(file=waiting)
            ) from None
        except Exception:
            waiting.unlink(missing_ok=True)  # refused, and said so: the learner's own folder has it
            raise
        self.confirm(course, lab, said)

    def _plain(self, files: dict[str, bytes]) -> dict[str, bytes]:
        """Without files whose names the exchange does not take: one such file is no reason to lose a notebook."""
        kept = {}
        for path, content in files.items():
            try:
                kept[names.file(path)] = content
            except names.Refused as odd:
                self.log.warning(str(odd))
        return kept


class ExchangeCollect(Mirrored, default.ExchangeCollect):
    """Collects the newest submission of each learner, or with ``before_duedate`` the newest that was in time for that learner."""

    check_owner = Bool(False, help="Who handed in is what the hub says, not who owns a folder").tag(
        config=True
    )

    def ask(self) -> dict[str, Any]:
        return self.client.tree(self.coursedir.course_id, self.coursedir.assignment_id, True)

    def lay_out(self, course: str) -> None:
        for part in ("outbound", "inbound"):
            self.place(course, part).mkdir(parents=True)
        for learner, lab, stamp, id, _names, _secret, _due in self.tree[course]["submissions"]:
            self.place(course, "inbound", f"{learner}+{lab}+{stamp}+{id}").mkdir()

    def init_src(self) -> None:
        super().init_src()
        if self.before_duedate:
            self.src_records = self._in_time()

    def _in_time(self) -> list[dict[str, Any]]:
        """What `init_src` chose, or the newest in time: deadlines are the exchange's, with each learner's extension."""
        course, lab = self.coursedir.course_id, self.coursedir.assignment_id
        said = self.client.said("GET", "deadlines", course)
        deadlines = Deadlines(said["labs"], zone(said["zone"]))
        chosen = {record["username"]: record for record in self.src_records}
        for learner, _lab, stamp, id, *_rest in self.tree[course]["submissions"]:  # oldest first
            due = deadlines.due(lab, learner)
            if learner in chosen and (due is None or moment(stamp) <= due):
                chosen[learner] = self._path_to_record(f"{learner}+{lab}+{stamp}+{id}")
        return list(chosen.values())

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        learner, _lab, _stamp, id = Path(src).name.rsplit("+", 3)
        self.fill(Path(src), "submission", self.coursedir.course_id, learner, id)
        super().do_copy(src, dest, log)


class ExchangeReleaseAssignment(Mirrored, default.ExchangeReleaseAssignment):
    def hand_over(self) -> None:
        course, lab = self.coursedir.course_id, self.coursedir.assignment_id
        files = pack(read_folder(self.place(course, "outbound", lab)))
        self.client.said("PUT", "released", course, lab, data=files)


class ExchangeReleaseFeedback(Mirrored, default.ExchangeReleaseFeedback):
    def copy_files(self) -> None:
        """First say of each page which submission it answers: labkit's own grading keeps that beside the graded notebook."""
        pages = glob.glob(os.path.join(self.src_path, "*.html"))
        unknown = [folder for folder in {Path(page).parent for page in pages} if not self._says_which(folder)]
        for folder in unknown:
            self.log.warning(_("{folder} answers no submission of this exchange.").format(folder=folder))
        before = self.coursedir.student_id_exclude
        self.coursedir.student_id_exclude = ",".join([before, *(self._learner(f) for f in unknown)]).strip(
            ","
        )
        try:
            super().copy_files()
        finally:
            self.coursedir.student_id_exclude = before

    def _says_which(self, feedback: Path) -> bool:
        directory, lab = self.coursedir, self.coursedir.assignment_id
        for name in ("timestamp.txt", "submission_secret.txt"):
            for step in (directory.autograded_directory, directory.submitted_directory):
                file = Path(directory.format_path(step, self._learner(feedback), lab), name)
                if file.is_file():
                    write_atomically(feedback / name, file.read_bytes())
                    break
        return (feedback / "submission_secret.txt").is_file()

    def _learner(self, feedback: Path) -> str:
        pattern = self.coursedir.format_path(
            self.coursedir.feedback_directory, "(?P<learner>.*)", self.coursedir.assignment_id, escape=True
        )
        found = re.fullmatch(pattern, str(feedback))
        return found["learner"] if found else ""

    def hand_over(self) -> None:
        course = self.coursedir.course_id
        batch: dict[str, bytes] = {}
        for page in sorted(self.place(course, "feedback").glob("*.html")):
            batch[page.name] = page.read_bytes()
            if sum(map(len, batch.values())) > _BATCH or len(batch) >= 500:
                self._put(course, batch)
                batch = {}
        if batch:
            self._put(course, batch)

    def _put(self, course: str, batch: dict[str, bytes]) -> None:
        self.client.said("PUT", "feedback", course, data=pack(batch))


class ExchangeFetchFeedback(Mirrored, default.ExchangeFetchFeedback):
    def do_copy(self, src: str, dest: str) -> None:
        for _notebook, _stamp, page in self.feedback_files:
            self.fill(Path(page).parent, "feedback", self.coursedir.course_id, Path(page).stem)
        super().do_copy(src, dest)
