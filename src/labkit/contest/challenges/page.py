"""The challenges' page: which catches are rare, what each opened case held. No person stands on it."""

from html import escape
from pathlib import Path

import pandas as pd

from labkit.contest.challenges.kinds import KINDS, SIZES, place_words
from labkit.contest.challenges.play import Challenges, judged, plants_of
from labkit.contest.frame import framed, table
from labkit.contest.record import write_whole
from labkit.evaluate.intervals.proportions import wilson_interval
from labkit.language import LANGUAGES, apart, catalogue, current, interval, number, percent, speaking

_ = catalogue("contest")


def write_challenges(here: Challenges) -> list[Path]:
    """Write ``challenges.en.html`` and ``challenges.fr.html``."""
    found = judged(here)
    written = []
    for language in LANGUAGES:
        with speaking(language):
            title = _("Challenges: what was caught")
            html = framed(title, _main(here, found, title), language, "challenges.{language}.html")
        written.append(here.folder / f"challenges.{language}.html")
        write_whole(written[-1], html.encode())
    return written


def catches(found: pd.DataFrame) -> pd.DataFrame:
    """Effects by size, the rarest catch first.

    Returns
    -------
    DataFrame
        ``effect, size, audits, found, placed, false_alarms, silent``: of the audits of cases that held it, how many found
        it and how many named the place; of those of cases that did not, how many reported it and how many did not.
    """
    rows = []
    for name in KINDS:
        of = found[found["effect"] == name]
        false = int((of["verdict"] == "false_alarm").sum())
        silent = int((of["verdict"] == "rightly_silent").sum())
        for size in SIZES:
            there = of[of["size"] == size]
            if len(there):
                hits = there["verdict"] == "found"
                rows.append(
                    (
                        name,
                        size,
                        len(there),
                        int(hits.sum()),
                        int((hits & there["placed"]).sum()),
                        false,
                        silent,
                    )
                )
    table_of = pd.DataFrame(
        rows, columns=["effect", "size", "audits", "found", "placed", "false_alarms", "silent"]
    )
    rate = (table_of["found"] / table_of["audits"]).rename("rate")
    return table_of.assign(rate=rate).sort_values(["rate", "effect"], kind="stable").drop(columns="rate")


def _main(here: Challenges, found: pd.DataFrame, title: str) -> str:
    sizes = {"small": _("small"), "medium": _("medium"), "large": _("large")}
    language = current()
    ranked, cases = _("Catches, the rarest first"), _("Opened cases")
    lead = _(
        "What was planted is the judge. A false alarm counts as much as a miss: whoever reports everything catches everything, and raises "
        "the last column for all. Persons are not ranked; the record does not know them."
    )
    rows = [
        [
            KINDS[row.effect].title.in_language(language),
            sizes[row.size],
            _share(row.found, row.audits),
            number(row.placed, 0),
            _share(row.false_alarms, row.false_alarms + row.silent),
        ]
        for row in catches(found).itertuples()
    ]
    heads = [
        _("effect"),
        _("size"),
        _("found by (95% interval)"),
        _("with its place"),
        _("reported where it is not"),
    ]
    parts = [f"<h1>{escape(title)}</h1><p>{escape(lead)}</p><h2>{escape(ranked)}</h2>"]
    parts.append(table(ranked, heads, rows))
    held = []
    for case in dict.fromkeys(found["case"]):
        plants = plants_of(here.case(case))
        said = apart(
            f"{KINDS[one.name].title.in_language(language)}{f' ({words})' if (words := place_words(KINDS[one.name], one.where)) else ''}, {sizes[one.size]}"
            for one in plants
        )
        audits = (found["case"] == case).sum() // len(KINDS)
        held.append([case, said or _("nothing"), number(int(audits), 0)])
    parts.append(f"<h2>{escape(cases)}</h2>")
    parts.append(table(cases, [_("case"), _("what was planted"), _("audits")], held))
    return "\n".join(parts)


def _share(hits: int, of: int) -> str:
    if not of:
        return "–"
    low, high = wilson_interval(hits, of)
    return f"{number(hits, 0)} / {number(of, 0)}, {percent(hits / of)} ({interval(100 * low, 100 * high, 0)})"
