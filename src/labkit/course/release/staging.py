"""Where a released copy comes from: made from the source, or taken from those made when the wheel was built."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from labkit.content import PATHWAYS, Content, assignment_of
from labkit.course.source.outline import LabOutline, outline
from labkit.errors import CourseError

Advance = Callable[[str], None]


@contextmanager
def staged(
    content: Content,
    wanted: Iterable[tuple[str, str, str]],
    keep: Path,
    bar: Callable[[int], AbstractContextManager[Advance]] | None = None,
) -> Iterator[dict[tuple[str, str, str], Path]]:
    """Folders of released copies for each (lab, language, pathway), for as long as the block lasts.

    Parameters
    ----------
    content : Content
    wanted : iterable of (lab, language, pathway)
    keep : Path
        Where copies made from the sources are kept for the next time.
    bar : callable, optional
        Given how many copies have to be made, the progress bar to call with each lab's id; not asked for when none has.
    """
    wanted = list(wanted)
    if content.released.is_dir():
        yield {key: _packaged(content, *key) for key in wanted}
        return
    try:
        from labkit.course.release.kept_copies import KeptCopies
        from labkit.course.release.release import releasing

        kept = KeptCopies(keep, content)
    except ImportError as fault:
        raise CourseError(
            f"{fault.name} is missing: install labkit with its grading extra, or from a wheel"
        ) from fault
    folders = {key: home for key in wanted if (home := kept.find(*key))}
    missing = [key for key in wanted if key not in folders]
    if missing:
        with (
            tempfile.TemporaryDirectory(prefix="labkit-") as scratch,
            bar(len(missing)) if bar else nullcontext() as advance,
        ):
            for made in releasing(content, missing, lambda language: Path(scratch) / language):
                key = made.lab, made.language, made.pathway
                folders[key] = kept.keep(made.folder, *key)
                if advance:
                    advance(assignment_of(made.lab, made.pathway))
    yield folders


def _packaged(content: Content, lab: str, language: str, pathway: str) -> Path:
    folder = content.released / language / assignment_of(lab, pathway)
    if not folder.is_dir():
        known = ", ".join(sorted(p.name for p in (content.released / language).glob("*") if p.is_dir()))
        raise CourseError(f"this labkit carries no {folder.name} in {language!r}; it has: {known or 'none'}")
    return folder


def offered(content: Content, pathway: str, labs: Iterable[str] = ()) -> list[tuple[LabOutline, str]]:
    """The labs with the pathway each will be opened on: the one asked for, else the one the lab has.

    Raises
    ------
    CourseError
        For an unknown pathway or lab.
    """
    if pathway not in PATHWAYS:
        raise CourseError(f"the pathway must be one of {', '.join(PATHWAYS)}, not {pathway!r}")
    known = {lab.id: lab for lab in outline(content)}
    for lab in labs:
        if lab not in known:
            raise CourseError(f"there is no lab called {lab!r}; the labs are: {', '.join(known) or 'none'}")
    chosen = [known[lab] for lab in labs] or list(known.values())
    return [(lab, pathway if pathway in lab.pathways else lab.pathways[0]) for lab in chosen]
