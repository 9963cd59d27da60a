"""`labkit site`: every page in both languages, then the links are checked."""

import re
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

from labkit.content import Content, data_file
from labkit.errors import CourseError
from labkit.language import LANGUAGES, catalogue, speaking
from labkit.site.academy import write_academy
from labkit.site.citizens import write_citizens
from labkit.site.course_pages import Course
from labkit.site.lab_pages import LabPage
from labkit.site.links import check_links
from labkit.site.markdown import as_html
from labkit.site.pages import Site, static_files
from labkit.site.search import write_index
from labkit.site.words import words

MARK = ".labkit-site"


def build_site(
    content: Content,
    folder: Path,
    labs: list[str] | None = None,
    *,
    kept: Path | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> Path:
    """Build the site in `folder` and return its first page.

    Parameters
    ----------
    content : Content
    folder : Path
        Made anew; one that holds anything but a site of labkit's is left alone.
    labs : list of str, optional
        All of them if not given.
    kept : Path, optional
        Where runs of the labs are kept from one build to the next; beside `folder` if not given.
    progress : callable
        Told each line of progress.

    Raises
    ------
    CourseError
        For a lab that is not there, a folder that holds something else, a link that leads nowhere.
    """
    _ = catalogue("site")
    if find_spec("latex2mathml") is None:
        raise CourseError(_("the site needs latex2mathml: python -m pip install 'labkit[site]'"))
    course = Course(content, labs)
    _make_room(folder)
    assets = folder / "assets"
    assets.mkdir(parents=True)
    (folder / MARK).touch()
    for file in static_files():
        shutil.copyfile(file, assets / file.name)
    for language in LANGUAGES:
        site = Site(folder, language)
        with speaking(language):
            course.write(site)
            _data(site)
            write_academy(site, course.labs)
            patients = write_citizens(content, site, course.labs)
            for lab in course.labs:
                progress(_("{lab}, {language}").format(lab=lab.id, language=language))
                page = LabPage(
                    content,
                    lab,
                    language,
                    kept or folder.with_name(folder.name + "-runs"),
                    assets,
                    "../../assets/",
                )
                sections = page.sections()
                site.write(f"labs/{lab.id}.html", "lab.html", lab.title[language], section="labs",
                           search=" ".join(lab.terms), lab=course.row(lab, language), sections=sections, patients=lab.id in patients,
                           predictions={one.reveals: page.prediction(one.reveals) for one in sections if one.reveals},
                           builder=list(page.builder_tasks()))  # fmt: skip
        write_index(site.found, folder / language / "search-index.js")
    (folder / "index.html").write_text(_CHOICE, encoding="utf-8")
    check_links(folder)
    return folder / "index.html"


def _make_room(folder: Path) -> None:
    _ = catalogue("site")
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).is_file())):
        raise CourseError(
            _("{folder} holds something that is not a site of labkit's: name another folder").format(
                folder=folder
            )
        )
    if folder.exists():
        shutil.rmtree(folder)


# Sheets name each other as files, ``(notes.md)`` the English one and ``(notes.fr.md)`` the French one.
_SHEET = re.compile(r"\((\w+)\.(en|fr)\.md\)")


def _both(text: str) -> str:
    return re.sub(r"\((\w+)\.md\)", r"(\1.en.md)", text)


def _data(site: Site) -> None:
    """Data sheets and model cards: the same files that a learner's own copy of the data holds."""
    said, suffix = words(site.language), ".fr.md" if site.language == "fr" else ".md"
    # A course that brings labs alone has labkit's own data.
    shared = data_file("lexicon.json")
    root = shared.parent if shared else None
    groups = []
    if root is not None:
        sheets = [
            (file.name.removesuffix(suffix), file)
            for file in sorted(root.glob(f"*{suffix}"))
            if file.name != "README.md" and (site.language == "fr" or not file.name.endswith(".fr.md"))
        ]
        cards = [
            (file.parent.name, file) for file in sorted(root.glob(f"models/*/model_card.{site.language}.md"))
        ]
        for name, files in ((said["datasheets"], sheets), (said["cards"], cards)):
            links = []
            for short, file in files:
                text = _SHEET.sub(r"(../../\2/data/\1.html)", _both(file.read_text(encoding="utf-8")))
                title = text.partition("\n")[0].lstrip("# ").replace("`", "").strip()
                site.write(
                    f"data/{short}.html",
                    "prose.html",
                    title,
                    section="data",
                    search=short,
                    body=Markup(as_html(text)),
                )
                links.append((f"data/{short}.html", title, ""))
            groups.append((name, links))
    body = Markup(as_html(f"# {said['data_title']}\n\n{said['data_said']}"))
    site.write("data.html", "list.html", said["data_title"], section="data", body=body, groups=groups)


# The one page without a language: it offers both.
_CHOICE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>AI for health · IA en santé</title><link rel="stylesheet" href="assets/site.css"></head>
<body><main>
<h1>AI for health <span lang="fr">· IA en santé</span></h1>
<p><a href="en/index.html">English: hands-on labs, lexicon, pages for patients</a></p>
<p lang="fr"><a href="fr/index.html">Français\u00a0: travaux pratiques, lexique, pages pour les patients</a></p>
</main></body></html>
"""
