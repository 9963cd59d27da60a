"""The override log: what the model proposed, what a person decided, and why.

The AI Act (Regulation (EU) 2024/1689) asks for automatic logs (art. 12), for people able to disregard or
reverse an output (art. 14), and that deployers of a high-risk system monitor it and keep its logs at least
six months (art. 26). The schema below is labkit's: the regulation fixes no columns. It holds a person's role,
never a name; whether a suggestion was overridden is computed from the two decisions, never typed in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import numpy as np

from labkit.evaluate.inputs.arrays import is_missing
from labkit.evaluate.intervals.proportions import wilson_interval
from labkit.language import catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("oversight")


@dataclass(frozen=True)
class Field:
    """One column of the log.

    Attributes
    ----------
    name : str
    kind : {"time", "text", "probability"}
    required : bool
    allowed : tuple of str
        Empty when any text will do.
    """

    name: str
    kind: str
    required: bool = True
    allowed: tuple[str, ...] = ()


OVERRIDE_FIELDS = (
    Field("time", "time"),
    Field("case", "text"),
    Field("model", "text"),
    Field("version", "text"),
    Field("probability", "probability"),
    Field("suggestion", "text"),
    Field("decision", "text"),
    Field("role", "text", True, ("physician", "nurse", "pharmacist", "midwife", "paramedic", "other")),
    Field(
        "reason",
        "text",
        False,
        ("clinical_context", "patient_preference", "data_error", "model_error", "capacity", "other"),
    ),
    Field("harm", "text", True, ("none", "minor", "serious", "unknown")),
    Field("comment", "text", False),
)


def override_schema() -> pd.DataFrame:
    """The log's columns, with their meaning in the language in force.

    Returns
    -------
    DataFrame
        ``field, kind, required, allowed, meaning``.
    """
    import pandas as pd

    meaning = {
        "time": _("When the person decided, with the time zone (ISO 8601)."),
        "case": _("Pseudonym of the case; never a name or a record number."),
        "model": _("Name of the model."),
        "version": _("Version of the model that gave this output."),
        "probability": _("Probability that the model gave."),
        "suggestion": _("What the model proposed."),
        "decision": _("What the person decided."),
        "role": _("Role of the person who decided; never a name."),
        "reason": _("Why the suggestion was set aside; empty when it was followed."),
        "harm": _("Harm to the patient linked to the output or to setting it aside, as known so far."),
        "comment": _("Free text without identifiers."),
    }
    return pd.DataFrame(
        [
            {
                "field": f.name,
                "kind": f.kind,
                "required": f.required,
                "allowed": ", ".join(f.allowed),
                "meaning": meaning[f.name],
            }
            for f in OVERRIDE_FIELDS
        ]
    )


def read_override_log(path: str | Path) -> pd.DataFrame:
    """Read a log kept as JSON lines, one decision a line.

    Raises
    ------
    ValueError
        On a line that is not a JSON object; the message names the file and the line.
    """
    import pandas as pd

    rows = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(
                _("{file}, line {line}: not JSON ({error}).").format(file=path, line=number, error=error.msg)
            ) from None
        if not isinstance(row, dict):
            raise ValueError(
                _("{file}, line {line}: one decision a line, as a JSON object.").format(
                    file=path, line=number
                )
            )
        rows.append(row)
    return pd.DataFrame(rows, columns=None if rows else [f.name for f in OVERRIDE_FIELDS])


def validate_override_log(log: Any) -> pd.DataFrame:
    """Everything wrong with a log.

    Parameters
    ----------
    log : pandas or polars frame
        One row a decision.

    Returns
    -------
    DataFrame
        ``row, column, problem``, rows counted from 0 (empty where the whole column is at fault); no row at
        all when the log is valid.
    """
    import pandas as pd

    table = _as_pandas(log)
    problems: list[tuple[Any, str, str]] = []
    known = [f.name for f in OVERRIDE_FIELDS]
    for name in table.columns:
        if name not in known:
            problems.append((None, str(name), _("Undeclared column: it may identify a person. Remove it.")))
    for field in OVERRIDE_FIELDS:
        if field.name not in table.columns:
            if field.required:
                problems.append((None, field.name, _("Required column missing.")))
            continue
        for row, value in enumerate(table[field.name]):
            problem = _problem(field, value)
            if problem:
                problems.append((row, field.name, problem))
    if {"suggestion", "decision", "reason"} <= set(table.columns):
        overridden = _overridden(table)
        given = ~table["reason"].map(_absent).to_numpy(dtype=bool)
        for row in np.flatnonzero(overridden & ~given).tolist():
            problems.append((row, "reason", _("The suggestion was set aside without a reason.")))
        for row in np.flatnonzero(~overridden & given).tolist():
            problems.append((row, "reason", _("A reason is given although the suggestion was followed.")))
    if {"case", "time"} <= set(table.columns):
        moments = [_instant(value) for value in table["time"]]
        cases = table["case"].astype(str).map(lambda text: normalize("NFC", text))
        twice = pd.DataFrame({"case": cases.to_numpy(), "time": moments}).duplicated()
        for row in np.flatnonzero(twice).tolist():
            problems.append((row, "case", _("The same case at the same time is logged twice.")))
    found = pd.DataFrame(problems, columns=["row", "column", "problem"])
    return found.astype({"row": "Int64"})


def _overridden(table: pd.DataFrame) -> np.ndarray:
    """Whether each decision differs from the suggestion, however the same word's accents are typed."""
    pairs = zip(table["suggestion"].tolist(), table["decision"].tolist(), strict=True)
    return np.array([_word(first) != _word(second) for first, second in pairs], dtype=bool)


