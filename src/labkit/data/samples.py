"""The committed samples: loaded after their checksum is verified, made again from their recorded recipe."""

from pathlib import Path

import pandas as pd

from labkit.data import _files
from labkit.data.relational import Extract, extract
from labkit.data.stays import regenerate
from labkit.data.truth import Truth

IMPORTED_LATE = ("pyarrow.parquet", "pyarrow.dataset")

SAMPLES = ("stays", "audit_stays", "network")


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


def load_audit_stays() -> pd.DataFrame:
    """About 24,700 stays with ten effects planted, to be found by an audit (datasheet
    ``data/audit_stays.md``).

    The columns of `load_stays`, and ``sao2``, ``chart_review``, ``review_weight``, ``crp_peak``,
    ``crp_peak_at``, ``antibiotic`` and ``antibiotic_at``. Synthetic, no person behind it.

    Returns
    -------
    DataFrame, one row a stay

    Raises
    ------
    DamagedFile
        When the committed file is missing or is not the one that was committed.
    """
    return pd.read_parquet(_files.verified("audit_stays.parquet"))


def load_extract() -> Extract:
    """4,000 stays as five related tables: patients, stays, vitals, labs, diagnoses (``data/network.md``).

    Names, birth dates and postal areas are invented; some patients have two charts, some tests were not
    ordered.

    Returns
    -------
    Extract

    Raises
    ------
    DamagedFile
        When a committed file is missing or is not the one that was committed.
    """
    read = {name: pd.read_parquet(_files.verified(f"network/{name}.parquet")) for name in Extract.tables()}
    return Extract(**read)


def load_truth(sample: str = "stays") -> Truth:
    """What was planted in a committed sample (for graders; a learner's sandbox does not have the file).

    Parameters
    ----------
    sample : str
        ``"stays"``, ``"audit_stays"`` or ``"network"`` (the extract).

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
    if sample == "network":
        tables = extract(cohort)
        frames = {f"network/{name}.parquet": getattr(tables, name) for name in Extract.tables()}
        (directory / "network").mkdir(exist_ok=True)
    else:
        frames = {f"{sample}.parquet": cohort.stays}
    for name, frame in frames.items():
        frame.to_parquet(directory / name, compression="zstd", index=False)
    cohort.truth.to_json(directory / f"{sample}.truth.json")
    for name in (*frames, f"{sample}.truth.json"):
        _files.write_checksum(name, directory)


def rebuild() -> list[str]:
    """Make every committed sample again from the recipe in its truth file (authors' tool); gives their names.

    ``python -c "from labkit.data import samples; samples.rebuild()"`` after the generator was changed on purpose.
    """
    for sample in SAMPLES:
        text = (_files.folder() / f"{sample}.truth.json").read_text(encoding="utf-8")
        write(sample, Truth.from_json(text))
    return list(SAMPLES)
