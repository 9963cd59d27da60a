"""How much is accepted, and what is said of the rest."""

from dataclasses import dataclass

TAG = "$"


class CodecError(ValueError):
    """A value that cannot be sent, or data that is not what `encode` makes."""


@dataclass(frozen=True)
class Limits:
    """What `decode` and `loads` accept.

    Parameters
    ----------
    max_bytes : int
        Length of the JSON text, in bytes.
    max_items : int
        Number of values in all containers together; an array counts as one.
    max_depth : int
        How deep containers may nest.
    """

    max_bytes: int = 32 * 2**20
    max_items: int = 500_000
    max_depth: int = 24


class Budget:
    def __init__(self, limits: Limits):
        self.items, self.depth = limits.max_items, limits.max_depth

    def spend(self, depth: int) -> None:
        self.items -= 1
        if self.items < 0:
            raise CodecError("too many values")
        if depth > self.depth:
            raise CodecError("nested too deeply")
