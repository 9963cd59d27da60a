"""Run what tests a change: of the rooms whose files differ from main, of the modules' other users, and of the labs touched.

``python tests/changed.py --since origin/main``: a quick answer while one works. `make test` is the whole one.
"""

import argparse
import ast
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
TESTS = REPOSITORY / "tests"
BENEATH_ALL = (
    "Makefile",
    "pyproject.toml",
    "constraints.txt",
    "tests/conftest.py",
    "tests/stages.py",
    "tests/waiting.py",
)
# Where the tests of what is no module lie, or of a room by another name.
TESTED_IN = {
    "src/labkit/language/locales/": "tests/course/test_messages.py",
    "src/labkit/notebook/": "tests/lab",
    "src/labkit/pages.py": "tests/course/test_paths.py",
    "data/academy/": "tests/site",
    "data/paths/": "tests/course/test_paths.py",
    "data/competencies.json": "tests/course/test_competencies.py",
    "data/modules.json": "tests/course/test_competencies.py",
    "data/law.toml": "tests/course/test_law.py",
    "data/lexicon.json": "tests/course/test_glossary.py",
    "data/": "tests/data",
    "competitions/": "tests/contest",
    "deploy/": "tests/deploy",
    "hatch_build.py": "tests/course/test_wheel.py",
    "tests/again.py": "tests/rooms",
    "tests/changed.py": "tests/rooms",
}


def differing(since: str) -> list[str]:
    """Files that differ from where this branch left `since`, committed or not, new ones included."""

    def git(*words: str) -> list[str]:
        return subprocess.run(
            ["git", *words], cwd=REPOSITORY, capture_output=True, text=True, check=True
        ).stdout.splitlines()

    base = git("merge-base", since, "HEAD")[0]
    return sorted({*git("diff", "--name-only", base), *git("ls-files", "--others", "--exclude-standard")})


def tests_of(files: list[str], known: dict[str, set[str]]) -> tuple[list[str], list[str]]:
    """Test files and folders, and labs, for changed files; `known` says which modules each test file imports."""
    chosen, labs = set(), set()
    for name in files:
        parts = Path(name).parts
        chosen |= {place for begins, place in TESTED_IN.items() if name.startswith(begins)}
        if parts[0] in ("notebooks", "graders") and len(parts) > 1:
            labs.add(parts[1].removesuffix(".py"))
        elif parts[:2] == ("src", "labkit"):
            if name.endswith((".py", ".pyi")):
                module = ".".join(Path(*parts[1:]).with_suffix("").parts).removesuffix(".__init__")
                chosen |= {test for test, imported in known.items() if _uses(imported, module)}
            if len(parts) > 3 and (TESTS / parts[2]).is_dir():
                chosen.add(f"tests/{parts[2]}")
            elif len(parts) > 3:  # a room whose tests have no folder of its name
                chosen |= {test for test, imported in known.items() if _uses(imported, f"labkit.{parts[2]}")}
        elif parts[0] == "tests" and len(parts) > 2:
            itself = parts[-1].startswith("test_")
            chosen.add(name if itself else f"tests/{parts[1]}")
        elif name.endswith(".md"):
            chosen |= {test for test in known if test.endswith("test_documents.py")}
    kept = sorted(c for c in chosen if (REPOSITORY / c).exists())
    return [c for c in kept if not any(c.startswith(f"{other}/") for other in kept)], sorted(labs)


def _uses(imported: set[str], module: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for name in imported)


def imports() -> dict[str, set[str]]:
    """For each test file, the dotted names of labkit that it imports (``labkit.audit``, ``labkit.audit.subgroups.search``)."""
    found = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        names: set[str] = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        found[str(file.relative_to(REPOSITORY))] = {n for n in names if n.startswith("labkit")}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--since", default="origin/main")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--show", action="store_true", help="say what would run, and run nothing")
    asked = parser.parse_args()
    files = differing(asked.since)
    tests, labs = tests_of(files, imports())
    if beneath := [name for name in files if name in BENEATH_ALL]:
        print(f"{', '.join(beneath)} changed: only `make test` tells what that does")
    print("tests:", *(tests or ["none"]), "\nlabs:", *(labs or ["none"]), flush=True)
    if asked.show:
        return 0
    pytest = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        asked.workers,
        "--dist",
        "loadgroup",
        "--no-loadscope-reorder",
    ]
    codes = []
    if tests:
        codes.append(subprocess.run([*pytest, *tests], cwd=REPOSITORY, check=False).returncode)
    for lab in labs:
        if (REPOSITORY / "notebooks" / lab).is_dir():
            labkit = [sys.executable, "-m", "labkit.cli", "lint", lab, "--run"]
            codes.append(subprocess.run(labkit, cwd=REPOSITORY, check=False).returncode)
            laws = [*pytest, "tests/graders", "tests/notebooks/test_copies.py", "-k", lab]
            codes.append(subprocess.run(laws, cwd=REPOSITORY, check=False).returncode)
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main())
