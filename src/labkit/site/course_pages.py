"""Pages about the whole course: the labs by module and by profession, the lexicon, three questions to try, what a trainer plans with."""

import json
import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from labkit.content import Content, data_file
from labkit.course.source.audiences import audience_name
from labkit.course.source.competencies import competencies, taught
from labkit.course.source.lab_source import read_source
from labkit.course.source.outline import LabOutline, module_name, outline, place_of
from labkit.course.source.select import select
from labkit.course.teaching.trainer import minutes_of, parts_of
from labkit.course.teaching.trainer_swaps import swap
from labkit.language import brief
from labkit.lexicon.entries import in_order
from labkit.lexicon.page import cited
from labkit.site.lab_pages import shown
from labkit.site.markdown import as_html
from labkit.site.pages import Site
from labkit.site.words import words
from labkit.tasks.lab_file import QUESTIONS_FILE, read_asked, read_lab_file
from labkit.tasks.toml_table import read_table

# ``{lab m4_threshold}`` in a text of the site.
_LAB = re.compile(r"\{lab (\w+)\}")


class Course:
    """The labs that a site is built of, and what their pages say of them."""

    def __init__(self, content: Content, labs: list[str] | None = None):
        self.content = content
        for lab in labs or ():
            content.require(lab)
        self.all = outline(content)
        self.labs = [lab for lab in self.all if not labs or lab.id in labs]
        self._here = {lab.id for lab in self.labs}
        self._titles = {lab.id: lab.title for lab in self.all}

    def row(self, lab: LabOutline, language: str) -> dict[str, Any]:
        """A lab as a page lists it."""
        before = [
            (one if one in self._here else "", self._titles[one][language])
            for one in lab.prerequisites
            if one in self._titles
        ]
        return {
            "id": lab.id,
            "title": lab.title[language],
            "minutes": {way: brief(lab.minutes[way], language) for way in lab.pathways if way in lab.minutes},
            "before": [name for _id, name in before],
            "before_links": before,
            "audiences": [audience_name(one, language) for one in lab.audiences],
        }

    def write(self, site: Site) -> None:
        """Every page but the labs' own."""
        language = site.language
        self._home(site)
        self._try(site)
        self._lexicon(site)
        self._audiences(site)
        self._teach(site)
        for name, section in (("about", ""), ("hospitals", "hospitals")):
            text = _LAB.sub(lambda found: self._linked(found[1], language), site.prose(name))
            site.write(f"{name}.html", "prose.html", text.partition("\n")[0].lstrip("# "), section=section,
                       search=text, body=Markup(as_html(text)))  # fmt: skip
        site.write("search.html", "search.html", words(language)["search_title"], section="search")

    def _linked(self, lab: str, language: str) -> str:
        """A lab's title as a link in Markdown; nothing where the site has no such lab."""
        return f"[{self._titles[lab][language]}](labs/{lab}.html)." if lab in self._here else ""

    def _home(self, site: Site) -> None:
        language = site.language
        modules = [
            (
                module_name(module, language),
                [self.row(lab, language) for lab in self.labs if lab.module == module],
            )
            for module in sorted({lab.module for lab in self.labs}, key=place_of)
        ]
        site.write("index.html", "home.html", words(language)["course"], section="labs",
                   body=Markup(as_html(site.prose("home"))), modules=modules)  # fmt: skip

    def _try(self, site: Site) -> None:
        title = words(site.language)["try_title"]
        questions = list(self._three_questions(site.language))
        site.write("try.html", "try.html", title, section="try", questions=questions)

    def _three_questions(self, language: str) -> Iterator[dict[str, Any]]:
        """Three of the questions that labs ask one another, one a lab: never a marked task. ``data/try.json`` says which come first."""
        first = data_file("try.json")
        named = json.loads(first.read_text(encoding="utf-8")) if first else []
        asked = {lab: question for lab, _slash, question in (name.partition("/") for name in reversed(named))}
        rest = [lab.id for lab in self.labs if (self.content.grader(lab.id) / QUESTIONS_FILE).is_file()]
        titles = {lab.id: lab.title[language] for lab in self.labs}
        wanted = [lab for lab in dict.fromkeys([*reversed(asked), *rest]) if lab in rest]
        for lab in wanted[:3]:
            folder = self.content.grader(lab)
            (choice,) = read_asked(
                folder, [asked.get(lab) or next(iter(read_table(folder / QUESTIONS_FILE).values))]
            )
            yield {**shown(choice, language, f"try-{lab}"), "lab": lab, "title": titles[lab]}

    def _lexicon(self, site: Site) -> None:
        language, other = site.language, "fr" if site.language == "en" else "en"
        entries = [
            {
                "id": entry.id,
                "term": entry.term(language),
                "other": entry.term(other),
                "other_language": other,
                "names": " ".join(entry.names()),
                "definition": entry.definition[language],
                "beware": entry.false_friend[language] if entry.false_friend else "",
                "labs": [(lab.id, lab.title[language]) for lab in self.labs if entry.id in lab.terms],
                "source": cited(entry.source, language) if entry.source else "",
            }
            for entry in in_order(language)
        ]
        site.write(
            "lexicon.html",
            "lexicon.html",
            words(language)["lexicon_title"],
            section="lexicon",
            entries=entries,
        )
        for entry in entries:
            site.note(
                str(entry["term"]), f"lexicon.html#{str(entry['id']).replace('_', '-')}", str(entry["names"])
            )

    def _audiences(self, site: Site) -> None:
        language, said = site.language, words(site.language)
        known = taught(self.content, self.labs)

        def part(entries: list) -> list:
            return [
                (c.says[language], [(lab.id, lab.title[language]) for lab in where]) for c, where in entries
            ]

        audiences = []
        for name in dict.fromkeys(audience for lab in self.labs for audience in lab.audiences):
            own = [lab for lab in self.labs if name in lab.audiences]
            core = [(c, [lab for lab in where if lab in own]) for c, where in known if not c.audiences]
            further = [(c, [lab for lab in where if lab in own]) for c, where in known if name in c.audiences]
            parts = [(said["core"], core), (said["further"], further)]
            audiences.append(
                {
                    "id": name,
                    "name": audience_name(name, language),
                    "labs": [self.row(lab, language) for lab in own],
                    "competencies": [
                        (title, part([entry for entry in entries if entry[1]]))
                        for title, entries in parts
                        if any(where for _c, where in entries)
                    ],
                }
            )
        site.write("audiences.html", "audiences.html", said["audiences_title"], section="audiences",
                   search=" ".join(str(one["name"]) for one in audiences), audiences=audiences)  # fmt: skip

    def _teach(self, site: Site) -> None:
        language, said = site.language, words(site.language)
        links = [(f"teach/{lab.id}.html", lab.title[language], "") for lab in self.labs]
        site.write("teach.html", "list.html", said["teach_title"], section="teach",
                   body=Markup(as_html(site.prose("teach"))), groups=[("", links)])  # fmt: skip
        for lab in self.labs:
            self._teach_lab(site, lab)

    def _teach_lab(self, site: Site, lab: LabOutline) -> None:
        """What a trainer plans with. Not what they know beforehand: learners read this site too (`prose/teach`)."""
        language, said = site.language, words(site.language)
        source, notes = read_source(self.content, lab.id), read_lab_file(self.content.grader(lab.id)).trainer
        timing = []
        for pathway in source.pathways():
            parts = parts_of(select(source, language, pathway), {}, language)
            clock, rows = 0, []
            for one, minutes in zip(parts, minutes_of(parts, lab.minutes.get(pathway, 45)), strict=True):
                rows.append((f"{clock // 60}:{clock % 60:02d}", minutes, one.title, len(one.tasks)))
                clock += minutes
            timing.append((pathway, rows))
        skills = {one.id: one.says[language] for one in competencies(self.content)}
        lines = "\n".join(f"- {skills[one]}" for one in lab.competencies if one in skills)
        swaps = [
            (
                audience_name(one, language),
                notes.swaps[one].in_language(language) if one in notes.swaps else swap(one, language),
            )
            for one in lab.audiences
        ]
        title = said["teach_page"] + said["colon"] + lab.title[language]
        site.write(f"teach/{lab.id}.html", "teach.html", title, section="teach", lab=self.row(lab, language),
                   body=Markup(as_html(f"# {said['skills']}\n\n{lines}", first_level=2)) if lines else "",
                   timing=timing, swaps=[(name, Markup(as_html(text))) for name, text in swaps])  # fmt: skip
