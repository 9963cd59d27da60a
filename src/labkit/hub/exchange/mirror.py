"""nbgrader's own exchange steps over a private mirror: a folder laid out as its shared one would be, for one step at a time."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default.exchange import Exchange
from traitlets import Float

from labkit.errors import CourseError
from labkit.hub.exchange.bundle import digest, unpack, write_folder
from labkit.hub.exchange.client import Client
from labkit.language import catalogue

_ = catalogue("hub")

_A_MOMENT = 3.0


class Mirrored(Exchange):
    """Before `start`, what the service lets this person see is laid out by name; after it, what the step made is handed over."""

    retry_seconds = Float(60.0, help="How long an exchange that does not answer is asked again").tag(
        config=True
    )

    client: Client
    tree: dict[str, Any]

    def start(self) -> Any:
        """Run nbgrader's own step over the mirror."""
        with tempfile.TemporaryDirectory(prefix="labkit-exchange-") as folder:
            self.root, self.cache = str(Path(folder) / "exchange"), str(Path(folder) / "cache")
            Path(self.root).mkdir()
            try:
                self.client = Client(patience=self.patience)
                self.begin()
                for course in self.tree:
                    self.lay_out(course)
                done = super().start()
                self.hand_over()
            except CourseError as error:
                self.log.error(str(error))
                raise ExchangeError(str(error)) from error
            return done

    @property
    def patience(self) -> float:
        """Seconds for which an exchange that does not answer is asked again.

        A menu of JupyterLab runs the step in its server's own loop, where nothing else is answered meanwhile, a tab that saves
        included: there it is a moment.
        """
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self.retry_seconds
        return min(self.retry_seconds, _A_MOMENT)

    def begin(self) -> None:
        """Send what an earlier step had to leave, and ask for the names."""
        self.client.send_waiting(self.confirm)
        self.tree = self.ask()

    def ask(self) -> dict[str, Any]:
        """The names that this step needs."""
        return self.client.tree(self.coursedir.course_id)

    def hand_over(self) -> None:
        """Give the service what the step made."""

    def place(self, course: str, *parts: str) -> Path:
        return Path(self.root, course, *parts)

    def lay_out(self, course: str) -> None:
        """Folders and empty files, named as in nbgrader's exchange; contents come when a step needs them."""
        said = self.tree[course]
        for part in ("outbound", "inbound", "feedback"):
            self.place(course, part).mkdir(parents=True, exist_ok=True)
        for lab, names in said["released"].items():
            _touch(self.place(course, "outbound", lab), names)
        for learner, lab, stamp, id, names, secret, _due in said["submissions"]:
            folder = Path(self.cache, course, f"{learner}+{lab}+{stamp}")
            _touch(folder, names)
            (folder / "submission_secret.txt").write_text(secret)
            for page, (of, newest, *_mark) in said["feedback"].items():
                if of == id:
                    self._lay_out_page(course, lab, stamp, page, newest)

    def _lay_out_page(self, course: str, lab: str, stamp: str, page: str, newest: str) -> None:
        """A feedback page; the same as the learner's copy where that is the newest, since nbgrader compares them."""
        base = Path(self.assignment_dir, course) if self.path_includes_course else Path(self.assignment_dir)
        copies = (base / lab / "feedback" / stamp).glob("*.html")
        same = next((data for copy in copies if digest(data := copy.read_bytes()) == newest), b"")
        self.place(course, "feedback", f"{page}.html").write_bytes(same)

    def fill(self, folder: Path, *parts: str) -> None:
        """Put an archive's files in the place of a folder of names."""
        files = unpack(self.client.get(*parts))
        write_folder(files, folder)

    def confirm(self, course: str, lab: str, said: dict[str, str]) -> Path:
        """Keep a receipt beside the labs, and say when and as what it was received."""
        folder = Path(self.assignment_dir, "receipts")
        folder.mkdir(exist_ok=True)
        lines = [
            _("Received: {lab}, {course}, {when}").format(lab=lab, course=course, when=said["local"]),
            *([_("After the deadline ({due})").format(due=said["due"])] if said["late"] else []),
            f"SHA-256: {said['sha256']}",
            said["receipt"],
        ]
        file = folder / f"{course} {lab} {said['stamp'].replace(':', '.')}.txt"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for line in lines[:-2]:
            self.log.info(line)
        self.log.info(_("Your receipt: {file}").format(file=file))
        return file


def _touch(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.ipynb").touch()
