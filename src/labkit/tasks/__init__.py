"""Tasks: declared once, judged everywhere."""

from labkit.language import Text
from labkit.tasks import laws
from labkit.tasks.agreement import Tolerance
from labkit.tasks.bundle import Bundle, build, marking_seed, practice_seed
from labkit.tasks.criteria import Criterion, interval_of_95
from labkit.tasks.declare import (
    Case,
    Choice,
    Explain,
    FunctionTask,
    LabGrader,
    Mutant,
    OrderTask,
    Task,
    ValueTask,
    case,
    function_task,
    order_task,
    value_task,
)
from labkit.tasks.judge import judge
from labkit.tasks.load import lab_grader
from labkit.tasks.outcome import STATUSES, Outcome

__all__ = [
    "STATUSES",
    "Bundle",
    "Case",
    "Choice",
    "Explain",
    "FunctionTask",
    "Criterion",
    "LabGrader",
    "Mutant",
    "OrderTask",
    "Outcome",
    "Task",
    "Text",
    "Tolerance",
    "ValueTask",
    "build",
    "case",
    "function_task",
    "interval_of_95",
    "judge",
    "lab_grader",
    "laws",
    "marking_seed",
    "order_task",
    "practice_seed",
    "value_task",
]
