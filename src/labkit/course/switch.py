"""`labkit switch fr`: bring in the other language's copy of an assignment, while the learner has not begun it."""

from pathlib import Path

from labkit.course.copies import read_copy, untouched
from labkit.course.errors import CourseError
from labkit.language import LANGUAGES, catalogue

_ = catalogue("course")


def switch(language: str, folder: Path) -> list[str]:
    """Switch one assignment's folder, or every assignment in a folder of them, to `language`.

    Both copies stay: the one put away is in ``variants/``. Languages share cell ids, points and graded cells, so either
    may be submitted.

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
    homes = (
        [folder] if (folder / "variants").is_dir() else sorted(p.parent for p in folder.glob("*/variants"))
    )
    if not homes:
        raise CourseError(
            _(
                "{folder} holds no lab that can be switched: give a lab's folder, or the folder of your labs"
            ).format(folder=folder)
        )
    told = [_switch_one(home, language) for home in homes]
    if len(homes) == 1 and not told[0][0]:
        raise CourseError(told[0][1])
    return [line for _done, line in told]


def _switch_one(home: Path, language: str) -> tuple[bool, str]:
    """Whether the folder is now in `language`, and the line that says so."""
    variants = sorted((home / "variants").glob("*.*.ipynb"))
    name = variants[0].name.split(".")[0] if variants else home.name
    notebook = home / f"{name}.ipynb"
    if not notebook.exists() and (home / "variants" / f"{name}.{language}.ipynb").exists():
        (home / "variants" / f"{name}.{language}.ipynb").replace(notebook)
        return True, _now_in(name, language)
    present = read_copy(notebook)
    was = present.metadata.get("labkit", {}).get("language", "en")
    if was == language:
        return True, _("{lab}: already in this language.").format(lab=name)
    variant = home / "variants" / f"{name}.{language}.ipynb"
    if not variant.exists():
        return False, _("{lab}: no copy in this language came with it.").format(lab=name)
    if not untouched(present):
        return False, _(
            "{lab}: you have begun it, so it was left as it is. The other language's copy is {variant}, to read; "
            "to begin again in that language, move {notebook} elsewhere first."
        ).format(lab=name, variant=variant, notebook=notebook)
    notebook.replace(home / "variants" / f"{name}.{was}.ipynb")
    variant.replace(notebook)
    return True, _now_in(name, language)


def _now_in(name: str, language: str) -> str:
    told = {"en": _("{lab}: now in English."), "fr": _("{lab}: now in French.")}
    return told[language].format(lab=name)
