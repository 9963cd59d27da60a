"""The four tables of a FHIR export."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from labkit.data.readers.report import ReadingReport
from labkit.language import catalogue

_ = catalogue("data")


TABLES = {
    "Patient": ("patients", ("patient_id", "sex", "birth_date", "language", "postal_code")),
    "Encounter": (
        "encounters",
        ("stay_id", "patient_id", "status", "class", "start", "start_offset", "end", "end_offset"),
    ),
    "Observation": (
        "observations",
        ("patient_id", "stay_id", "status", "system", "code", "display", "at", "at_offset",
         "value", "comparator", "text", "unit", "unit_code", "absent_reason"),
    ),
    "Condition": (
        "conditions",
        ("patient_id", "stay_id", "clinical_status", "verification_status", "system", "code", "display",
         "recorded_at", "recorded_at_offset"),
    ),
}  # fmt: skip
TIMES = ("birth_date", "start", "end", "at", "recorded_at")
NUMBERS = ("value", *(f"{time}_offset" for time in TIMES))


@dataclass(frozen=True)
class Fhir:
    """A bundle as tables. Identifiers are the resources' ``id``, or in a transaction the UUID that stands for it.

    Times are those of the ward's clock, as written; ``..._offset`` has their distance from UTC in minutes (missing where
    none was written): ``at - at_offset`` is UTC.

    Attributes
    ----------
    patients : DataFrame
        ``patient_id, sex`` (``F, M, X, U``), ``birth_date, language, postal_code``.
    encounters : DataFrame
        ``stay_id, patient_id, status, class, start, start_offset, end, end_offset``.
    observations : DataFrame
        ``patient_id, stay_id, status, system, code, display, at, at_offset, value`` (number), ``comparator`` (``<`` where
        the value is only a limit), ``text`` (a value that is coded or in words, a range, a ratio), ``unit`` (as written),
        ``unit_code`` (UCUM), ``absent_reason`` (why there is no value). One row for the observation's own value, and one
        for each component (a blood pressure has two, and no value of its own). The LOINC code is given where there is
        one.
    conditions : DataFrame
        ``patient_id, stay_id, clinical_status, verification_status, system, code, display, recorded_at,
        recorded_at_offset``.
    skipped : dict
        How many resources of other types were left out.
    report : ReadingReport
        Rows read; every record that was left out because it was withdrawn, refuted or cancelled, is about somebody else,
        or has a modifier extension; and what is doubtful, such as one analyte in two units.
    """

    patients: pd.DataFrame
    encounters: pd.DataFrame
    observations: pd.DataFrame
    conditions: pd.DataFrame
    skipped: dict[str, int]
    report: ReadingReport


def typed(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(columns))
    for column in columns:
        if column in TIMES:
            table[column] = pd.to_datetime(table[column])
        else:
            table[column] = table[column].astype(float if column in NUMBERS else "str")
    return table
