"""Files beside the notebook: the course's own as they were handed out, the learner's as they are."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from labkit.grading.submission.repair import Repair


def companions_in(folder: Path) -> dict[str, bytes]:
    """What a source folder hands out beside the notebook, such as small tables, by relative name.

    Neither the practice pack nor the other language's copy: nothing of them is needed where answers are marked.
    """
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
        and p.suffix != ".ipynb"
        and p.name != "practice.json"
        and not {".ipynb_checkpoints", "variants"} & {*p.relative_to(folder).parts}
    }


def put_back(given: Mapping[str, bytes], ours: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Repair]]:
    """A submission's files with the course's own as they were handed out, and the changes undone."""
    changed = [name for name, data in ours.items() if given.get(name, data) != data]
    # A folder called like one of the course's files, or a file called like one of its folders, gives way.
    folders = {str(parent) for name in ours for parent in PurePosixPath(name).parents}
    given = {
        name: data
        for name, data in given.items()
        if name not in folders and not any(str(parent) in ours for parent in PurePosixPath(name).parents)
    }
    return {**given, **ours}, [
        Repair("companion", name, "was edited and has been put back") for name in changed
    ]


@contextmanager
def working_copy(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A scratch folder with the submission's other files, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="labkit-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for relative, data in files.items():
            path = folder / relative
            if folder in path.resolve().parents:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        yield folder
