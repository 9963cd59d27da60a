"""The room as a whole: cheap to import, its names exist, small and odd cohorts survive every effect."""

import subprocess
import sys
import warnings

import pytest

from labkit import data
from labkit.data import planted


def test_importing_the_room_imports_nothing_heavy():
    code = "import sys, labkit.data; print({'pandas', 'numpy', 'pyarrow', 'pandera', 'sklearn'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_every_public_name_exists_and_is_documented():
    for name in data.__all__:
        if name != "notes":
            assert getattr(data, name).__doc__
    with pytest.raises(AttributeError, match="ghost"):
        data.ghost  # noqa: B018


@pytest.mark.parametrize("n", [1, 2, 3, 10, 60])
@pytest.mark.parametrize("seed", range(3))
def test_small_cohorts_survive_every_effect_without_a_warning(n, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cohort = data.generate_stays(n, seed, list(planted.EFFECTS))
        tables = data.extract(cohort)
    assert len(tables.stays) == len(cohort.stays) >= n
    assert data.Truth.from_json(cohort.truth.to_json()) == cohort.truth
