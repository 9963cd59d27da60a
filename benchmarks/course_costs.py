"""Run every lab on every pathway and write what it took to its lab.toml: `python benchmarks/course_costs.py [LAB ...] [--json]`.

With labs named, only these are measured. `labkit catalogue --costs` shows the table.

The solved copies are run, the English builder's and the French explorer's, one after the other in kernels of their own.
`labkit lint --run` holds each lab to what it says.
"""

import argparse
import json
import platform
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from labkit.content import Content
from labkit.course.authoring.lint.budget import measure
from labkit.course.release.release import solved
from labkit.course.source.lab_source import read_source
from labkit.course.teaching.costs import Row, read_costs, table, write_costs


def rows(content: Content, labs: list[str]) -> list[Row]:
    """Measured now."""
    found = []
    for lab in labs or content.labs():
        for language, pathway in zip(("en", "fr"), read_source(content, lab).pathways(), strict=False):
            with TemporaryDirectory(prefix="labkit-costs-") as scratch:
                cost = measure(solved(content, lab, language, pathway, Path(scratch)))
            if cost.fault:
                raise SystemExit(f"{lab} ({pathway}): {cost.fault}")
            found.append(Row(lab, pathway, round(cost.seconds, 1), round(cost.mebibytes)))
    return found


def main() -> None:
    """Measure, and put what was found into each lab.toml."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("labs", nargs="*", metavar="LAB", help="labs to measure (all)")
    parser.add_argument(
        "--json", action="store_true", help="print one object a line and leave lab.toml alone"
    )
    given = parser.parse_args()
    content = Content.find()
    for lab in given.labs:
        content.require(lab)
    found = rows(content, given.labs)
    if given.json:
        print("\n".join(json.dumps(asdict(row)) for row in found))
        return
    write_costs(content, found)
    print(table(list((read_costs(content) or {}).values())))
    print(f"{platform.system()} on {platform.machine()}, one thread a library")


if __name__ == "__main__":
    main()
