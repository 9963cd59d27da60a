"""The practice pack: what travels with a learner's release so that feedback is instant where graders are not installed.

It has practice cases with their results, mutants' results with their messages, the names of laws, hints and sealed
texts. It has no code of an answer, and its seeds are not those that mark.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit.language import Text
from labkit.tasks.bundle import Bundle, build, practice_seed
from labkit.tasks.declare import Choice, LabGrader, OrderTask
from labkit.tasks.sealed import new_salt, seal

FORMAT = 1
FILE = "practice.json"


class PackError(ValueError):
    """A practice pack that cannot be read; the message names the file and what to do."""


@dataclass(frozen=True)
class SealedChoice:
    """A prediction or a spaced question as a learner has it: comments open only to who chose them."""

    id: str
    question: Text
    choices: dict[str, Text]
    salt: str
    box: dict[str, str]
    from_lab: str | None = None


@dataclass(frozen=True)
class Pack:
    """Everything `labkit.notebook.lab` needs for one assignment."""

    lab: str
    pathway: str
    bundles: dict[str, Bundle]
    hints: dict[str, list[Text]]
    steps: dict[str, dict[str, Text]] = field(default_factory=dict)
    predictions: dict[str, SealedChoice] = field(default_factory=dict)
    quizzes: dict[str, SealedChoice] = field(default_factory=dict)
    explanations: dict[str, float] = field(default_factory=dict)
    forbids: dict[str, list[str]] = field(default_factory=dict)


def make_pack(grader: LabGrader, pathway: str) -> Pack:
    """Practice pack of one pathway of a lab, from its grader."""
    tasks = list(grader.on_pathway(pathway))
    return Pack(
        grader.lab,
        pathway,
        {task.id: build(task, grader.lab, practice_seed(grader.lab, task.id)) for task in tasks},
        {task.id: list(task.hints) for task in tasks},
        {task.id: dict(task.steps) for task in tasks if isinstance(task, OrderTask)},
        {choice.id: _sealed(grader.lab, choice) for choice in grader.predictions},
        {choice.id: _sealed(grader.lab, choice) for choice in grader.quizzes},
        {explain.id: explain.points for explain in grader.explanations},
        {task.id: list(forbidden) for task in tasks if (forbidden := getattr(task, "forbids", ()))},
    )


def _sealed(lab: str, choice: Choice) -> SealedChoice:
    salt = new_salt(practice_seed(lab, choice.id))
    payloads = [
        (letter, {"right": letter == choice.right, "en": comment.en, "fr": comment.fr})
        for letter, comment in choice.comments.items()
    ]
    return SealedChoice(
        choice.id, choice.question, dict(choice.choices), salt, seal(salt, payloads), choice.from_lab
    )


def write_pack(grader: LabGrader, pathway: str, file: Path) -> None:
    """Write the practice pack of one pathway to `file`."""
    pack = make_pack(grader, pathway)
    data = {
        "format": FORMAT,
        "lab": pack.lab,
        "pathway": pack.pathway,
        "bundles": [bundle.to_json() for bundle in pack.bundles.values()],
        "hints": {task: [[t.en, t.fr] for t in hints] for task, hints in pack.hints.items()},
        "steps": {
            task: {key: [t.en, t.fr] for key, t in steps.items()} for task, steps in pack.steps.items()
        },
        "predictions": [_choice_json(choice) for choice in pack.predictions.values()],
        "quizzes": [_choice_json(choice) for choice in pack.quizzes.values()],
        "explanations": pack.explanations,
        "forbids": pack.forbids,
    }
    file.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _choice_json(choice: SealedChoice) -> dict[str, Any]:
    return {
        "id": choice.id,
        "question": [choice.question.en, choice.question.fr],
        "choices": {letter: [t.en, t.fr] for letter, t in choice.choices.items()},
        "salt": choice.salt,
        "box": choice.box,
        "from_lab": choice.from_lab,
    }


def read_pack(file: Path) -> Pack:
    """Practice pack of a file.

    Raises
    ------
    PackError
        If the file is not a practice pack of this version.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise PackError(
                f"{file} has format {data['format']}, this labkit reads {FORMAT}: release the lab again"
            )
        bundles = [Bundle.from_json(bundle) for bundle in data["bundles"]]
        return Pack(
            data["lab"],
            data["pathway"] if "pathway" in data else data["path"],  # packs already with learners
            {bundle.task: bundle for bundle in bundles},
            {task: [Text(*pair) for pair in hints] for task, hints in data["hints"].items()},
            {
                task: {key: Text(*pair) for key, pair in steps.items()}
                for task, steps in data["steps"].items()
            },
            {choice["id"]: _choice(choice) for choice in data["predictions"]},
            {choice["id"]: _choice(choice) for choice in data["quizzes"]},
            data["explanations"],
            data.get("forbids", {}),  # packs already with learners have none
        )
    except PackError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackError(
            f"{file} is not a practice pack ({error}): get the lab again with `labkit reset`"
        ) from error


def _choice(data: dict[str, Any]) -> SealedChoice:
    choices = {letter: Text(*pair) for letter, pair in data["choices"].items()}
    return SealedChoice(
        data["id"], Text(*data["question"]), choices, data["salt"], data["box"], data["from_lab"]
    )
