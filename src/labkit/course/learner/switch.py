"""`labkit switch fr`: bring in the other language's copy of an assignment, while the learner has not begun it."""

import shutil
from pathlib import Path

from labkit.course.release.copies import read_copy, untouched, variant
from labkit.errors import CourseError
from labkit.language import LANGUAGES, catalogue

_ = catalogue("course")


def switch(language: str, folder: Path, beside: bool = False) -> list[str]:
    """Switch one assignment's folder, or every assignment in a folder of them, to `language`.

    Both copies stay: the one put away is in ``variants/``. Languages share cell ids, points and graded cells, so either
    may be submitted.

    Parameters
    ----------
    language : {"en", "fr"}
    folder : Path
    beside : bool
        Put the other language's copy of a lab that was begun in a folder beside it, to read or to begin again.

    Returns
    -------
    list of str
        One line an assignment, saying what was done.

    Raises
    ------
    CourseError
        When no assignment with variants is found, or the only one there has been begun.
    """
    if language not in LANGUAGES:
        raise CourseError(
            _("the language must be one of {known}, not {language}").format(
                known=", ".join(LANGUAGES), language=language
            )
        )
    folder = folder.resolve()
    homes = (
        [folder] if (folder / "variants").is_dir() else sorted(p.parent for p in folder.glob("*/variants"))
    )
    if not homes:
        raise CourseError(
            _(
                "{folder} holds no lab that can be switched: give a lab's folder, or the folder of your labs"
            ).format(folder=folder)
        )
    told = [_switch_one(home, language, beside) for home in homes]
    if len(homes) == 1 and not told[0][0]:
        raise CourseError(told[0][1])
    return [line for _done, line in told]


def _switch_one(home: Path, language: str, beside: bool) -> tuple[bool, str]:
    """Whether the copy in `language` is now at hand, and the line that says so."""
    name = next((p.name.split(".")[0] for p in (home / "variants").glob("*.*.json")), home.name)
    notebook, other = home / f"{name}.ipynb", variant(home, name, language)
    if not notebook.exists() and other.exists():
        other.replace(notebook)
        return True, _now_in(name, language)
    present = read_copy(notebook)
    was = present.metadata.get("labkit", {}).get("language", "en")
    if was == language:
        return True, _("{lab}: already in this language.").format(lab=name)
    if not other.exists():
        return False, _("{lab}: no copy in this language came with it.").format(lab=name)
    if not untouched(present):
        return _put_beside(home, name, language) if beside else (False, _begun(name))
    notebook.replace(variant(home, name, was))
    other.replace(notebook)
    return True, _now_in(name, language)


def _put_beside(home: Path, name: str, language: str) -> tuple[bool, str]:
    fresh = home.with_name(f"{home.name}-{language}")
    if fresh.exists():
        return False, _("{folder} exists already.").format(folder=fresh)
    shutil.copytree(home, fresh, ignore=shutil.ignore_patterns("*.ipynb", ".*", "variants"))
    shutil.copyfile(variant(home, name, language), fresh / f"{name}.ipynb")
    return True, _("{lab}: the other language's copy is in {folder}; yours was left as it is.").format(
        lab=name, folder=fresh
    )


def _begun(name: str) -> str:
    return _(
        "{lab}: you have begun it, so it was left as it is. To have the other language's copy as well, "
        "add --beside."
    ).format(lab=name)


def _now_in(name: str, language: str) -> str:
    told = {"en": _("{lab}: now in English."), "fr": _("{lab}: now in French.")}
    return told[language].format(lab=name)