def _word(value: Any) -> Any:
    return normalize("NFC", value) if isinstance(value, str) else "" if is_missing(value) else value


def _instant(value: Any) -> str:
    """One text for one instant, whatever its zone; what is no time is itself."""
    moment = None if is_missing(value) else _moment(value)
    return str(value if moment is None or moment.tzinfo is None else moment.tz_convert("UTC"))


def _absent(value: Any) -> bool:
    return is_missing(value) or value == ""


def _problem(field: Field, value: Any) -> str | None:
    """What is wrong with one value, or None."""
    if _absent(value):
        return _("Required value missing.") if field.required else None
    if field.kind == "probability":
        is_number = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
        if not is_number or not 0 <= float(value) <= 1:
            return _("Must be a number between 0 and 1; it is {value}.").format(value=repr(value))
    elif field.kind == "time":
        moment = _moment(value)
        if moment is None:
            return _("Not a date and time in ISO 8601; it is {value}.").format(value=repr(value))
        if moment.tzinfo is None:
            return _("The time zone is missing (for example +01:00).")
    elif not isinstance(value, str):
        return _("Must be text; it is {value}.").format(value=repr(value))
    elif field.allowed and value not in field.allowed:
        return _("Must be one of {allowed}; it is {value}.").format(
            allowed=", ".join(field.allowed), value=repr(value)
        )
    return None


def _moment(value: Any) -> Any:
    import pandas as pd

    try:
        return pd.Timestamp(value)
    except (ValueError, TypeError):
        return None


def _as_pandas(log: Any) -> pd.DataFrame:
    import narwhals as nw
    import pandas as pd

    if isinstance(log, pd.DataFrame):
        return log.reset_index(drop=True)
    return nw.from_native(log, eager_only=True).to_pandas()


def valid_log(log: Any) -> pd.DataFrame:
    """The log as a pandas frame in order of time, with a column ``overridden``; ValueError when it is not valid."""
    import pandas as pd

    problems = validate_override_log(log)
    if len(problems):
        first = problems.iloc[0]
        raise ValueError(
            _("The log has {n} problem(s), the first at row {row}, column {column}: {problem}").format(
                n=len(problems),
                row="–" if pd.isna(first["row"]) else first["row"],
                column=first["column"],
                problem=first["problem"],
            )
        )
    table = _as_pandas(log)
    if not len(table):
        raise ValueError(_("The log is empty."))
    table["moment"] = [_moment(value).tz_convert("UTC") for value in table["time"]]
    table["overridden"] = _overridden(table)
    return table.sort_values("moment", kind="stable").reset_index(drop=True)


def override_summary(log: Any, *, by: str | None = None, confidence: float = 0.95) -> pd.DataFrame:
    """Override rate and serious harms, recomputed from a valid log.

    Parameters
    ----------
    log : pandas or polars frame
    by : str, optional
        A column to group by, such as ``"role"``, ``"version"`` or ``"suggestion"``.
    confidence : float
        Of Wilson's interval.

    Returns
    -------
    DataFrame
        One row for the whole log, or one a value of `by`: ``n, overridden, rate, ci_low, ci_high, serious``
        after the value's column.

    Raises
    ------
    ValueError
        On an invalid or empty log, or an unknown column.

    Notes
    -----
    A low rate is no proof of a good model: people who are never told to doubt do not override (automation
    bias, AI Act art. 14(4)(b)).
    """
    import pandas as pd

    table = valid_log(log)
    if by is not None and by not in table.columns:
        raise ValueError(_("Unknown column {name}.").format(name=repr(by)))
    parts = [(None, table)] if by is None else list(table.groupby(by, sort=True))
    rows = []
    for name, part in parts:
        n, x = len(part), int(part["overridden"].sum())
        low, high = wilson_interval(x, n, confidence)
        row: dict[str, Any] = {} if by is None else {by: name}
        row |= {"n": n, "overridden": x, "rate": x / n, "ci_low": low, "ci_high": high}
        rows.append(row | {"serious": int((part["harm"] == "serious").sum())})
    return pd.DataFrame(rows)
