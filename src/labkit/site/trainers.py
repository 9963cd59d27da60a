"""The trainers' own pages: what learners must not read, so a folder apart from the site, one plain file a lab and language."""

from html import escape
from pathlib import Path

from labkit.content import Content
from labkit.course.source.outline import outline
from labkit.course.teaching.trainer import trainer_page
from labkit.errors import CourseError
from labkit.language import LANGUAGES, catalogue
from labkit.site.markdown import as_html
from labkit.site.pages import static_files


def build_trainers(content: Content, folder: Path, site: Path, labs: list[str] | None = None) -> Path:
    """Write ``<lab>.<language>.html`` in `folder` and return it.

    Raises
    ------
    CourseError
        Where `folder` lies inside the site, which learners read, or the site inside it.
    """
    _ = catalogue("site")
    here, there = folder.resolve(), site.resolve()
    if here.is_relative_to(there) or there.is_relative_to(here):
        raise CourseError(
            _(
                "{folder} and the site {site} lie one in the other: learners read the site, name a folder apart"
            ).format(folder=folder, site=site)
        )
    folder.mkdir(parents=True, exist_ok=True)
    (style,) = (file.read_text(encoding="utf-8") for file in static_files() if file.suffix == ".css")
    for lab in outline(content):
        if labs and lab.id not in labs:
            continue
        for language in LANGUAGES:
            _ = catalogue("site", language)
            note = _(
                "For trainers alone: errors to expect and the rubric stand here. Please do not publish this page."
            )
            (folder / f"{lab.id}.{language}.html").write_text(
                f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
                f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(lab.title[language])}</title>'
                f"<style>{style}</style></head><body><main><p class=note>{escape(note)}</p>"
                f"{as_html(trainer_page(content, lab.id, language))}</main></body></html>\n",
                encoding="utf-8",
            )
    return folder
