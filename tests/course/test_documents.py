"""The documents name commands, options, targets and files that are there, and both READMEs say the same."""

import argparse
import re
from pathlib import Path

import pytest

from labkit.cli import parser
from labkit.content import Content

ROOT = Content.find().root
DOCUMENTS = sorted(
    p.relative_to(ROOT).as_posix()
    for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/*/*.md")]
)
# What stands in code: fenced blocks and what is between backquotes.
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_COMMAND = re.compile(r"(?<![\w/.-])(?<!from )(?<!-n )labkit ([a-z]+)((?: +(?:-{1,2})?[^\s`#;]+)*)")


def subcommands():
    (action,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return action.choices


def code_of(document):
    return "\n".join(_CODE.findall((ROOT / document).read_text(encoding="utf-8")))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_and_option_exists(document):
    known = subcommands()
    for name, rest in _COMMAND.findall(code_of(document)):
        assert name in known, f"labkit {name}"
        command, words = known[name], rest.split()
        parts = [a for a in command._actions if isinstance(a, argparse._SubParsersAction)]
        if parts and words:  # `labkit contest round`
            assert words[0] in parts[0].choices, f"labkit {name}{rest}"
            command = parts[0].choices[words[0]]
        options = {flag for action in command._actions for flag in action.option_strings}
        assert set(re.findall(r"(?<=\s)--[a-z-]+", rest)) <= options, f"labkit {name}{rest}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_and_variable_of_make_exists(document):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name, rest in re.findall(r"(?<![\w-])make ([a-z-]+)((?: [A-Z_]+=)?)", code_of(document)):
        assert re.search(rf"^(?:[\w -]+ )?{name}(?: [\w -]+)?:", makefile, re.MULTILINE), f"make {name}"
        if rest:
            assert re.search(rf"\b{rest.strip().rstrip('=')}\b", makefile), f"make {name}{rest}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_and_path_leads_somewhere(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    here = (ROOT / document).parent
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert link.startswith("http") or (here / link).exists(), link
    named = re.findall(
        r"(?<![\w/.])(?:docs|benchmarks|data|graders|notebooks|tests|src)/[\w./-]+", code_of(document)
    )
    for path in named:
        if "m4_calibration" not in path:  # the lab that CONTRIBUTING imagines
            assert (ROOT / path.rstrip(".")).exists(), path


@pytest.mark.parametrize(
    "english",
    [
        "README.md",
        "docs/install.md",
        "docs/instructors.md",
        "docs/law.md",
        "docs/contest.md",
        "docs/contest-shown.md",
        "docs/sizing.md",
        "deploy/kubernetes/README.md",
        "deploy/systemd/README.md",
        "docs/trainers/fellows.md",
        "docs/trainers/workshops.md",
    ],
)
def test_the_french_document_has_the_same_parts_and_commands(english):
    def shape(document):
        text = (ROOT / document).read_text(encoding="utf-8")
        rows = [len(block.splitlines()) for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)]
        commands = {name for name, _rest in _COMMAND.findall(code_of(document))}
        return len(re.findall("^## ", text, re.MULTILINE)), rows, text.count("```"), commands

    assert shape(english) == shape(str(Path(english).with_suffix(".fr.md")))
