"""One thing put back in a submission, and what is said of it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Repair:
    """One thing put back.

    Attributes
    ----------
    kind : str
        ``source``, ``metadata``, ``tags`` (those that change what runs), ``forged``; and what befalls anybody: ``labels``
        (other tags), ``cell_type``, ``renamed``, ``deleted``, ``duplicated``, ``moved``, ``within``, ``unknown``, ``kernel``, ``companion``.
    cell : str
        The grade id (or the cell's id); empty for the notebook itself.
    detail : str
        What was found, in a few words.
    """

    kind: str
    cell: str
    detail: str

    def to_dict(self) -> dict[str, str]:
        return asdict(self)
