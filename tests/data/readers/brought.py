"""A cohort's file as somebody brings it, and what is wrong with it."""

import pytest

from labkit import data

HEADER = "stay_id,patient_id,age,sex,temperature,admitted_at,sepsis"
GOOD = "S1,P1,71,F,37.5,2024-03-31 14:05,0"


def written(folder, *lines, encoding="utf-8", name="brought.csv"):
    path = folder / name
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def problems(path, **arguments):
    with pytest.raises(data.BadFile) as caught:
        data.read_cohort(path, **arguments)
    return caught.value.problems
