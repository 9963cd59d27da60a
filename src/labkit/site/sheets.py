"""The academy's sheets and the questions for the bedside as PDF, printed by Chromium from pages that ask nothing of the network."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from labkit.content import Content
from labkit.errors import CourseError
from labkit.language import LANGUAGES, Text, catalogue, unbroken
from labkit.site.academy import ORGANISERS, sheet_text, sheet_title
from labkit.site.academy_files import programme, sheets
from labkit.site.citizens import for_citizens
from labkit.site.markdown import as_html
from labkit.site.words import words

_HERE = Path(__file__).parent
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_SECONDS = 120


def print_sheets(content: Content, folder: Path, only: list[str] | None = None) -> list[Path]:
    """Write ``<language>/<sheet>.pdf`` and, for organisers, ``<language>/organisers/<sheet>.pdf``.

    Parameters
    ----------
    content : Content
    folder : Path
    only : list of str, optional
        Names of sheets; all of them if not given.

    Raises
    ------
    CourseError
        Where no Chromium is there, where it fails, or for a sheet that does not exist.
    """
    _ = catalogue("site")
    known = [*sheets(), "programme", "bedside"]
    for name in only or ():
        if name not in known:
            raise CourseError(
                _("there is no sheet {name}; the sheets are: {known}").format(
                    name=repr(name), known=", ".join(known)
                )
            )
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise CourseError(
            _(
                "printing needs Chromium: install it (make system-packages), or print the academy’s pages from a browser"
            )
        )
    written = []
    with tempfile.TemporaryDirectory(prefix="labkit-sheets-") as scratch:
        for language in LANGUAGES:
            for name in only or known:
                place = folder / language / ("organisers" if name in ORGANISERS else "") / f"{name}.pdf"
                place.parent.mkdir(parents=True, exist_ok=True)
                page = Path(scratch) / f"{name}.{language}.html"
                page.write_text(printed_page(content, name, language), encoding="utf-8")
                _print(browser, page, place, Path(scratch) / "profile")
                written.append(place)
    return written


def printed_page(content: Content, name: str, language: str) -> str:
    """One sheet as a page that holds all it needs."""
    if name == "programme":
        title, text = words(language)["five_days"], "\n".join(_programme(language))
    elif name == "bedside":
        title, text = words(language)["ask"], "\n".join(_bedside(content, language))
    else:
        title, text = sheet_title(name, language), sheet_text(name, language)
    style = (_HERE / "static" / "site.css").read_text(encoding="utf-8")
    environment = Environment(loader=FileSystemLoader(_HERE / "templates"), undefined=StrictUndefined)
    page = environment.get_template("printed.html").render(
        language=language, title=title, style=style, body=as_html(text)
    )
    return unbroken(page) if language == "fr" else page


def _programme(language: str) -> Iterator[str]:
    said = words(language)
    yield f"# {said['five_days']}"
    for number, day in enumerate(programme(), start=1):
        yield f"\n## {number}. {day.title.in_language(language)}\n"
        yield f"| {said['from']} | {said['minutes'].capitalize()} | {said['what']} |\n|---|---|---|"
        for slot in day.slots:
            says = f": {slot.says.in_language(language)}" if slot.says and language == "en" else ""
            if slot.says and language == "fr":
                says = f"\u00a0: {slot.says.in_language(language)}"
            yield f"| {slot.clock} | {slot.minutes} | **{slot.title.in_language(language)}**{says} |"


def _bedside(content: Content, language: str) -> Iterator[str]:
    """The questions to ask of all labs, each once, under what they are about."""
    said = words(language)
    yield f"# {said['ask']}\n\n{said['ask_said']}"
    seen: set[Text] = set()
    for lab in content.labs():
        found = for_citizens(content, lab)
        if found is None:
            continue
        yield f"\n## {found.title.in_language(language)}\n"
        yield from (f"- {text.in_language(language)}" for text in found.asks if text not in seen)
        seen.update(found.asks)


def _print(browser: str, page: Path, to: Path, profile: Path) -> None:
    _ = catalogue("site")
    command = [browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
               "--disable-dev-shm-usage", "--no-pdf-header-footer", f"--user-data-dir={profile}",
               f"--print-to-pdf={to.resolve()}", page.as_uri()]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # Chromium refuses to start for root otherwise; the page is our own
    to.unlink(missing_ok=True)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, errors="replace")
        said = done.stderr.strip().splitlines()
    except subprocess.TimeoutExpired:
        said = [_("no answer for {n} seconds").format(n=_SECONDS)]
    if not to.is_file() or not to.read_bytes().startswith(b"%PDF"):
        raise CourseError(
            _("{browser} did not print {sheet}: {reason}").format(
                browser=browser, sheet=to.name, reason=said[-1] if said else "?"
            )
        )
