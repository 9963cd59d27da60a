"""A page of the site: its place, its title, its body; written with the site's frame around it, in its language."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from labkit.language import LANGUAGES, brief, number, unbroken
from labkit.site.search import Found
from labkit.site.words import sections, words

_HERE = Path(__file__).parent
_NAMES = {"en": "English", "fr": "Français"}


@dataclass
class Site:
    """Where the site is written, in one of its languages.

    Parameters
    ----------
    folder : Path
        The site's own folder; pages lie in ``folder/<language>/``, what they share in ``folder/assets/``.
    language : {"en", "fr"}
    """

    folder: Path
    language: str
    found: list[Found] = field(default_factory=list)

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["number"] = lambda value: number(value, 0, self.language)
        environment.filters["brief"] = lambda value: brief(value, self.language)
        environment.filters["id"] = lambda text: re.sub(r"[^a-z0-9]+", "-", str(text).lower()).strip("-")
        return environment

    def write(
        self, place: str, template: str, title: str, *, section: str = "", search: str = "", **values: Any
    ) -> None:
        """Write one page and note it for the search.

        Parameters
        ----------
        place : str
            Its path under the language's folder, the same in both languages: ``labs/m4_threshold.html``.
        template : str
        title : str
        section : str
            Which entry of the menu it belongs to.
        search : str
            Further words it is found by.
        """
        up = "../" * place.count("/")
        others = [
            (code, _NAMES[code], f"{up}../{code}/{place}") for code in LANGUAGES if code != self.language
        ]
        html = self._environment.get_template(template).render(
            language=self.language,
            title=title,
            up=up,
            assets=f"{up}../assets/",
            others=others,
            menu=[
                (name, f"{up}{href}", name_id == section) for name_id, name, href in sections(self.language)
            ],
            w=words(self.language),
            place=place,
            **values,
        )
        file = self.folder / self.language / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(unbroken(html) if self.language == "fr" else html, encoding="utf-8")
        self.note(title, place, search)

    def note(self, title: str, place: str, search: str = "") -> None:
        """Have something found by the search."""
        self.found.append(Found(title, place, search))

    def prose(self, name: str) -> str:
        """A text of the site, from ``prose/<name>.<language>.md``."""
        return (_HERE / "prose" / f"{name}.{self.language}.md").read_text(encoding="utf-8")


def marked(html: str) -> Markup:
    """HTML that is ours, for a template."""
    return Markup(html)


def static_files() -> list[Path]:
    """What every page shares: the style and the script."""
    return sorted((_HERE / "static").iterdir())
