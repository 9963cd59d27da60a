"""What a submission tried, for a person to judge: it takes no points by itself."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Tampering:
    """One thing that was tried, or that was stopped.

    Attributes
    ----------
    kind : str
        ``protocol`` (what came back was not what a kernel sends), ``memory``, ``processes``, ``disk``, ``output``, ``died``,
        ``timeout`` (stopped from outside), ``working_copy`` (links and special files left out of the private copy),
        ``file``, ``network``, ``process`` (attempts, as reported from inside; the sandbox blocks them in any case).
    detail : str
        At most 300 characters.
    reported : bool
        Whether the learner's own process said so: its word, which may be anything; otherwise seen from outside.
    """

    kind: str
    detail: str
    reported: bool = False

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {name: value for name, value in asdict(self).items() if value is not False}


class TamperLog(list[Tampering]):
    """Tamperings, each once and at most `most` of them: a hostile kernel must not fill the record."""

    most = 100

    def note(self, kind: str, detail: str, *, reported: bool = False) -> None:
        """Add one, unless it is there already."""
        plain = detail.encode("utf-8", "replace").decode().replace("\x00", "")
        entry = Tampering(kind, plain[:300], reported)
        if entry not in self and len(self) < self.most:
            self.append(entry)
