"""What a submission tried, for a person to judge: it takes no points by itself."""

from dataclasses import asdict, dataclass


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
    """

    kind: str
    detail: str

    def to_dict(self) -> dict[str, str]:
        """JSON form."""
        return asdict(self)


class TamperLog(list[Tampering]):
    """Tamperings, each once and at most `most` of them: a hostile kernel must not fill the record."""

    most = 100

    def note(self, kind: str, detail: str) -> None:
        """Add one, unless it is there already."""
        plain = detail.encode("utf-8", "replace").decode().replace("\x00", "")
        entry = Tampering(kind, plain[:300])
        if entry not in self and len(self) < self.most:
            self.append(entry)
