"""Tables laid out as MIMIC-IV's ``hosp`` module, for people who bring their credentialed copy.

The layout is that of MIMIC-IV (Johnson et al., *MIMIC-IV, a freely accessible electronic health record
dataset*, Scientific Data 2023;10:1). No MIMIC data come with labkit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from labkit.data.readers._csv import read_chosen_rows
from labkit.data.readers._fields import Field, checked
from labkit.data.readers._mimic_results import doubtful_results
from labkit.data.readers._problem import BadFile, Problem
from labkit.data.readers._table import PARQUET, Table, from_cells, read_table
from labkit.data.readers.report import ReadingReport
from labkit.language import catalogue

_ = catalogue("data")

_ID = Field("whole", required=True, filled=True)
FIELDS: dict[str, dict[str, Field]] = {
    "patients": {
        "subject_id": Field("whole", required=True, filled=True, unique=True),
        "gender": Field(required=True, among=("F", "M")),
        "anchor_age": Field("whole", required=True, filled=True, low=0, high=125),
        "anchor_year": Field("whole", required=True, filled=True),
        "dod": Field("date"),
    },
    "admissions": {
        "subject_id": _ID,
        "hadm_id": Field("whole", required=True, filled=True, unique=True),
        "admittime": Field("date", required=True, filled=True),
        "dischtime": Field("date", required=True),
        "deathtime": Field("date"),
        "admission_type": Field(),
        "language": Field(),
        "race": Field(),
        "hospital_expire_flag": Field("flag"),
    },
    "diagnoses_icd": {
        "subject_id": _ID,
        "hadm_id": _ID,
        "seq_num": Field("whole", required=True),
        "icd_code": Field(required=True, filled=True),
        "icd_version": Field("whole", required=True, among=(9, 10)),
    },
    "labevents": {
        "subject_id": _ID,
        "hadm_id": Field("whole"),
        "itemid": _ID,
        "charttime": Field("date", required=True),
        "valuenum": Field("number", required=True),
        "valueuom": Field(),
    },
    "d_labitems": {
        "itemid": Field("whole", required=True, filled=True, unique=True),
        "label": Field(required=True),
    },
}
"""Columns that are checked; the others of MIMIC are kept. ``patients`` and ``admissions`` must be there."""

_ENDINGS = (".csv.gz", ".csv", *PARQUET)


@dataclass(frozen=True)
class Mimic:
    """MIMIC-IV-like tables, related by ``subject_id`` and ``hadm_id``; ``None`` for a table that was not
    brought. ``report`` says what was left out.
    """

    patients: pd.DataFrame
    admissions: pd.DataFrame
    diagnoses_icd: pd.DataFrame | None = None
    labevents: pd.DataFrame | None = None
    d_labitems: pd.DataFrame | None = None
    report: ReadingReport = field(default_factory=lambda: ReadingReport({}))

    def to_stays(self) -> pd.DataFrame:
        """One row an admission with labkit's names: ``stay_id, patient_id, admitted_at, age, sex, ...``.

        Age at admission is ``anchor_age + year(admittime) - anchor_year``, as MIMIC's documentation defines
        it; ages above 89 were all set to 91 there.
        """
        joined = self.admissions.merge(self.patients, on="subject_id", how="left", validate="many_to_one")
        admitted, left = joined["admittime"], joined["dischtime"]
        principal = pd.Series(pd.NA, index=joined.index, dtype="str")
        if self.diagnoses_icd is not None:
            first = self.diagnoses_icd[self.diagnoses_icd["seq_num"] == 1].drop_duplicates("hadm_id")
            codes = first.set_index("hadm_id")["icd_code"]
            principal = joined["hadm_id"].map(codes).astype("str")
        stays = pd.DataFrame(
            {
                "stay_id": joined["hadm_id"].astype("str"),
                "patient_id": joined["subject_id"].astype("str"),
                "admitted_at": admitted,
                "age": joined["anchor_age"] + admitted.dt.year - joined["anchor_year"],
                "sex": joined["gender"],
                "icd10": principal,
                "length_of_stay_days": (left - admitted).dt.total_seconds() / 86_400,
            }
        ).rename(columns={} if self._codes_are_icd10() else {"icd10": "icd_code"})
        for ours, theirs in (("died", "hospital_expire_flag"), ("language", "language"), ("race", "race")):
            if theirs in joined:
                stays[ours] = joined[theirs]
        return stays

    def _codes_are_icd10(self) -> bool:
        return self.diagnoses_icd is None or bool((self.diagnoses_icd["icd_version"] == 10).all())


def read_mimic(folder: str | Path, *, itemids: Sequence[int] | None = None, encoding: str = "utf-8") -> Mimic:
    """Read MIMIC-IV-like tables from a folder and check cells, keys and dates.

    Parameters
    ----------
    folder : path
        Holds ``patients`` and ``admissions`` and maybe ``diagnoses_icd``, ``labevents`` and ``d_labitems``,
        each as ``.csv``, ``.csv.gz`` or ``.parquet``; or the folder above a ``hosp`` folder.
    itemids : sequence of int, optional
        Keep only these rows of ``labevents``, and do not hold the others: MIMIC-IV's own table has over a
        hundred million rows. From CSV, such a file must be UTF-8.
    encoding : str

    Returns
    -------
    Mimic

    Raises
    ------
    BadFile
        With every problem of all the files.

    Warns
    -----
    LeftOut
        Of stays that end before they begin: they are left out with their diagnoses and results, the rest is read.
    Doubtful
        Of results whose ``value`` and ``valuenum`` are two numbers, and of an ``itemid`` in several units.
    """
    folder = Path(folder)
    if (folder / "hosp").is_dir():
        folder = folder / "hosp"
    problems: list[Problem] = []
    tables: dict[str, pd.DataFrame] = {}
    origins: dict[str, Table] = {}
    doubts: list[Problem] = []
    for name, fields in FIELDS.items():
        path = next(
            (folder / f"{name}{end}" for end in _ENDINGS if (folder / f"{name}{end}").is_file()), None
        )
        if path is None:
            if name in ("patients", "admissions"):
                advice = _("Put {name}.csv, {name}.csv.gz or {name}.parquet there.").format(name=name)
                problems.append(Problem(str(folder), _("there is no table {name}").format(name=name), advice))
            continue
        try:
            if name == "labevents" and itemids is not None and path.suffix not in PARQUET:
                cells = read_chosen_rows(path, "itemid", {str(item) for item in itemids})
                origins[name] = from_cells(path.name, cells)
            else:
                origins[name] = read_table(path, encoding)
            tables[name], found = checked(origins[name], fields)
            doubts += [*origins[name].doubts, *found]
        except BadFile as error:
            problems += error.problems
    problems = problems or _broken_links(tables, origins)
    if problems:
        raise BadFile(problems)
    left = [problem for table in origins.values() for problem in table.left]
    left += _leave_reversed(tables, origins["admissions"])
    if itemids is not None and "labevents" in tables:
        kept = tables["labevents"]["itemid"].isin(list(itemids))
        tables["labevents"] = tables["labevents"][kept].reset_index(drop=True)
    if "labevents" in tables:
        doubts += doubtful_results(tables["labevents"], origins["labevents"])
    counts = {name: len(frame) for name, frame in tables.items()}
    report = ReadingReport(counts, tuple(left), tuple(doubts))
    return Mimic(**tables, report=report.warn())


def _broken_links(tables: dict[str, pd.DataFrame], origins: dict[str, Table]) -> list[Problem]:
    links = [
        ("admissions", "subject_id", "patients"),
        ("diagnoses_icd", "hadm_id", "admissions"),
        ("labevents", "subject_id", "patients"),
        ("labevents", "hadm_id", "admissions"),
        ("labevents", "itemid", "d_labitems"),
    ]
    problems = []
    for name, column, other in links:
        if name not in tables or other not in tables:
            continue
        values = tables[name][column]
        lost = (values.notna() & ~values.isin(tables[other][column])).to_numpy()
        for row in np.flatnonzero(lost):
            what = _("{value} is not in {file}").format(
                value=f"{values.iloc[row]:.0f}", file=origins[other].name
            )
            advice = _("Export both tables again from the same version, or remove the row.")
            place = int(origins[name].rows[row])
            problems.append(Problem(origins[name].name, what, advice, place, column, origins[name].unit))
    return problems


def _leave_reversed(tables: dict[str, pd.DataFrame], origin: Table) -> list[Problem]:
    """Leave out the stays that end before they begin, with their diagnoses and results; MIMIC-IV itself has some."""
    admissions = tables["admissions"]
    reversed_ = (admissions["dischtime"] < admissions["admittime"]).to_numpy()
    left = []
    for row in np.flatnonzero(reversed_):
        what = _("the patient leaves before arriving")
        advice = _("The stay is left out with its diagnoses and results: {left} is before {arrived}.").format(
            left=admissions["dischtime"].iloc[row], arrived=admissions["admittime"].iloc[row]
        )
        left.append(Problem(origin.name, what, advice, int(origin.rows[row]), "dischtime", origin.unit))
    stays = admissions.loc[reversed_, "hadm_id"]
    for name, table in tables.items():
        if left and "hadm_id" in table:
            tables[name] = table[~table["hadm_id"].isin(stays)].reset_index(drop=True)
    return left
