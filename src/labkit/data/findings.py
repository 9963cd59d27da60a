"""An audit's findings, held against what was planted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from labkit.data import planted
from labkit.data.truth import Truth
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("data")


def compare_findings(
    truth: Truth, reported: Iterable[str], among: Iterable[str] | None = None
) -> "pd.DataFrame":
    """Hold an audit's list of findings against what was planted.

    Parameters
    ----------
    truth : Truth
        What was planted.
    reported : iterable of str
        Names of the effects that the audit says are there.
    among : iterable of str, optional
        Effects that were asked about; all that labkit can plant by default.

    Returns
    -------
    DataFrame
        One row an effect asked about: ``effect, planted, reported, verdict``, the verdict being ``found``,
        ``missed``, ``false_alarm`` or ``rightly_silent``. A false alarm costs as much as a miss: both are wrong.

    Raises
    ------
    ValueError
        For a name that is no effect, or that was reported without being asked about.
    """
    import pandas as pd

    asked = list(planted.EFFECTS) if among is None else list(dict.fromkeys(among))
    said = set(reported)
    unknown = sorted((said | set(asked)) - set(planted.EFFECTS)) or sorted(said - set(asked))
    if unknown:
        raise ValueError(
            _("{names}: not among the effects asked about ({asked})").format(
                names=", ".join(unknown), asked=", ".join(asked)
            )
        )
    verdicts = {
        (True, True): "found",
        (True, False): "missed",
        (False, True): "false_alarm",
        (False, False): "rightly_silent",
    }
    rows = [(name, truth.has(name), name in said, verdicts[truth.has(name), name in said]) for name in asked]
    return pd.DataFrame(rows, columns=["effect", "planted", "reported", "verdict"])
