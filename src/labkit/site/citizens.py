"""Pages for patients: what a lab changes for them, said in plain words in ``graders/<lab>/citizens.toml``, whose readability is measured."""

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from labkit.content import Content
from labkit.course.source.outline import LabOutline
from labkit.language import Text, number
from labkit.site.markdown import as_html
from labkit.site.pages import Site
from labkit.site.words import words
from labkit.tasks.toml_table import Table, read_table
from labkit.text.readability import Readability, readability

FILE = "citizens.toml"


@dataclass(frozen=True)
class ForCitizens:
    """What ``citizens.toml`` says: paragraphs, questions to ask, how it is known, what a citizen asks of the learners.

    `source` says what a statement of law or of medicine rests on; it is no part of what is measured.
    """

    title: Text
    says: tuple[Text, ...]
    asks: tuple[Text, ...]
    known: Text
    citizen_asks: Text
    source: Text | None = None

    def readability(self, language: str) -> Readability:
        """Of all that a patient reads: paragraphs, questions, how it is known."""
        texts = [*self.says, *self.asks, self.known]
        return readability(" ".join(text.in_language(language) for text in texts), language)


def for_citizens(content: Content, lab: str) -> ForCitizens | None:
    """A lab's text for patients; None where its author has not written one yet."""
    file = content.grader(lab) / FILE
    return _read(file) if file.is_file() else None


def _read(file: Path) -> ForCitizens:
    table = read_table(file)
    table.known("title", "says", "asks", "known", "citizen_asks", "source")
    says, asks = _texts(table, "says"), _texts(table, "asks")
    if not 3 <= len(says) <= 6:
        raise table.fault("says", "three to six short paragraphs")
    if not 3 <= len(asks) <= 5:
        raise table.fault("asks", "three to five questions to ask at the bedside")
    source = table.text("source") if "source" in table.values else None
    return ForCitizens(
        table.text("title"), says, asks, table.text("known"), table.text("citizen_asks"), source
    )


def _texts(table: Table, key: str) -> tuple[Text, ...]:
    found = []
    for row in table.rows(key):
        row.known("en", "fr")
        found.append(row.own_text())
    return tuple(found)


def write_citizens(content: Content, site: Site, labs: list[LabOutline]) -> set[str]:
    """Write the pages for patients and the exchange's; returns the labs that have one."""
    language, said = site.language, words(site.language)
    there = {lab.id: found for lab in labs if (found := for_citizens(content, lab.id))}
    links = [(f"citizens/{lab}.html", found.title.in_language(language), "") for lab, found in there.items()]
    exchange = site.prose("exchange")
    title = exchange.partition("\n")[0].lstrip("# ")
    site.write("citizens.html", "list.html", said["citizens_title"], section="citizens",
               body=Markup(as_html(f"# {said['citizens_title']}\n\n{said['citizens_said']}")),
               groups=[("", links), (said["exchange"], [("exchange.html", title, "")])])  # fmt: skip
    site.write("exchange.html", "exchange.html", title, section="citizens", body=Markup(as_html(exchange)),
               asked=[(lab, found.citizen_asks.in_language(language)) for lab, found in there.items()])  # fmt: skip
    titles = {lab.id: lab.title[language] for lab in labs}
    for lab, found in there.items():
        ease = found.readability(language)
        site.write(f"citizens/{lab}.html", "citizen.html", found.title.in_language(language), section="citizens",
                   says=[text.in_language(language) for text in found.says],
                   asks=[text.in_language(language) for text in found.asks],
                   known=found.known.in_language(language), citizen_asks=found.citizen_asks.in_language(language),
                   source=found.source.in_language(language) if found.source else "",
                   lab={"id": lab, "title": titles[lab]},
                   ease=number(ease.ease, 0, language), length=number(ease.words_a_sentence, 0, language))  # fmt: skip
    return set(there)
