"""The jury on the final's page: marks by whom they came from, how far jurors agree, claims that did not hold."""

from html import escape

import numpy as np

from labkit.contest.folder import Contest
from labkit.contest.frame import table
from labkit.contest.jury.marks import agreement, jury_of, locked_marks
from labkit.contest.jury.rubric import MARKS
from labkit.language import catalogue, interval, number

_ = catalogue("contest")


def by_jurors(contest: Contest, names: dict[str, str]) -> str:
    """The section; empty where no jury sat."""
    marks, prepared = locked_marks(contest), contest.latest("prepared")
    if marks is None or prepared is None:
        return ""
    citizens = {juror.id for juror in jury_of(contest).jurors if juror.role == "citizen"}
    rows = []
    for team in prepared.body["entries"]:
        given = {
            juror: float(np.mean(list(one[team].values()))) for juror, one in marks.items() if team in one
        }
        differing = prepared.body["differing"].get(team, [])
        rows.append(
            [
                names.get(team, team),
                _mean([mark for juror, mark in given.items() if juror in citizens]),
                _mean([mark for juror, mark in given.items() if juror not in citizens]),
                number(len(given), 0),
                number(len(differing), 0),
            ]
        )
    heading = _("The jury")
    heads = [_("team"), _("citizens"), _("other jurors"), _("jurors"), _("claims that differ")]
    caption = _("Mean marks, from 0 to {most}").format(most=number(max(MARKS), 0))
    found = agreement(marks)
    if np.isnan(found.estimate):
        said = _("All marks are the same: how far jurors agree cannot be computed.")
    else:
        said = _("Agreement between jurors: Krippendorff's ordinal alpha {alpha} ({interval}).").format(
            alpha=number(found.estimate, 2), interval=interval(found.ci_low, found.ci_high, 2)
        )
    note = _(
        "Alpha is 1 where jurors agree always, 0 where they agree as often as chance would. Marks were locked before this board opened. "
        "A juror with a conflict of interest did not mark that team; how severe each juror is was taken out of the score. "
        "The intervals of this criterion come from drawing jurors again: with few jurors they are rough."
    )
    return (
        f"<h2>{escape(heading)}</h2><p>{escape(said)}</p>{table(caption, heads, rows)}"
        f'<p class="note">{escape(note)}</p>'
    )


def _mean(marks: list[float]) -> str:
    return number(float(np.mean(marks)), 1) if marks else "–"
