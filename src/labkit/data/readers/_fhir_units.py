"""Units of quantities: whether two are one, whether words contradict the code, whether an analyte has several."""

import re

import pandas as pd

from labkit.data.readers._problem import Problem
from labkit.language import catalogue

_ = catalogue("data")

# Written otherwise and the same: UCUM (https://ucum.org) on the right, folded as `unit_key` folds.
_SAME = {
    "ng/ml": "ug/l", "ug/ml": "mg/l", "pg/ml": "ng/l", "mg/ml": "g/l", "iu/l": "u/l", "ui/l": "u/l",
    "mmhg": "mm[hg]", "bpm": "/min", "beats/min": "/min", "beats/minute": "/min", "breaths/min": "/min",
    "breaths/minute": "/min", "percent": "%", "°c": "cel", "degc": "cel", "c": "cel", "giga/l": "10*9/l",
    "k/ul": "10*9/l", "10*3/ul": "10*9/l", "10^9/l": "10*9/l", "10^3/ul": "10*9/l", "m/ul": "10*12/l",
    "10*6/ul": "10*12/l", "10^12/l": "10*12/l", "tera/l": "10*12/l",
}  # fmt: skip
_AMOUNT = re.compile(r"(?:10\*\d+|[kmunpf]?(?:g|mol|eq|u))/[dmunf]?l")


def unit_key(unit: str) -> str:
    """A unit folded so that two spellings of one are equal; the French G/L is not the g/L."""
    if unit in ("G/L", "T/L"):
        return "10*9/l" if unit == "G/L" else "10*12/l"
    folded = re.sub(r"\{[^}]*\}|\s", "", unit.replace("µ", "u").replace("μ", "u")).lower()
    return _SAME.get(folded, folded)


def contradict(unit: str, code: str) -> bool:
    """Whether the words of a unit and its code are two different amounts in a volume (mg/dL and mmol/L)."""
    one, other = unit_key(unit), unit_key(code)
    return one != other and bool(_AMOUNT.fullmatch(one) and _AMOUNT.fullmatch(other))


def several_units(file: str, table: pd.DataFrame) -> list[Problem]:
    """One problem for each code whose numbers are in several units, or in one unit here and in none there."""
    numbers = table[table["value"].notna()]
    problems = []
    for (_system, code), rows in numbers.fillna({"system": "", "code": ""}).groupby(["system", "code"]):
        units = rows["unit_code"].fillna(rows["unit"]).fillna("")
        keys = units.map(unit_key)
        if keys.nunique() > 1:
            counts = units.groupby(keys).agg(["first", "size"])
            listed = ", ".join(f"{unit or _('none')} ({n})" for unit, n in counts.itertuples(index=False))
            name = code or rows["display"].iloc[0]
            what = _("the values of {code} are in several units: {units}").format(code=name, units=listed)
            problems.append(
                Problem(file, what, _("Bring them to one unit before you compare them."), None, "unit")
            )
    return problems
