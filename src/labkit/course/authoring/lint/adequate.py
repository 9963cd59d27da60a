"""Cases that let a changed answer pass: the table of ``labkit lint --adequacy``."""

from collections.abc import Callable, Iterable

from labkit.content import Content
from labkit.tasks.adequacy import adequacy_of_lab, lines
from labkit.tasks.load import load_grader


def adequate(content: Content, labs: Iterable[str] = (), show: Callable[[str], object] = print) -> int:
    """Show what became of the changes of every right answer; returns 1 if a change survives, else 0.

    Parameters
    ----------
    content : Content
    labs : iterable of str
        All by default.
    show : callable
    """
    chosen = list(labs) or content.labs()
    for lab in chosen:
        content.require(lab)
    found = []
    judged = (one for lab in chosen for one in adequacy_of_lab(load_grader(content, lab)))
    for line in lines(found.append(one) or one for one in judged):  # type: ignore[func-returns-value]
        show(line)
    return 0 if all(one.holds for one in found) else 1
