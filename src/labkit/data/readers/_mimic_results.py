"""Results of ``labevents`` that may not mean what they seem."""

import numpy as np
import pandas as pd

from labkit.data.readers._fhir_units import several_units
from labkit.data.readers._problem import Problem
from labkit.data.readers._table import Table
from labkit.language import catalogue

_ = catalogue("data")


def doubtful_results(labs: pd.DataFrame, origin: Table) -> list[Problem]:
    """Rows whose text and number differ, and items whose numbers are in several units."""
    doubts = []
    if "value" in labs:
        written = pd.to_numeric(labs["value"], errors="coerce")
        apart = ~np.isclose(written, labs["valuenum"], rtol=1e-6) & written.notna() & labs["valuenum"].notna()
        for row in np.flatnonzero(apart):
            what = _("value and valuenum are two numbers")
            advice = _("valuenum is {number} and value {text}: find out which was measured.").format(
                number=f"{labs['valuenum'].iloc[row]:g}", text=repr(str(labs["value"].iloc[row]))
            )
            place = int(origin.rows[row]) if len(origin.rows) == len(labs) else None
            doubts.append(Problem(origin.name, what, advice, place, "value", origin.unit))
    if "valueuom" in labs:
        table = pd.DataFrame(
            {"system": "", "code": labs["itemid"].astype("str"), "display": "", "value": labs["valuenum"]}
        ).assign(unit=labs["valueuom"], unit_code=labs["valueuom"])
        doubts += several_units(origin.name, table)
    return doubts
