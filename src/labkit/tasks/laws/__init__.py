"""Laws: what every right answer obeys, whatever the case. A small named library, so that a release can carry a law's
name and parameters instead of any code of an answer.

A law is declared with its parameters, ``laws.bounded(0, 1)``, and tried on the cases: ``law.broken(call, case, rng)``
returns None or a text for the learner. `call` runs the learner's function.
"""

from labkit.tasks.laws.again import (
    _idempotent,
    _inputs_untouched,
    _involution,
    idempotent,
    inputs_untouched,
    involution,
)
from labkit.tasks.laws.held_out import (
    _blind_to_held_out,
    _honest_on_noise,
    blind_to_held_out,
    honest_on_noise,
)
from labkit.tasks.laws.law import TRIALS, Law
from labkit.tasks.laws.numbers import (
    _bounded,
    _known,
    _monotone,
    _sums_to,
    _unchanged_by,
    bounded,
    known,
    monotone,
    sums_to,
    unchanged_by,
)
from labkit.tasks.laws.order import (
    _blind_to_what_follows,
    _permutation_equivariant,
    blind_to_what_follows,
    permutation_equivariant,
)
from labkit.tasks.laws.pieces import (
    _rejoins,
    _shortens,
    rejoins,
    shortens,
)
from labkit.tasks.laws.rows import (
    _keeps_promise,
    _permutation_invariant,
    _renamed_alike,
    _replication_invariant,
    keeps_promise,
    permutation_invariant,
    renamed_alike,
    replication_invariant,
)

__all__ = [
    "Law",
    "blind_to_held_out",
    "blind_to_what_follows",
    "bounded",
    "honest_on_noise",
    "idempotent",
    "inputs_untouched",
    "involution",
    "keeps_promise",
    "known",
    "monotone",
    "permutation_equivariant",
    "permutation_invariant",
    "rejoins",
    "renamed_alike",
    "replication_invariant",
    "shortens",
    "sums_to",
    "unchanged_by",
]

TRIALS.update(
    bounded=_bounded,
    monotone=_monotone,
    permutation_invariant=_permutation_invariant,
    replication_invariant=_replication_invariant,
    involution=_involution,
    idempotent=_idempotent,
    sums_to=_sums_to,
    known=_known,
    unchanged_by=_unchanged_by,
    rejoins=_rejoins,
    shortens=_shortens,
    renamed_alike=_renamed_alike,
    keeps_promise=_keeps_promise,
    inputs_untouched=_inputs_untouched,
    blind_to_held_out=_blind_to_held_out,
    honest_on_noise=_honest_on_noise,
    permutation_equivariant=_permutation_equivariant,
    blind_to_what_follows=_blind_to_what_follows,
)
