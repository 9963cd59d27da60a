"""Where the recorded answers that ship with labkit lie."""

from pathlib import Path

from labkit.content import data_file
from labkit.language import catalogue

_ = catalogue("text")


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
    found = data_file("answers", f"{name}.jsonl")
    if found is not None:
        return found
    raise FileNotFoundError(_("There is no cassette at {path}.").format(path=f"data/answers/{name}.jsonl"))
