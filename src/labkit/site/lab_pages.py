"""A lab's page: the case, the prediction, what happens, the tasks without their answers."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode

from labkit.content import Content
from labkit.course.release.release import learner_copy
from labkit.course.source.lab_source import is_check, is_explanation, is_solution, read_source, tags
from labkit.course.source.outline import LabOutline
from labkit.language import brief
from labkit.site.markdown import as_html, code, plain_text, scrolling
from labkit.site.runs import fresh_run
from labkit.tasks.declare import Choice
from labkit.tasks.lab_file import read_asked, read_lab_file

_CALLS = re.compile(r"\blab\.(predict|reveal)\(\s*[\"'](\w+)[\"']")
_PICTURE = re.compile(r'src="data:image/png;base64,([^"]+)"')
_TOLD = re.compile(r'<div role="status"|<progress')


@dataclass
class Block:
    """One piece of the page: HTML, code to unfold, a question to choose, or a note."""

    kind: str
    html: Markup = Markup("")
    choice: dict[str, Any] = field(default_factory=dict)


@dataclass
class Section:
    """What stands from one heading to the next; `reveals` where it shows the answer to a prediction."""

    blocks: list[Block] = field(default_factory=list)
    reveals: str | None = None


class LabPage:
    """The pieces of one lab's page in one language.

    Parameters
    ----------
    content : Content
    lab : LabOutline
    language : {"en", "fr"}
    kept : Path
        Where runs are kept.
    assets : Path
        Where pictures go; `link` is how the page reaches that folder.
    """

    def __init__(self, content: Content, lab: LabOutline, language: str, kept: Path, assets: Path, link: str):
        self.lab, self.language, self._assets, self._link = lab, language, assets, link
        said = read_lab_file(content.grader(lab.id))
        self._predictions = {choice.id: choice for choice in said.predictions}
        self._asked = read_asked(content.grader(lab.id), said.asks)
        self._ids = {"main", "builder-tasks"}
        pathway = "explorer" if "explorer" in lab.pathways else "builder"
        self._notebook = fresh_run(content, lab.id, language, pathway, kept)
        self._content = content if pathway == "explorer" else None

    def sections(self) -> list[Section]:
        """From top to bottom."""
        found = [Section()]
        for cell in self._notebook.cells:
            if cell.cell_type == "markdown" and re.match(r"#{1,2} ", cell.source):
                found.append(Section())
            found[-1].blocks += self._blocks(cell)
            if cell.cell_type == "code" and (called := _CALLS.search(cell.source)) and called[1] == "reveal":
                found[-1].reveals = called[2]
        return [section for section in found if section.blocks]

    def prediction(self, name: str) -> dict[str, Any]:
        """A prediction's question, as a page shows it."""
        return shown(self._predictions[name], self.language, f"{self.lab.id}-{name}")

    def _blocks(self, cell: NotebookNode) -> Iterator[Block]:
        if cell.cell_type == "markdown":
            yield (
                Block("your_text")
                if is_explanation(cell)
                else Block("prose", Markup(as_html(cell.source, taken=self._ids)))
            )
            return
        called = _CALLS.search(cell.source)
        if called and called[1] == "predict" and called[2] in self._predictions:
            yield Block("choice", choice=self.prediction(called[2]))
        elif "lab.quiz(" in cell.source:
            for number, choice in enumerate(self._asked):
                yield Block("asked", choice=shown(choice, self.language, f"{self.lab.id}-asked-{number}"))
        elif "lab.progress(" in cell.source:
            return
        elif is_check(cell):
            yield Block("marked")
        else:
            yield Block("your_code" if is_solution(cell) else "code", Markup(code(cell.source)))
            yield from self._outputs(cell)

    def _outputs(self, cell: NotebookNode) -> Iterator[Block]:
        """Tables, figures and what was printed; not what `Lab` says to one learner (noted, not started, try again)."""
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stdout" and output.text.strip():
                yield Block("output", Markup(plain_text(output.text.rstrip())))
            data = output.get("data", {})
            html = data.get("text/html")
            if html is None and data.get("text/plain", "Ellipsis") not in ("Ellipsis", "None"):
                yield Block("output", Markup(plain_text(data["text/plain"])))
            elif html and not _TOLD.search(html):
                yield Block("output", Markup(scrolling(_PICTURE.sub(self._picture, html))))

    def _picture(self, found: re.Match[str]) -> str:
        """A figure's file, shared by the pages that show it, with its size so that nothing jumps while it loads."""
        png = base64.b64decode(found[1])
        name = hashlib.sha256(png).hexdigest()[:16] + ".png"
        self._assets.mkdir(parents=True, exist_ok=True)
        (self._assets / name).write_bytes(png)
        width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
        return f'src="{self._link}{name}" width="{width}" height="{height}" loading="lazy"'

    def builder_tasks(self) -> Iterator[Block]:
        """Prose and empty code of the tasks that only a builder meets: nothing that was answered or printed."""
        if self._content is None:
            return
        source = read_source(self._content, self.lab.id)
        own = {cell.id.removesuffix(f"-{self.language}") for cell in source.cells if "builder" in tags(cell)}
        for cell in learner_copy(source, self.language, "builder").cells:
            if cell.id not in own:
                continue
            if cell.cell_type == "markdown" and not is_explanation(cell):
                yield Block("prose", Markup(as_html(cell.source, 2, self._ids)))
            elif is_solution(cell):
                yield Block("your_code", Markup(code(cell.source)))


def shown(choice: Choice, language: str, name: str) -> dict[str, Any]:
    """A question as a page shows it: its choices in an order that is the page's own, so that no letter stands for right.

    Only questions that earn no marks come here (`lab.toml`'s predictions, `questions.toml`): a page that runs
    without a server cannot hide an answer from who reads its source.
    """
    order = sorted(
        choice.choices,
        key=lambda letter: hashlib.sha256(f"{choice.id}/{choice.choices[letter].en}".encode()).digest(),
    )
    return {
        "name": name,
        "question": choice.question.in_language(language),
        "choices": [
            {
                "text": choice.choices[letter].in_language(language),
                "comment": choice.comments[letter].in_language(language),
                "right": letter == choice.right,
            }
            for letter in order
        ],
    }


def minutes_of(lab: LabOutline, language: str) -> dict[str, str]:
    """Minutes by pathway, as the reader writes them."""
    return {pathway: brief(minutes, language) for pathway, minutes in lab.minutes.items()}
