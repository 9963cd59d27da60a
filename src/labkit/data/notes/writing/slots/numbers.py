"""Whole numbers: days, scores, what an echocardiography measures, the ratio of oxygen."""

from labkit.data.notes.plan.kinds import OFFICE
from labkit.data.notes.writing.scribe import Scribe

# Measures of the heart, by the group of findings that widens them: (with it, without it).
_HEART = {
    "fevg": ("lvef", (25, 42), (55, 68)),
    "dtd": ("lvef", (58, 68), (43, 54)),
    "siv": ("lvh", (13, 16), (8, 11)),
    "paps": ("pht", (46, 62), (22, 33)),
    "tapse": ("rvstrain", (10, 14), (18, 25)),
    "og": ("la", (42, 54), (20, 32)),
}
# Points of the second simplified acute physiology score from an age on; a medical admission has six more.
_SAPS = ((80, 18), (75, 16), (70, 15), (60, 12), (40, 7), (0, 0))
# The share of oxygen that a ratio is told beside.
_FIO2 = {"pf_140_290": "fio2_30_55", "pf_170_230": "fio2_28_35", "pf_110_210": "fio2_40_60"}


def integer(scribe: Scribe, form: str) -> None:
    """A number between the bounds that its form gives, or those that fit the patient: the same in every note of the stay."""
    stay = scribe.stay
    if form.startswith("pf_"):
        scribe.exact(str(_oxygenation(scribe, form)))
    elif form == "day_1_9" and scribe.kind == "icu_note":
        scribe.exact(str(stay.icu_day()))
    elif form.startswith("day_") and scribe.kind in ("progress_note", "dietetics"):
        day = 1 if "shock" in scribe.tags else (stay.dates["now"] - stay.admitted).days
        scribe.exact(str(max(1, day)))  # the day that the note is dated
    else:
        scribe.exact(str(stay.number(form, *_bounds(scribe, form))))


def _bounds(scribe: Scribe, form: str) -> tuple[int, int]:
    stay = scribe.stay
    low, high = map(int, form.rsplit("_", 2)[1:])
    measure = _HEART.get(form.partition("_")[0])
    if measure is not None:  # a measure agrees with what the echocardiography says
        wide = measure[0] in stay.groups or measure[0] == "pht" and "rvstrain" in stay.groups
        low, high = measure[1] if wide else measure[2]
    if form == "days_5_10" and stay.main.id == "zoster":
        low = high = 7
    if form == "days_5_10" and stay.main.id == "uti":  # IDSA 2021: 7 days in men; SPILF 2018: 14
        low = high = 5 if stay.person.feminine else 14 if scribe.region == "FR" else 7
    if form.startswith("boston_"):  # below six the examination is done again
        low = 6
    if form.startswith("fu_"):
        low, high = 2, 4
    if form.startswith("igs_"):  # a score that fits what is seen
        low, high = (38, 58) if scribe.tags & {"vent", "pressors"} else (18, 32)
        points = 6 + next(p for age, p in _SAPS if stay.person.age >= age)
        low, high = max(low, points + 2), max(high, points + 14)
    if form.startswith("bs_") and scribe.kind not in OFFICE:
        low, high = (2, 2) if "urgent" in scribe.tags else (2, 4)
    if form.startswith(("po_", "ctl_", "ox_", "mob_", "day_", "lev_", "tr_")) and "ward" in scribe.tags:
        days = max(1, stay.los)
        low = min(low, days)  # a day of the stay
        high = max(low, min(high, days))
    return low, high


def _oxygenation(scribe: Scribe, form: str) -> int:
    """Ratio of PaO2 to FiO2 that goes with the oxygen given and a saturation in the middle nineties."""
    low, high = map(int, _FIO2[form].rsplit("_", 2)[1:])
    share = scribe.stay.number(_FIO2[form], low, high) / 100
    pressure = 60 if scribe.stay.main.id == "copd_exac" else 74
    return round((pressure + scribe.stay.number(form, 0, 6)) / share)
