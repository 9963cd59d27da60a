"""What a learner's HTML may become: harmless whatever it is, closed, and made in a time that its length bounds."""

import pytest
from bs4 import BeautifulSoup

from labkit.grading.feedback.sanitize import clean, markdown_to_html

HOSTILE = {
    "script": "<script>alert(1)</script><b onclick=alert(1)>x</b>",
    "script in pieces": "<scr<script>ipt>alert(1)</script>",
    "image with a handler": "<img src=x onerror=alert(1)><img src='data:image/png;base64,AAA=' onload=alert(1)>",
    "foreign content": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></math>",
    "svg": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "addresses": "<a href='javascript:alert(1)'>x</a><a href=' data:text/html,x'>y</a><a href='java&#10;script:x'>z</a>",
    "quotes in attributes": '<a title=\'"><script>alert(1)</script>\'>q</a><a title="&quot;&gt;<script>">r</a>',
    "leaves its frame": "</div></main></body><form action=/x><input></form><base href=//x><meta http-equiv=refresh>",
    "never closed": "<div><b><!-- <script>",
    "style": "<style>body{display:none}</style><p style='position:fixed'>x</p><link rel=stylesheet href=//x>",
    "frames": "<iframe srcdoc='<script>1</script>'></iframe><object data=x></object><embed src=x>",
}
ALLOWED = {"lang", "title", "href", "src", "alt", "width", "height", "colspan", "rowspan", "scope"}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_nothing_that_runs_or_reaches_out_is_left(markup):
    for made in (clean(markup), markdown_to_html(markup)):
        page = BeautifulSoup(f"<main>{made}</main><footer>end</footer>", "html.parser")
        for tag in page.main.find_all(True):
            assert tag.name not in (
                "script",
                "style",
                "iframe",
                "object",
                "embed",
                "form",
                "input",
                "svg",
                "math",
            )
            assert set(tag.attrs) <= ALLOWED
            assert not str(tag.get("href", "")).strip().lower().startswith(("javascript", "data", "java"))
            assert str(tag.get("src", "data:image/")).startswith("data:image/")
        assert page.footer.text == "end" and page.footer.parent.name == "[document]"


LONG = {
    "deep": "<div>" * 90_000,
    "open scripts": "<script " * 250_000,
    "open comments": "<!--" * 400_000,
    "angle brackets": "<" * 2_000_000,
    "ampersands": "&" * 2_000_000,
    "attributes": "<a " + " ".join(f"b{n}=1" for n in range(200_000)),
    "equals signs": "<a b" + "=" * 1_900_000,
    "blanks": "<th" + " " * 1_900_000,
    "a huge character": "&#" + "9" * 1_900_000 + ";",
    "quotes": "<a title='" * 90_000,
    "closed by another name": "<div></q>" * 90_000,
    "tables in tables": "<table><tr><td>" * 60_000,
    "lists": "<ul><li>" * 90_000,
}


@pytest.mark.parametrize("markup", LONG.values(), ids=LONG)
def test_a_text_made_to_last_is_shown_all_the_same(markup):
    made = BeautifulSoup(clean(markup), "html.parser")
    assert len(made.find_all(True)) < 1000


def test_what_a_notebook_shows_stays_as_it_was():
    table = "<table><thead><tr><td></td><th>a</th></tr></thead><tbody><tr><th>0</th><td>1 &lt; 2</td></tr></tbody></table>"
    assert clean(table) == table
    assert clean("<ul><li>a<li>b</ul><p>c<p>d") == "<ul><li>a</li><li>b</li></ul><p>c</p><p>d</p>"
    assert clean("<h1>x</h1>", heading_shift=2) == "<h3>x</h3>"
    assert clean('<img src="data:image/png;base64,AAA=">', alt="a curve").startswith('<img alt="a curve"')
    assert clean("1 < 2 && 3 > 2") == "1 &lt; 2 &amp;&amp; 3 &gt; 2"
    assert clean('<a href="https://example.org/?a=1&amp;b=2">x</a>').count("&amp;") == 1
