"""Rebuild a shipped model: ``python -m labkit.text.pretrain encoder|causal [--out FOLDER]``.

Minutes on one thread. Same code, same library versions, same machine kind: same model.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from time import process_time
from typing import Any

from labkit.content import Content
from labkit.text.models.cards import model_card
from labkit.text.models.pretraining import RECIPES, Recipe, pretrain


def save(folder: Path, model: Any, tokenizer: Any, recipe: Recipe, scores: dict[str, float]) -> None:
    """Write a model in 16-bit floats (safetensors), its tokenizer, recipe, scores, cards in both languages, checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    model.half().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "recipe.json").write_text(
        json.dumps({"recipe": asdict(recipe), "scores": scores}, indent=1) + "\n", encoding="utf-8"
    )
    for language in ("en", "fr"):
        card = model_card(recipe, scores, language)
        (folder / f"model_card.{language}.md").write_text(card, encoding="utf-8")
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name != "CHECKSUMS")
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (folder / "CHECKSUMS").write_text("".join(lines), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m labkit.text.pretrain", description=__doc__)
    parser.add_argument("kind", choices=sorted(RECIPES))
    parser.add_argument(
        "--out", type=Path, help="folder to write; data/models/<kind> of this checkout when left out"
    )
    parser.add_argument("--steps", type=int, help="optimizer steps (a shorter run makes a worse model)")
    options = parser.parse_args(arguments)
    recipe = RECIPES[options.kind]
    if options.steps:
        recipe = replace(recipe, steps=options.steps)
    folder = options.out or Content.find().data / "models" / options.kind
    started = process_time()

    def report(step: int, loss: float) -> None:
        sys.stderr.write(f"step {step}/{recipe.steps}  loss {loss:.3f}\n")

    model, tokenizer, scores = pretrain(recipe, report)
    scores["cpu_seconds"] = round(process_time() - started)
    save(folder, model, tokenizer, recipe, scores)
    sys.stderr.write(f"{folder}: held-out loss {scores['held_out_loss']:.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
