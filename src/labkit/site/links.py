"""No link of the site is broken, and no page asks anything of another host: a build that breaks either fails."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("site")
# What a browser fetches by itself when it opens a page; an anchor it follows only when it is asked to.
_FETCHED = {("img", "src"), ("script", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"), ("form", "action"),
            ("video", "src"), ("audio", "src"), ("object", "data"), ("embed", "src"), ("img", "srcset")}  # fmt: skip


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif (tag, name) in _FETCHED or (tag, name) == ("a", "href"):
                self.links.append((tag, name, value or ""))


def check_links(folder: Path) -> None:
    """Hold every page under `folder` to it.

    Raises
    ------
    CourseError
        That lists each page with the link that is broken, the id that stands twice or what it would fetch elsewhere.
    """
    pages = {file.resolve(): _read(file) for file in sorted(folder.rglob("*.html"))}
    faults = [
        f"{file.relative_to(folder.resolve())}: {what}"
        for file, page in pages.items()
        for what in _faults(file, page, pages, folder.resolve())
    ]
    if faults:
        raise CourseError("\n".join([_("the site is not sound:"), *faults]))


def _read(file: Path) -> _Page:
    page = _Page()
    page.feed(file.read_text(encoding="utf-8"))
    return page


def _faults(file: Path, page: _Page, pages: dict[Path, _Page], root: Path) -> list[str]:
    faults = [
        _("two elements have the id {id}").format(id=repr(one))
        for one in dict.fromkeys(page.ids)
        if page.ids.count(one) > 1
    ]
    for tag, name, link in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            if (tag, name) in _FETCHED:
                faults.append(_("it would fetch {link} from another host").format(link=repr(link)))
            continue
        target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
        if not target.is_relative_to(root) or not target.is_file():
            faults.append(_("the link {link} leads nowhere").format(link=repr(link)))
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
            faults.append(_("the link {link} leads to no place on that page").format(link=repr(link)))
    return faults
