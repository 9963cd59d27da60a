"""Where the recorded answers that ship with labkit lie."""

from pathlib import Path

from labkit.language import catalogue

_ = catalogue("text")
_HERE = Path(__file__).resolve()


def recorded_answers(name: str = "smollm2") -> Path:
    """Cassette of a model's recorded answers: ``data/answers/<name>.jsonl``, the same under ``labkit/_content`` in a wheel.

    Parameters
    ----------
    name : str

    Raises
    ------
    FileNotFoundError
        If labkit ships none of that name.

    Examples
    --------
    >>> from labkit.text import ChatClient
    >>> client = ChatClient("SmolLM2-135M-Instruct", recorded_answers())
    """
    places = [
        root / "answers" / f"{name}.jsonl"
        for root in (_HERE.parents[2] / "_content" / "data", _HERE.parents[4] / "data")
    ]
    for path in places:
        if path.is_file():
            return path
    raise FileNotFoundError(_("There is no cassette at {path}.").format(path=places[-1]))
