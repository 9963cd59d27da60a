"""Pages to keep or to print open from a file, fetch nothing, and axe finds nothing in them, also on a telephone's width."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from labkit.content import Content
from labkit.course.paths import page_of, plan, read_path
from labkit.language import LANGUAGES
from tests.lab.test_own_page import done, labs, pack  # noqa: F401

pytestmark = pytest.mark.browser


def looked_at(page, file: Path) -> None:
    """Open it at two widths; nothing may be asked of a network."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for width in (1100, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_path(page, tmp_path, language):
    content = Content.find()
    file = tmp_path / "path.html"
    found = page_of(content, plan(content, read_path(content, "one_hour")), language)
    file.write_text(found.html(), encoding="utf-8")
    looked_at(page, file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_learners_own_page(page, labs, language):  # noqa: F811
    done(labs, language).my_page()
    (file,) = labs.glob("*/*.html")
    looked_at(page, file)
