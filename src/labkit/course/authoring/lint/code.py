"""Code: one for both languages, no network, no TODO left, answers short enough to be read."""

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.source.code_language import unpaired
from labkit.course.source.lab_source import Source, is_solution
from labkit.course.source.select import select
from labkit.tasks.load import grader_files

LONGEST_ANSWER = 8
_NETWORK_MODULES = {
    "requests", "urllib3", "httpx", "aiohttp", "ftplib", "smtplib", "socket", "urllib.request", "http.client",
    "huggingface_hub", "wget", "gdown",
}  # fmt: skip
_ADDRESS = re.compile(r"^(https?|ftp|s3|gs|hf)://", re.IGNORECASE)
_SHELL = re.compile(r"^\s*(!|%%bash|%%sh|%pip|%conda|%system)", re.MULTILINE)
_REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)\s*### END SOLUTION", re.DOTALL)


def check(content: Content, source: Source) -> Iterator[Finding]:
    """Every rule of this family."""
    for cell in source.cells:
        if cell.cell_type == "code":
            yield from _language_lines(source, cell)
            yield from _network(source, cell)
            yield from _length(source, cell)
        yield from _todo(source, cell)
    yield from _todo_in_grader(content, source)
    for pathway in source.pathways():
        yield from _same_code(source, pathway)


def _language_lines(source: Source, cell: NotebookNode) -> Iterator[Finding]:
    lacking = unpaired(cell.source)
    if lacking:
        yield Finding(
            source.lab, cell.id, "language-lines", f"a run of language lines has no `{lacking}:` line"
        )


def _network(source: Source, cell: NotebookNode) -> Iterator[Finding]:
    if _SHELL.search(cell.source):
        yield Finding(
            source.lab, cell.id, "network", "it calls the shell or installs: a lab runs offline, in Python"
        )
        return
    for node in ast.walk(ast.parse(_without_magics(cell.source))):
        named: list[str] = []
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            named = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in named:
            if name in _NETWORK_MODULES or name.split(".")[0] in _NETWORK_MODULES:
                yield Finding(
                    source.lab, cell.id, "network", f"it imports {name}: a lab runs without network"
                )
                break
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _ADDRESS.match(node.value):
            yield Finding(source.lab, cell.id, "network", f"it names {node.value}: commit the data instead")


def _length(source: Source, cell: NotebookNode) -> Iterator[Finding]:
    for region in _REGION.findall(cell.source) if is_solution(cell) else ():
        lines = [line for line in region.split("\n") if line.strip() and not line.strip().startswith("#")]
        if len(lines) > LONGEST_ANSWER:
            yield Finding(
                source.lab,
                cell.id,
                "length",
                f"its answer has {len(lines)} lines: {LONGEST_ANSWER} is what a learner writes in one go",
                blocks=False,
            )


def _todo(source: Source, cell: NotebookNode) -> Iterator[Finding]:
    for line in cell.source.split("\n"):
        if "TODO" in line:
            yield Finding(source.lab, cell.id, "todo", line.strip())


def _todo_in_grader(content: Content, source: Source) -> Iterator[Finding]:
    for file in grader_files(content.grader(source.lab)):
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
            if "TODO" in line:
                yield Finding(source.lab, "grader", "todo", f"{file.name}, line {number}: {line.strip()}")


def _same_code(source: Source, pathway: str) -> Iterator[Finding]:
    """The two languages' code must be one program: the same syntax tree but for docstrings and the setup call."""
    one, two = (select(source, language, pathway).cells for language in ("en", "fr"))
    for a, b in zip(one, two, strict=True):
        if a.cell_type == "code" and _tree(a.source) != _tree(b.source):
            yield Finding(
                source.lab, a.id, "same-code", "its code differs between languages: only comments may"
            )


def _tree(code: str) -> str:
    tree = ast.parse(_without_magics(code))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module)
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Lab":
            node.keywords = []
    return ast.dump(tree)


def _without_magics(code: str) -> str:
    return "\n".join(
        "#" + line if line.lstrip().startswith(("%", "!")) else line for line in code.split("\n")
    )
