"""De-identification in English and French: identifiers by shape or cue, names by gazetteer and context, surrogates, what still leaks."""

from labkit.text.deidentify.dates import read_date, write_date
from labkit.text.deidentify.deidentifier import KINDS, Deidentified, Deidentifier
from labkit.text.deidentify.gazetteer import gazetteer
from labkit.text.deidentify.health_numbers import is_valid_nir, is_valid_ramq, nir_key
from labkit.text.deidentify.leaks import LeakReport, leak_report, wilson
from labkit.text.deidentify.names import NameFinder
from labkit.text.deidentify.surrogates import Surrogates

__all__ = [
    "KINDS",
    "Deidentified",
    "Deidentifier",
    "LeakReport",
    "NameFinder",
    "Surrogates",
    "gazetteer",
    "is_valid_nir",
    "is_valid_ramq",
    "leak_report",
    "nir_key",
    "read_date",
    "wilson",
    "write_date",
]
