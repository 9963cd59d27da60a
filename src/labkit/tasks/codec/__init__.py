"""Values as JSON-safe data and back, for the practice pack and for answers that come out of a learner's kernel.

Nothing is ever pickled, and decoding builds only plain values: numbers, strings, containers, numpy arrays without
objects, pandas frames and series. What a hostile kernel sends can therefore be wrong, but it cannot run.
"""

from labkit.tasks.codec.decoding import decode, loads
from labkit.tasks.codec.encoding import dumps, encode
from labkit.tasks.codec.limits import CodecError, Limits

__all__ = ["CodecError", "Limits", "decode", "dumps", "encode", "loads"]
