"""The site: what is on its pages and what never is, its links, its search; and, in Chromium, from a file."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from labkit.cli import main
from labkit.content import Content
from labkit.errors import CourseError
from labkit.language import LANGUAGES
from labkit.site.build import build_site
from labkit.site.links import check_links
from labkit.site.markdown import as_html
from labkit.site.trainers import build_trainers
from tests.course.sample_lab.notebook import LAB
from tests.language.plurals import beside_one
from tests.site.conftest import SECRETS, course

PAGES = ("index", "try", "lexicon", "audiences", "citizens", "academy", "teach", "hospitals", "data", "search", "about", "exchange",
         f"labs/{LAB}", f"teach/{LAB}", f"citizens/{LAB}", "data/notes", "data/encoder", "academy/consent",
         "academy/datathon-team")  # fmt: skip


def read(site, place):
    return (site / place).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_shows_an_answer_an_explanation_or_a_rubric(site, language):
    pages = list((site / language).rglob("*"))
    files = [file for file in pages if file.suffix in (".html", ".js")]
    assert len(files) > 30
    for file in files:
        text = file.read_text(encoding="utf-8")
        for secret in SECRETS:
            assert secret not in text, (file, secret)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lab_is_shown_with_what_a_fresh_copy_prints_and_its_empty_tasks(site, language):
    text = read(site, f"{language}/labs/{LAB}.html")
    assert "SEEN-OUTPUT" in text and "<table" in text
    assert {"en": "YOUR ANSWER HERE", "fr": "VOTRE RÉPONSE ICI"}[language] in text
    assert (
        re.search(r'<math[^>]*display="block"', text)
        and "<mfrac>" in text
        and "$" not in re.sub(r"<[^>]+>", "", text)
    )
    assert {
        "en": "The same case, for people who write code",
        "fr": "pour les personnes qui écrivent le code",
    }[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_prediction_reveals_is_folded_and_needs_no_script(site, language):
    text = read(site, f"{language}/labs/{LAB}.html")
    folded = text[text.index('<details class="reveal"') :]
    for once in (
        "SEEN-OUTPUT",
        {"en": "the people who are well are many", "fr": "les gens qui vont bien"}[language],
    ):
        assert text.count(once) == 1 and once in folded
    assert text.index('<form class="question"') < text.index('<details class="reveal"')


def test_no_line_of_a_french_page_begins_with_a_colon_and_no_link_is_markdown(site):
    for file in (site / "fr").rglob("*.html"):
        text = re.sub(
            r"<(script|style|pre|code|math|svg)\b.*?</\1>|<[^>]+>", "", file.read_text("utf-8"), flags=re.S
        )
        assert re.findall(r"\S+ [:;?»](?= |$)", text) == [], file
    assert "`" not in read(site, "fr/data.html") + read(site, "en/data.html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_one_beside_a_plural(site, language):
    found = {
        file.name: told
        for file in (site / language).rglob("*.html")
        if (told := beside_one(file.read_text(encoding="utf-8"), language))
    }
    assert found == {}


def test_both_languages_have_the_same_pages_and_say_their_own(site):
    english, french = (
        {file.relative_to(site / code) for file in (site / code).rglob("*.html")} for code in LANGUAGES
    )
    assert english == french and len(english) >= 30
    for place in english:
        assert '<html lang="en">' in read(site, f"en/{place}") and '<html lang="fr">' in read(
            site, f"fr/{place}"
        )
    assert "Skip to the text" not in "".join(read(site, f"fr/{place}") for place in french)


def test_everything_lies_beside_the_pages(site):
    check_links(site)
    everything = "".join(
        file.read_text(encoding="utf-8") for file in site.rglob("*") if file.suffix in (".css", ".js")
    )
    assert "http" not in everything and "@import" not in everything


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<a href="gone.html">x</a>', "gone.html"),
        ('<a href="#gone">x</a>', "#gone"),
        ('<a href="../../outside.html">x</a>', "outside.html"),
        ('<img src="https://elsewhere.example/x.png" alt="">', "another host"),
        ('<script src="//elsewhere.example/x.js"></script>', "another host"),
        ('<p id="a"></p><p id="a"></p>', "'a'"),
    ],
)
def test_a_page_that_is_not_sound_fails_the_build(tmp_path, page, said):
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    with pytest.raises(CourseError, match=re.escape(said)):
        check_links(tmp_path)


def test_a_sound_page_may_lead_elsewhere_but_fetches_nothing(tmp_path):
    (tmp_path / "a.html").write_text(
        '<p id="é"></p><a href="#%C3%A9">x</a><a href="https://example.org/">y</a>', encoding="utf-8"
    )
    check_links(tmp_path)


def test_the_search_finds_pages_and_terms(site):
    rows = json.loads(read(site, "fr/search-index.js").removeprefix("window.labkitIndex = ").rstrip(";\n"))
    places = {title: place for title, place, _words in rows}
    assert places["Un test, plusieurs services"] == f"labs/{LAB}.html"
    assert places["exactitude"] == "lexicon.html#accuracy"
    assert all((site / "fr" / place.partition("#")[0]).is_file() for place in places.values())


def test_headings_of_one_page_have_ids_of_their_own():
    taken = set()
    html = as_html("# Tâche 2\n\n## Tâche 2", taken=taken) + as_html("## Tâche 2", taken=taken)
    assert re.findall(r'id="([^"]+)"', html) == ["tache-2", "tache-2-2", "tache-2-3"]


def test_a_table_without_heads_has_no_empty_head():
    html = as_html("| | |\n|---|---|\n| a | b |")
    assert "<thead" not in html and "<th" not in html and "<td>a</td>" in html
    assert '<th scope="col">x</th>' in as_html("| | x |\n|---|---|\n| a | b |")


def test_trainers_pages_lie_apart_from_what_learners_read(tmp_path, monkeypatch):
    content = course(tmp_path / "content")
    monkeypatch.setenv("LABKIT_CONTENT", str(content.root))
    for folder, there in ((tmp_path / "site" / "trainers", tmp_path / "site"), (tmp_path, tmp_path / "site")):
        with pytest.raises(CourseError, match="apart"):
            build_trainers(content, folder, there)
    build_trainers(content, tmp_path / "mine", tmp_path / "site")
    assert "whole numbers of patients" in read(tmp_path, f"mine/{LAB}.en.html")
    assert "nombres entiers de patients" in read(tmp_path, f"mine/{LAB}.fr.html")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CourseError, match="another folder"):
        build_site(Content(tmp_path), tmp_path)
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8") == "mine"


def test_a_lab_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["site", "m9_nothing", "--to", str(tmp_path / "site")]) == 2
    assert "m9_nothing" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


@pytest.mark.browser
def test_the_site_in_a_browser_from_a_file(site, page):
    """axe finds nothing, nothing scrolls sideways on a telephone, nothing is asked of a host, in both languages."""
    asked, broken = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    for width, languages in ((1280, LANGUAGES), (400, ("fr",))):
        page.set_viewport_size({"width": width, "height": 900})
        for language in languages:
            for name in PAGES if width == 1280 else PAGES[:13]:
                page.goto((site / language / f"{name}.html").as_uri())
                assert page.evaluate(
                    "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
                ), name
                if width == 1280:
                    page.evaluate(
                        "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
                    )
                    found = Axe().run(page).response["violations"]
                    assert found == [], [(name, one["id"], one["nodes"][0]["html"]) for one in found]
    assert asked and all(url.startswith("file:") for url in asked) and broken == []


@pytest.mark.browser
def test_a_reader_predicts_chooses_filters_and_searches(site, page):
    page.goto((site / "en" / "labs" / f"{LAB}.html").as_uri())
    page.get_by_label("about nine").check()
    expect(page.get_by_text("SEEN-OUTPUT")).not_to_be_visible()
    page.get_by_text("I have chosen. Show me what happens").press("Enter")
    expect(page.get_by_text("SEEN-OUTPUT")).to_be_visible()
    expect(page.locator(".told .said")).to_have_text("✗ You had chosen: about nine")

    page.goto((site / "fr" / "try.html").as_uri())
    page.get_by_label("au test et au service").check()
    expect(page.get_by_role("status")).to_have_text("✓ Oui. Les deux la font.")
    page.get_by_label("au test seul").check()
    expect(page.get_by_role("status")).to_have_text("✗ Pas tout à fait. Le service compte aussi.")

    page.goto((site / "fr" / "lexicon.html").as_uri())
    page.get_by_label("Chercher un terme").fill("Étalonn calibr")
    shown = page.locator("#terms section:visible")
    page.get_by_label("Chercher un terme").fill("SPECIFICITE")
    assert 1 <= shown.count() < 10
    expect(page.get_by_role("heading", name="spécificité")).to_be_visible()

    page.goto((site / "fr" / "search.html").as_uri())
    page.get_by_label("Mots à chercher").fill("services test")
    page.get_by_role("link", name="Un test, plusieurs services", exact=True).click()
    expect(page).to_have_url(re.compile(f"fr/labs/{LAB}.html$"))
