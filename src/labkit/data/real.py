"""Real people's data that may be redistributed, out of installed packages, with tidy names and codes spelt
out.
"""

from typing import Any

import numpy as np
import pandas as pd

from labkit.language import catalogue

_ = catalogue("data")
IMPORTED_LATE = ("causaldata", "sklearn.datasets")

# Original name -> tidy name. A year in the name says when it was measured: 1982 is eleven years after the
# start, known only of those who lived and were found.
_NHEFS_NUMBERS = {
    "seqn": "person_id",
    "age": "age",
    "ht": "height_cm",
    "wt71": "weight_kg",
    "school": "school_years",
    "smokeintensity": "cigarettes_per_day",
    "smokeyrs": "smoking_years",
    "cholesterol": "cholesterol_mg_dl",
    "sbp": "systolic_bp_1982",
    "dbp": "diastolic_bp_1982",
    "wt82": "weight_kg_1982",
    "qsmk": "quit_smoking_by_1982",
}
_NHEFS_EVER = {
    "asthma": "asthma",
    "bronch": "chronic_bronchitis",
    "tb": "tuberculosis",
    "hf": "heart_failure",
    "hbp": "hypertension",
    "pepticulcer": "peptic_ulcer",
    "diabetes": "diabetes",
    "tumor": "cancer",
    "chroniccough": "chronic_cough",
    "hbpmed": "takes_hypertension_drug",
    "weakheart": "takes_heart_drug",
}
_INCOME = (
    "<1000 1000-1999 2000-2999 3000-3999 4000-4999 5000-5999 6000-6999 7000-9999 10000-14999 15000-19999 "
)
_INCOME += "20000-24999 25000+"
_NHEFS_LEVELS: dict[str, tuple[str, dict[int, str], bool]] = {
    "sex": ("sex", {0: "M", 1: "F"}, False),
    "race": ("race", {0: "white", 1: "black_or_other"}, False),
    "education": (
        "education",
        {
            1: "8th_grade_or_less",
            2: "high_school_dropout",
            3: "high_school",
            4: "college_dropout",
            5: "college",
        },
        True,
    ),
    "income": ("family_income_usd", {11 + i: label for i, label in enumerate(_INCOME.split())}, True),
    "marital": (
        "marital",
        {2: "married", 3: "widowed", 4: "never_married", 5: "divorced", 6: "separated"},
        False,
    ),
    "active": ("daily_activity", {2: "inactive", 1: "moderate", 0: "very_active"}, True),
    "exercise": ("exercise", {2: "little", 1: "moderate", 0: "much"}, True),
}


def load_nhefs(*, follow_up: bool = False) -> pd.DataFrame:
    """NHEFS: 1,629 cigarette smokers examined in 1971-75 in the United States, and who had died by 1992.

    Real people, public and de-identified (NHANES I Epidemiologic Follow-up Study, US CDC), as cleaned for
    Hernán and Robins, *Causal Inference: What If*, and distributed in the package ``causaldata`` (MIT
    licence). Codes for "missing" become missing values. Income is the family's, in dollars of the time.

    Parameters
    ----------
    follow_up : bool
        Also give what was only known later: measurements of 1982 and the year of death. As predictors of
        ``died`` they are leaks, so they are left out by default.

    Returns
    -------
    DataFrame, shape (1629, 27)
        ``person_id, age, sex, race, education, family_income_usd`` (ordered categories), habits, diagnoses at
        baseline (0, 1 or missing) and ``died`` (0/1, by 1992).

    Raises
    ------
    ImportError
        When ``causaldata`` is not installed (it comes with ``labkit[audit]``).

    Notes
    -----
    A logistic regression on age, sex, race, income and education (ten-fold) misses 34 % of the women who die
    against 19 % of the men at a threshold of 0.2, while its risks are right in both sexes: women died less (15 %
    against 24 %). A gap in missed cases is not by itself a bias.
    """
    try:
        from causaldata import nhefs
    except ImportError as error:
        raise ImportError(
            _("load_nhefs needs the package causaldata: install it with pip install 'labkit[audit]'")
        ) from error
    raw = nhefs.load_pandas().data
    tidy: dict[str, Any] = {}
    for column, name in _NHEFS_NUMBERS.items():
        tidy[name] = pd.to_numeric(raw[column])
    for column, (name, labels, ordered) in _NHEFS_LEVELS.items():
        codes = pd.to_numeric(raw[column].astype(float))
        tidy[name] = pd.Categorical(codes.map(labels), categories=list(labels.values()), ordered=ordered)
    for column, name in _NHEFS_EVER.items():
        tidy[name] = pd.to_numeric(raw[column]).where(lambda code: code <= 1)
    tidy["died"] = raw["death"].astype(np.int8)
    tidy["death_year"] = 1900 + pd.to_numeric(raw["yrdth"])
    table = pd.DataFrame(tidy).astype({"person_id": np.int64, "age": np.int64})
    later = ["systolic_bp_1982", "diastolic_bp_1982", "weight_kg_1982", "quit_smoking_by_1982", "death_year"]
    return table if follow_up else table.drop(columns=later)


def load_breast_cancer() -> pd.DataFrame:
    """Wisconsin breast cancer (569 fine-needle aspirates, 30 nuclear features), the disease coded 1.

    scikit-learn's own target is 1 for *benign*: sensitivity and PPV computed on it are those of being well.
    Here ``malignant`` is 1 for cancer. Street, Wolberg and Mangasarian, 1993; CC BY 4.0, from scikit-learn.

    Returns
    -------
    DataFrame, shape (569, 31)
    """
    from sklearn import datasets

    bunch = datasets.load_breast_cancer(as_frame=True)
    table = bunch.data.rename(columns=lambda name: name.replace(" ", "_"))
    table["malignant"] = (bunch.target == 0).astype(np.int8)
    return table


def load_diabetes() -> pd.DataFrame:
    """442 people with diabetes and how the disease had progressed a year later, in clinical units.

    scikit-learn gives standardised columns called ``s1`` to ``s6``; here they have their units and names.
    The code of ``sex`` (1 or 2) was never documented and is left as it is: nobody can audit by sex on it.
    Efron, Hastie, Johnstone and Tibshirani, *Least angle regression*, Annals of Statistics 2004.

    Returns
    -------
    DataFrame, shape (442, 11)
    """
    from sklearn import datasets

    bunch = datasets.load_diabetes(as_frame=True, scaled=False)
    names = {
        "sex": "sex_code",
        "bp": "mean_arterial_pressure",
        "s1": "total_cholesterol",
        "s2": "ldl",
        "s3": "hdl",
        "s4": "cholesterol_hdl_ratio",
        "s5": "log_triglycerides",
        "s6": "glucose",
    }
    return bunch.data.rename(columns=names).assign(progression=bunch.target)
