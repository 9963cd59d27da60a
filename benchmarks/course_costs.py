"""Run every lab on every path and write what it took to docs/costs.md: `python benchmarks/course_costs.py [LAB ...] [--json]`.

With labs named, only these are measured and the others keep their rows.

The solved copies are run, the English builder's and the French explorer's, one after the other in kernels of their own.
`labkit lint --run` holds the table to each of its runs.
"""

import argparse
import json
import platform
import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from labkit.content import Content
from labkit.course.authoring.lint.budget import measure
from labkit.course.release.release import solved
from labkit.course.source.lab_source import read_source
from labkit.course.teaching.costs import FILE, Row, read_costs, table


def rows(content: Content, labs: list[str]) -> list[Row]:
    """Measured now, or as the table has them where other labs are named."""
    found, kept = [], read_costs(content) or {}
    for lab in content.labs():
        if labs and lab not in labs:
            found += [row for (of, _path), row in kept.items() if of == lab]
            continue
        for language, path in zip(("en", "fr"), read_source(content, lab).paths(), strict=False):
            with TemporaryDirectory(prefix="labkit-costs-") as scratch:
                cost = measure(solved(content, lab, language, path, Path(scratch)))
            if cost.fault:
                raise SystemExit(f"{lab} ({path}): {cost.fault}")
            found.append(Row(lab, path, round(cost.seconds, 1), round(cost.mebibytes)))
    return found


def main() -> None:
    """Measure, and put the table between the marks of docs/costs.md."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("labs", nargs="*", metavar="LAB", help="labs to measure (all)")
    parser.add_argument(
        "--json", action="store_true", help="print one object a line and leave the table alone"
    )
    given = parser.parse_args()
    content = Content.find()
    for lab in given.labs:
        content.require(lab)
    found = rows(content, given.labs)
    if given.json:
        print("\n".join(json.dumps(asdict(row)) for row in found))
        return
    file = content.root / FILE
    when = f"Measured on {datetime.now(UTC).date()}, {platform.system()} on {platform.machine()}, one thread a library."
    new = f"<!-- costs -->\n{table(found)}\n\n{when}\n<!-- /costs -->"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(r"<!-- costs -->.*<!-- /costs -->", lambda _: new, text, flags=re.DOTALL), encoding="utf-8"
    )
    print(new)


if __name__ == "__main__":
    main()
