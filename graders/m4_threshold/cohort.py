"""The notebook's stays and the counts of each ward: computed when first asked for."""

from functools import cache

WARDS = ("intensive_care", "acute_medicine", "emergency", "day_surgery")


@cache
def stays():
    from labkit.data import load_stays

    return load_stays()


def alarm_counts(ward):
    """True alarms, false alarms, cases and patients of one ward."""
    rows = stays()[stays().ward == ward]
    true_alarms = int(((rows.alarm == 1) & (rows.sepsis == 1)).sum())
    return true_alarms, int(rows.alarm.sum()) - true_alarms, int(rows.sepsis.sum()), len(rows)
