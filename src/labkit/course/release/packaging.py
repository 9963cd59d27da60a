"""What a wheel carries under ``labkit/_content/``: the labs, graders and data, and copies already released.

The build hook (``hatch_build.py``) runs `stage`, so a wheel works without the repository, and a learner's wheel holds
nothing that marks.
"""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from labkit.content import Content
from labkit.course.release.release import releasing
from labkit.course.source.competencies import FILE as COMPETENCIES
from labkit.course.source.competencies import listed
from labkit.course.source.outline import outline, write_index
from labkit.language import LANGUAGES
from labkit.lexicon.entries import FILE as LEXICON
from labkit.lexicon.entries import entries

_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.pyc")


def stage(content: Content, folder: Path, learner: bool = False) -> Path:
    """Lay out a wheel's content in `folder`.

    Parameters
    ----------
    content : Content
        The repository's.
    folder : Path
        Made anew.
    learner : bool
        For a hub's learner image: leave out graders and solved notebooks, and the truth planted in the data.
    """
    shutil.rmtree(folder, ignore_errors=True)
    released = folder / "released"
    wanted = [
        (lab.id, language, pathway)
        for lab in outline(content)
        for language in LANGUAGES
        for pathway in lab.pathways
    ]
    for language in LANGUAGES:
        (released / language).mkdir(parents=True)
    for _made in releasing(content, wanted, lambda language: released / language):
        pass
    write_index(content, released)
    shutil.copytree(content.data, folder / "data", ignore=_truth if learner else _LEFT_OUT)
    if learner:
        _gather(content, folder / "data")
    else:
        shutil.copytree(content.notebooks, folder / "notebooks", ignore=_LEFT_OUT)
        shutil.copytree(content.graders, folder / "graders", ignore=_LEFT_OUT)
        competitions = content.root / "competitions"
        if competitions.is_dir():
            shutil.copytree(competitions, folder / "competitions", ignore=_LEFT_OUT)
    return folder


def _gather(content: Content, data: Path) -> None:
    """What each lab brings to the lexicon and to the competencies, into the course's lists: a learner's wheel has no graders."""
    terms = [asdict(entry) for entry in entries(content)]
    for name, said in ((LEXICON, terms), (COMPETENCIES, listed(content))):
        if (data / name).is_file():
            (data / name).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _truth(folder: str, names: list[str]) -> set[str]:
    """What a learner's wheel leaves out of the data: hidden files, and every record of planted truth."""
    return _LEFT_OUT(folder, names) | {name for name in names if "truth" in name.lower()}
