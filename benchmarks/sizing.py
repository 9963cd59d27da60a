"""How much machine a course of any size needs, computed from what was measured.

    python benchmarks/sizing.py
    python benchmarks/sizing.py --learners 500 --present 150 --labs 22 --language fr

Prints the table of docs/sizing.md. Every figure under `Measured` says which program measured it; nothing else is in the arithmetic but
the course's own numbers.
"""

import argparse
from dataclasses import dataclass, fields

from labkit.language import number, speaking

GIB = 1024


@dataclass(frozen=True)
class Measured:
    """benchmarks/server_costs.py, 29 November 2026, two busy cores, unless said otherwise. Memory is a process's own (USS), MiB."""

    server_mib: float = 109
    pandas_mib: float = 204  # the kernel after m4_threshold
    training_mib: float = 454  # after m2_finetune, which trains with PyTorch
    largest_kernel_mib: float = 886  # m1_attention, docs/costs.md: resident, at its peak
    start_processor: float = 2.6
    hub_mib: float = 197  # hub, proxy and exchange together, two learners signed in
    grading_pandas: float = 1.32  # a right submission more of m4_threshold, one worker
    grading_training: float = 13.7  # of m2_finetune
    submission_kib: float = 173
    folder_kib: float = 874
    course_kib: float = 390  # graded notebook, page and gradebook
    listed_processor: float = 0.6 / 20_000  # docs/hub.md: names of 20,000 submissions
    indexed_processor: float = 2.5 / 20_000  # docs/hub.md: an index of 20,000 made again


@dataclass(frozen=True)
class Course:
    """What only you know. `handed_in` is how often a learner hands a lab in."""

    learners: int
    present: int
    labs: int = 22
    handed_in: int = 3
    arrive_in: int = 300


@dataclass(frozen=True)
class Needed:
    """Memory and disk in GiB, processors, hours of one processor, seconds."""

    pandas: float
    training: float
    largest: float
    letting_in: float
    grading_pandas: float
    grading_training: float
    exchange: float
    homes: float
    course: float
    listing: float
    indexing: float


def needed(course: Course, by: Measured = Measured()) -> Needed:
    """The arithmetic, a line a figure."""
    work = course.learners * course.labs
    return Needed(
        pandas=(course.present * (by.server_mib + by.pandas_mib) + by.hub_mib) / GIB,
        training=(course.present * (by.server_mib + by.training_mib) + by.hub_mib) / GIB,
        largest=(course.present * (by.server_mib + by.largest_kernel_mib) + by.hub_mib) / GIB,
        letting_in=course.present * by.start_processor / course.arrive_in,
        grading_pandas=work * by.grading_pandas / 3600,
        grading_training=work * by.grading_training / 3600,
        exchange=work * course.handed_in * by.submission_kib / 2**20,
        homes=work * by.folder_kib / 2**20,
        course=work * by.course_kib / 2**20,
        listing=course.learners * course.handed_in * by.listed_processor,
        indexing=work * course.handed_in * by.indexed_processor,
    )


SIZES = (Course(25, 25), Course(500, 150), Course(20_000, 1_000))
WORDS = {
    "pandas": ("memory, all in a lab with pandas (GiB)", "mémoire, tous dans un TP avec pandas (Gio)"),
    "training": ("memory, all in a lab that trains (GiB)", "mémoire, tous dans un TP qui entraîne (Gio)"),
    "largest": (
        "memory, everybody in the largest lab (GiB)",
        "mémoire, tout le monde dans le plus gros TP (Gio)",
    ),
    "letting_in": (
        "processors to let all in within five minutes",
        "processeurs pour laisser entrer tout le monde en cinq minutes",
    ),
    "grading_pandas": (
        "grading, all labs like the one with pandas (hours of one processor)",
        "corriger, tous les TP comme celui avec pandas (heures d'un processeur)",
    ),
    "grading_training": (
        "grading, all labs like the one that trains (hours of one processor)",
        "corriger, tous les TP comme celui qui entraîne (heures d'un processeur)",
    ),
    "exchange": ("disk, the exchange (GiB)", "disque, l'échange (Gio)"),
    "homes": ("disk, homes (GiB)", "disque, dossiers personnels (Gio)"),
    "course": ("disk, the course's folder (GiB)", "disque, le dossier du cours (Gio)"),
    "listing": (
        "listing one lab's submissions (s of a processor)",
        "lister les travaux d'un TP (s de processeur)",
    ),
    "indexing": (
        "the exchange's index made again (s of a processor)",
        "refaire l'index de l'échange (s de processeur)",
    ),
}
HEAD = {
    "en": ("learners, of whom at once", "{learners}, {present}"),
    "fr": ("personnes inscrites, présentes", "{learners}, {present}"),
}


def table(sizes: tuple[Course, ...], language: str) -> str:
    """The table as Markdown, numbers as the reader writes them."""
    with speaking(language):
        first, size = HEAD[language]
        head = [size.format(learners=number(s.learners, 0), present=number(s.present, 0)) for s in sizes]
        columns = [needed(size) for size in sizes]
        rows = [
            [WORDS[field.name][language == "fr"], *(_told(getattr(column, field.name)) for column in columns)]
            for field in fields(Needed)
        ]
    lines = [[first, *head], ["---"] * (len(sizes) + 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _told(value: float) -> str:
    """Two figures that count: no more was measured."""
    decimals = 0 if value >= 10 else 1 if value >= 1 else 2
    if value >= 100:
        value = float(f"{value:.2g}")
    return number(value, decimals)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--learners", type=int)
    asked.add_argument("--present", type=int)
    asked.add_argument("--labs", type=int, default=22)
    asked.add_argument("--language", choices=("en", "fr"), default="en")
    given = asked.parse_args()
    sizes = SIZES
    if given.learners:
        sizes = (Course(given.learners, given.present or given.learners, given.labs),)
    print(table(sizes, given.language))


if __name__ == "__main__":
    main()
