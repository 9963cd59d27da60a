"""Train m2_finetune's tiny BERT with six seeds, with the lab's own cells: `python benchmarks/six_trainings.py [SEED ...]`.

Writes `graders/m2_finetune/six_trainings.json`: what the notebook shows of them, since one training proves nothing. Run it again
whenever the notes, the encoder or those cells change; some four minutes of a processor.
"""

import json
import sys

import numpy as np

from labkit.content import Content
from labkit.course.source.lab_source import read_source
from labkit.course.source.select import select
from labkit.evaluate import auc, auc_difference

LAB, SEEDS = "m2_finetune", range(6)
CELLS = ("setup", "worked-cut", "training", "surprise-table")


def one_training(cells: dict[str, str], seed: int) -> dict[str, float]:
    """What capitals do to the risks of one training and to the order that it makes of patients, and its harm at 10 %."""
    names: dict[str, object] = {}
    for cell in CELLS:
        source = cells[cell]
        if cell == "worked-cut":
            assert source.count("seed = 0") == 1
            source = source.replace("seed = 0", f"seed = {seed}")
        exec(compile(source, cell, "exec"), names)
    urgent = names["urgent"]
    typed = {"lower": names["risks"]["tiny_BERT"], "capitals": names["urgent_risk"](names["capitals"])}
    found = auc_difference(urgent, typed["capitals"], typed["lower"])
    called = typed["lower"] >= 0.10
    moved = np.abs(typed["capitals"] - typed["lower"])
    return {
        "seed": seed,
        "risk_moved_in_100": round(100 * float((moved > 0.10).mean())),
        "urgent_first_in_lower_case": round(100 * auc(urgent, typed["lower"])),
        "urgent_first_in_capitals": round(100 * auc(urgent, typed["capitals"])),
        "difference": round(100 * found.estimate),
        "lower_bound": round(100 * found.ci_low),
        "upper_bound": round(100 * found.ci_high),
        "harm": int(9 * np.sum((urgent == 1) & ~called) + np.sum((urgent == 0) & called)),
    }


def main() -> None:
    """Train, and write what was found."""
    content = Content.find()
    notebook = select(read_source(content, LAB), "en", "builder")
    cells = {cell.id: cell.source for cell in notebook.cells}
    found = []
    for seed in [int(seed) for seed in sys.argv[1:]] or SEEDS:
        found.append(one_training(cells, seed))
        print(found[-1], flush=True)
    if len(sys.argv) == 1:
        file = content.root / "graders" / LAB / "six_trainings.json"
        file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
