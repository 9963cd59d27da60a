"""The page on which a teacher links a lab, in a real browser."""

import dataclasses

import jwt
import pytest

from labkit.hub.lti.choosing import page as written
from labkit.hub.lti.columns import labs
from labkit.hub.lti.registration import Registration
from labkit.language import speaking
from tests.hub.lti.conftest import write_registration
from tests.hub.lti.hub import hidden
from tests.hub.platform.strict import DL


@pytest.mark.browser
def test_the_page_is_for_everybody_and_its_buttons_answer_the_lms(platform, tmp_path, page):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import expect

    registration = Registration.read(write_registration(tmp_path, platform, "http://127.0.0.1/hub"))
    platform.tool_keys = registration.public_keys
    settings = platform.linking().popitem()[1]
    for language, way in (("en", "without writing code"), ("fr", "sans écrire de code")):
        with speaking(language):
            text = written(
                registration, {"deployment": platform.deployment, "settings": settings, "language": language}
            )
            count = len(labs(language))
        page.set_content(text)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.locator("html").get_attribute("lang") == language
        assert page.get_by_role("button").count() == count > 10
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "BUTTON"
        page.get_by_role("button", name=way).first.focus()
        page.keyboard.press("Enter")
        # The second time the address is there already.
        expect(page.locator("body")).to_have_text("added")
        assert page.url == f"{platform.url}/linked?a=1&b=2"
    assert len(platform.linked) == 2
    page.set_viewport_size({"width": 360, "height": 700})
    page.set_content(text)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=str(tmp_path / "choose.png"))


def test_what_the_platform_sent_is_text_on_the_page_and_the_link_opens_where_the_hub_says(platform, tmp_path):
    registration = Registration.read(write_registration(tmp_path, platform, "http://127.0.0.1/hub/"))
    registration = dataclasses.replace(registration, opens="user-redirect/lab/tree/{lab}/{lab}.ipynb")
    settings = platform.linking().popitem()[1] | {
        "deep_link_return_url": 'https://x/"><script>alert(1)</script>'
    }
    text = written(registration, {"deployment": "1", "settings": settings, "language": "en"})
    assert "<script" not in text
    said = jwt.decode(hidden(text)["JWT"], options={"verify_signature": False})
    (item,) = said[f"{DL}content_items"]
    lab = item["custom"]["lab"]
    assert item["url"] == f"http://127.0.0.1/hub/user-redirect/lab/tree/{lab}/{lab}.ipynb"
