"""What a check found, as rows of one shape, so that a report can stack them.

``check, feature, n, value, status, detail``, status being ``leak`` (a fact about the rows), ``suspect`` (a number
too good, for a person to explain), ``not_checked`` (the check could not look, and says why) or ``ok``. No check can
prove that there is no leak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("check", "feature", "n", "value", "status", "detail")


def finding_rows(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(COLUMNS))


def finding(
    check: str, feature: Any, n: int, value: float, status: str | bool, detail: str
) -> dict[str, Any]:
    return dict(zip(COLUMNS, (check, feature, n, value, status, detail), strict=True))
