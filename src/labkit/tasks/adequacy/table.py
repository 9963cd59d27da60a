"""The table of `labkit lint --adequacy`."""

from collections.abc import Iterable, Iterator

from labkit.tasks.adequacy.trial import Adequacy

_COLUMNS = ("task", "changes", "refused", "named", "equivalent", "survivors", "seconds")


def lines(found: Iterable[Adequacy]) -> Iterator[str]:
    """One line a task, then its survivors and its stale declarations; the totals at the end."""
    yield _line(*_COLUMNS)
    sums = [0] * 5
    seconds = 0.0
    for one in found:
        name = f"{one.lab} {one.task}"
        if one.left_out:
            yield f"{name:<44}  left out: {one.left_out}"
            continue
        counts = (one.changes, one.refused, one.named, one.equivalent, len(one.survivors))
        sums = [total + count for total, count in zip(sums, counts, strict=True)]
        seconds += one.seconds
        yield _line(name, *counts, f"{one.seconds:.1f}")
        for answer, every in one.sampled.items():
            yield f"  {answer} is slow to judge: one change in {every} was"
        for survivor in one.survivors:
            yield f"  survives: {survivor}"
        for pattern in one.stale:
            yield f"  declared equivalent, and nothing that survives is called so: {pattern}"
    yield _line("all", *sums, f"{seconds:.1f}")


def _line(task: str, *numbers: object) -> str:
    return f"{task:<44}" + "".join(f"{number!s:>11}" for number in numbers)
