"""`labkit course DIR`: an instructor's course folder, plain enough for stock nbgrader commands.

DIR/nbgrader_config.py                         nbgrader's settings, with labkit's graders plugged in
DIR/source/<assignment>/<assignment>.ipynb     solved, one language, one pathway
DIR/source/<assignment>/practice.json          instant feedback for learners
DIR/source/<assignment>/variants/              the other language, already released
DIR/.labkit/course_secret                      the seed of the cases that mark; never leaves the folder
DIR/README.md                                  what to type
"""

import hashlib
import json
import re
import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path

import nbformat

from labkit.content import Content, assignment_of
from labkit.course.release.course_readme import readme
from labkit.course.release.progress_bar import steps
from labkit.course.release.release import copy_companions, plain_source, write_practice, write_variants
from labkit.course.source import stubs
from labkit.course.source.lab_source import Source, read_source
from labkit.course.source.outline import outline
from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("course")

SECRET = Path(".labkit") / "course_secret"
MADE = Path(".labkit") / "made.json"

_CONFIG = '''"""nbgrader's settings for this course. Yours to extend; settings after `configure` win."""

from pathlib import Path

from labkit.grading.nbgrader.configuration import configure

c = get_config()  # noqa: F821
course = Path(__file__).resolve().parent if "__file__" in globals() else Path.cwd()
configure(c, course)

c.CourseDirectory.root = str(course)
c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.db_url = f"sqlite:///{{course / 'gradebook.db'}}"

# What stands where an answer was, in the course's language; a graded cell must be the same in every language.
c.ClearSolutions.code_stub = {{"python": {code!r}}}
c.ClearSolutions.text_stub = {text!r}
'''


def make_course(content: Content, folder: Path, language: str, labs: Iterable[str] = ()) -> list[str]:
    """Make the course folder, or renew it with newer labs; what an instructor changed in it is left alone.

    Parameters
    ----------
    content : Content
        Must hold sources and graders: a learner's wheel cannot make a course.
    folder : Path
    language : {"en", "fr"}
        The language of the main copies; the other is in each assignment's ``variants/``.
    labs : iterable of str, optional
        Ids; all labs by default.

    Returns
    -------
    list of str
        What to tell the instructor.
    """
    if not content.labs():
        raise CourseError(
            _(
                "this installation has learners' copies only: make the course where labkit was installed in full"
            )
        )
    chosen = list(labs) or [lab.id for lab in outline(content)]
    for lab in chosen:
        content.require(lab)
    folder = folder.expanduser().resolve()
    if folder.exists() and not folder.is_dir():
        raise CourseError(_("{folder} is a file: name a folder").format(folder=folder))
    (folder / ".labkit").mkdir(parents=True, exist_ok=True)
    (folder / ".labkit").chmod(0o700)
    _write_secret(folder / SECRET)
    files = _Files(folder)
    files.put(Path("nbgrader_config.py"), _config(folder, language).encode())
    files.put(Path("README.md"), readme(chosen, language).encode())
    with steps(_("Making the course"), len(chosen)) as advance:
        for lab in chosen:
            source = read_source(content, lab)
            for pathway in source.pathways():
                _put_assignment(files, content, source, language, pathway)
            advance(lab)
    files.remember()
    told = [_("The course is in {folder}; its README.md says what to type.").format(folder=folder)]
    told += [
        _("{file}: you have changed it, so it was left as it is; the new version is {new}.").format(
            file=kept, new=f"{kept}.new"
        )
        for kept in files.kept
    ]
    return told


def _write_secret(file: Path) -> None:
    """The seed of the marking cases: made once, readable by its owner only, so that marks can be made again."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="ascii")
    file.chmod(0o600)


def _config(folder: Path, language: str) -> str:
    course_id = re.sub(r"[^A-Za-z0-9_-]+", "-", folder.name).strip("-") or "course"
    return _CONFIG.format(course_id=course_id, code=stubs.CODE[language], text=stubs.TEXT)


def _put_assignment(files: "_Files", content: Content, source: Source, language: str, pathway: str) -> None:
    name = assignment_of(source.lab, pathway)
    with tempfile.TemporaryDirectory(prefix="labkit-") as scratch:
        made = Path(scratch)
        copy_companions(source, made)
        nbformat.write(plain_source(source, language, pathway), made / f"{name}.ipynb")
        write_practice(content, source.lab, pathway, made / "practice.json")
        write_variants(source, language, pathway, made)
        for file in sorted(p for p in made.rglob("*") if p.is_file()):
            files.put(Path("source") / name / file.relative_to(made), file.read_bytes())


class _Files:
    """Files we write and remember, so that one changed since by the instructor is never overwritten."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: list[str] = []
        memory = folder / MADE
        self.made: dict[str, str] = json.loads(memory.read_text(encoding="utf-8")) if memory.exists() else {}

    def put(self, name: Path, text: bytes) -> None:
        file, key, digest = self.folder / name, name.as_posix(), hashlib.sha256(text).hexdigest()
        if file.exists():
            present = hashlib.sha256(file.read_bytes()).hexdigest()
            if present not in (digest, self.made.get(key)):
                if self.made.get(key) != digest:  # the instructor's, and ours has changed as well
                    file.with_name(f"{file.name}.new").write_bytes(text)
                    self.kept.append(key)
                    self.made[key] = digest
                return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
        self.made[key] = digest

    def remember(self) -> None:
        (self.folder / MADE).write_text(json.dumps(self.made, indent=1) + "\n", encoding="utf-8")
