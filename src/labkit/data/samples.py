"""The committed samples: loaded after their checksum is verified, made again from their recorded recipe."""

from pathlib import Path

import pandas as pd

from labkit.data import _files
from labkit.data.stays import regenerate
from labkit.data.truth import Truth


def load_stays() -> pd.DataFrame:
    """24,000 stays at three invented hospitals, nothing planted but the wards' prevalences (module 4).

    One row a stay, 32 columns (see ``data/stays.md``, its datasheet). Label: ``sepsis``. The wards'
    prevalences are 50 %, 20 %, 5 % and 1 %; the alarm has sensitivity and specificity 0.90 in each.
    Synthetic, no person behind it.

    Returns
    -------
    DataFrame, shape (24000, 32)

    Raises
    ------
    DamagedFile
        When the committed file is missing or is not the one that was committed.
    """
    return pd.read_parquet(_files.verified("stays.parquet"))


def load_truth(sample: str = "stays") -> Truth:
    """What was planted in a committed sample (for graders; a learner's sandbox does not have the file).

    Parameters
    ----------
    sample : str
        Name of the sample, such as ``"stays"``.

    Raises
    ------
    DamagedFile
        When there is no such file, or it is not the one that was committed.
    """
    return Truth.from_json(_files.verified(f"{sample}.truth.json").read_text(encoding="utf-8"))


def datasheet(sample: str = "stays", language: str | None = None) -> str:
    """A committed sample's datasheet as Markdown, in English or French (by default the language in force)."""
    from labkit.language import current

    suffix = ".fr.md" if (language or current()) == "fr" else ".md"
    return (_files.folder() / f"{sample}{suffix}").read_text(encoding="utf-8")


def write(sample: str, truth: Truth, directory: Path | None = None) -> None:
    """Write a sample's Parquet and truth files from its recipe, and their checksums (authors' tool)."""
    directory = directory or _files.folder()
    cohort = regenerate(truth)
    cohort.stays.to_parquet(directory / f"{sample}.parquet", compression="zstd", index=False)
    cohort.truth.to_json(directory / f"{sample}.truth.json")
    for name in (f"{sample}.parquet", f"{sample}.truth.json"):
        _files.write_checksum(name, directory)
