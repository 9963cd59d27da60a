"""The parts of the page: each a heading, a sentence that says how to read it, a plot and its table."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from labkit.contest.entries.outcome import sentence
from labkit.contest.folder import FINAL, Contest
from labkit.contest.frame import row as _row
from labkit.contest.frame import table_of_rows as _table
from labkit.contest.page import plots
from labkit.contest.recipe import CRITERIA, DOCUMENTATION
from labkit.language import brief, catalogue, current, interval, number, percent, plural_catalogue

_ = catalogue("contest")
ngettext = plural_catalogue("contest")


def state(contest: Contest, rounds: Sequence[Any]) -> str:
    """How far the contest is, and what the board can tell."""
    gap = next(contest.record.of("opened")).body["gap"]
    played = sum(event.body["occasion"] != FINAL for event in rounds)
    if len(rounds) > played:
        said = _("The final has been played, on hospitals that nobody had seen.")
    else:
        said = _(
            "Rounds played: {n} of {most}. Each had patients of its own: the last one's tell nothing of the next."
        ).format(n=played, most=contest.recipe.rounds)
    gap_said = ngettext(
        "A round tells two teams apart from about {gap} point on (80 times in 100). This was written down before the first entry.",
        "A round tells two teams apart from about {gap} points on (80 times in 100). This was written down before the first entry.",
        gap,
    ).format(gap=brief(gap))
    return f"<p>{escape(said)}</p><p>{escape(gap_said)}</p>"


def standings(table: dict[str, Any], names: dict[str, str], *, final: bool) -> str:
    """Totals with intervals; ranks that say who cannot be told apart."""
    rows = table["rows"]
    first = [names.get(row["team"], row["team"]) for row in rows if row["rank"] == 1]
    if len(first) > 1:
        lead = _("First together, for the patients seen cannot tell them apart: {teams}.")
    else:
        lead = _("First: {teams}.")
    plot = plots.intervals(
        "total",
        _("Total score of each team with its 95% interval"),
        _("The table below gives the same numbers."),
        [(names.get(r["team"], r["team"]), *_three(r["total"])) for r in rows],
        [(0, _("shipped model")), (100, _("oracle"))],
    )
    copies = table["copies"]
    body = []
    for row in rows:
        name = escape(names.get(row["team"], row["team"]))
        if row["team"] in copies:
            name += (
                " <small>"
                + escape(
                    _("(same as {team}, who entered it before)").format(
                        team=names.get(copies[row["team"]], "?")
                    )
                )
                + "</small>"
            )
        body.append(
            _row(
                name,
                [
                    _ranks(row),
                    _score(row["total"]),
                    _("yes") if row["pareto"] else _("no"),
                    percent(row["won"]),
                ],
                first=row["rank"] == 1,
            )
        )
    heads = [_("team"), _("rank"), _("total (95% interval)"), _("on the Pareto front"), _("weightings won")]
    note = _(
        "0 is the model that the hospitals use today, 100 the best that can be said from what entries are given. A rank is 1 and "
        "the number of teams that are clearly better; “1 to 3” means that the team could truly be any of these. On the Pareto front: no other team is at least as "
        "good on every criterion and better on one. Weightings won: of all ways to weigh the criteria, the share that would put the team first."
    )
    title = _("The final") if final else _("The last round")
    return _section(title, lead.format(teams=", ".join(first)), plot, _table(_("Totals"), heads, body), note)


def by_criterion(table: dict[str, Any], names: dict[str, str]) -> str:
    """Each criterion apart."""
    explained = {
        "net_benefit": _("Cases found, less false alarms at their price, over the declared thresholds."),
        "calibration": _("Does a predicted 20% happen one time in five?"),
        "missed_cases": _(
            "Share of cases missed in the group that is served worst, by the label and by the disease."
        ),
        DOCUMENTATION: _("The jury's marks of the card, 100 where every juror gave the highest."),
    }
    heading = _("Criteria apart")
    parts = [f"<h2>{escape(heading)}</h2>"]
    for name in table["rows"][0]["criteria"]:
        title, what = criterion(name), explained[name]
        ends = [(0, _("shipped model")), (100, _("oracle"))] if name in CRITERIA else []
        order = np.argsort([-row["criteria"][name]["score"] for row in table["rows"]], kind="stable")
        rows = [table["rows"][i] for i in order]
        plot = plots.intervals(
            name,
            title,
            _("The table below gives the same numbers."),
            [(names.get(r["team"], r["team"]), *_three(r["criteria"][name])) for r in rows],
            ends,
        )
        body = [
            _row(
                escape(names.get(r["team"], r["team"])),
                [_score(r["criteria"][name]), number(r["criteria"][name]["value"], 4)],
            )
            for r in rows
        ]
        anchors = [
            _row(escape(words), [at, number(table["anchors"][which][name], 4)])
            for words, at, which in ((_("shipped model"), "0", "shipped"), (_("oracle"), "100", "oracle"))
            if name in CRITERIA
        ]
        heads = [_("team"), _("score (95% interval)"), _("value")]
        parts.append(
            f"<h3>{escape(title)}</h3><p>{escape(what)}</p>{plot}{_table(title, heads, body + anchors)}"
        )
    return "\n".join(parts)


def by_group(table: dict[str, Any], names: dict[str, str]) -> str:
    """Missed cases by group against both truths: the disease is drawn, the label stands beside it."""
    heading = _("Missed cases by group")
    parts = [f"<h2>{escape(heading)}</h2>"]
    parts.append(
        "<p>"
        + escape(
            _(
                "Of a group's cases, the share that no alarm found: of those that were written down (the label), and of all (the disease), "
                "which only a generated hospital knows. Where they differ, the label hides missed cases."
            )
        )
        + "</p>"
    )
    groups = list(dict.fromkeys((m["group"], m["level"]) for m in table["rows"][0]["missed"]))
    heads = [_("team")] + [
        f"{_group(g, level)}, {word}" for g, level in groups for word in (_("label"), _("disease"))
    ]
    body, drawn = [], []
    for row in table["rows"]:
        share = {(m["truth"], m["group"], m["level"]): m for m in row["missed"]}
        cells = [
            percent(share[truth, g, level]["share"], 1)
            for g, level in groups
            for truth in ("label", "disease")
        ]
        body.append(_row(escape(names.get(row["team"], row["team"])), cells))
    for g, level in groups:
        row = table["rows"][0]
        m = next(m for m in row["missed"] if (m["truth"], m["group"], m["level"]) == ("disease", g, level))
        drawn.append((_group(g, level), 100 * m["share"], 100 * m["low"], 100 * m["high"]))
    title = _("Cases missed in each group by {team}, in percent of the disease").format(
        team=names.get(table["rows"][0]["team"], "?")
    )
    plot = plots.intervals(
        "groups", title, _("The table below gives the same numbers for every team."), drawn
    )
    parts += [f"<h3>{escape(title)}</h3>", plot, _table(_("Share of cases missed"), heads, body)]
    return "\n".join(parts)


def unscored(table: dict[str, Any], names: dict[str, str]) -> str:
    """Entries without a score, with what their teams were told."""
    if not table["unscored"]:
        return ""
    items = "".join(
        f"<li><strong>{escape(names.get(one['team'], one['team']))}</strong> – "
        f"{escape(sentence(one['reason'], one['said'], current()))}</li>"
        for one in table["unscored"]
    )
    heading = _("Entries without a score")
    return f"<h2>{escape(heading)}</h2><ul>{items}</ul>"


def history(rounds: Sequence[Any], names: dict[str, str]) -> str:
    """Every round's totals."""
    heads = [_("final") if e.body["occasion"] == FINAL else number(e.body["occasion"], 0) for e in rounds]
    totals = [{row["team"]: row["total"] for row in e.body["table"]["rows"]} for e in rounds]
    teams = list(dict.fromkeys(team for one in reversed(totals) for team in one))
    lines = [(names.get(t, t), [one[t]["score"] if t in one else None for one in totals]) for t in teams]
    plot = plots.history(
        "history", _("Total score round by round"), _("The table below gives the same numbers."), heads, lines
    )
    body = [
        _row(escape(names.get(t, t)), [_score(one[t]) if t in one else "–" for one in totals]) for t in teams
    ]
    note = _("Rounds have different patients: a change smaller than the intervals is no change.")
    return _section(
        _("Round by round"), "", plot, _table(_("Totals by round"), [_("team"), *heads], body), note
    )


def rules(contest: Contest, table: dict[str, Any] | None) -> str:
    """Weights, limits, hospitals: what was said beforehand."""
    recipe, limits = contest.recipe, contest.recipe.limits
    weights = ", ".join(f"{criterion(name).lower()} {percent(recipe.weights[name])}" for name in CRITERIA)
    lines = [
        _("Weights: {weights}.").format(weights=weights),
        *(
            [
                _(
                    "In the final the jury's marks count for {share}, the measured criteria share the rest."
                ).format(share=percent(recipe.jury))
            ]
            if recipe.jury and contest.latest("prepared")
            else []
        ),
        _(
            "Net benefit from a threshold of {low} to {high}; {capacity} of the stays can be looked at because of an alarm."
        ).format(
            low=percent(recipe.range[0]), high=percent(recipe.range[1]), capacity=percent(recipe.capacity)
        ),
        ngettext(
            "An entry has {memory} MiB, {cell} s a cell, {call} s a question, {total} s in all; a team has {n} attempt.",
            "An entry has {memory} MiB, {cell} s a cell, {call} s a question, {total} s in all; a team has {n} attempts.",
            recipe.attempts,
        ).format(
            memory=number(limits.memory_bytes / 2**20, 0),
            cell=brief(limits.cell_seconds),
            call=brief(limits.call_seconds),
            total=brief(limits.total_seconds),
            n=recipe.attempts,
        ),
    ]
    if table is not None:
        lines += [
            _("{name}, {year}: {stays} stays, {cases} with sepsis.").format(
                name=h["name"], year=h["year"], stays=number(h["stays"], 0), cases=number(h["cases"], 0)
            )
            for h in table["hospitals"]
        ]
    lines.append(_("Patients are invented; nobody's care is described here."))
    heading = _("Rules")
    return f"<h2>{escape(heading)}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def criterion(name: str) -> str:
    """What a criterion is called."""
    return {
        "net_benefit": _("Net benefit"),
        "calibration": _("Calibration"),
        "missed_cases": _("Missed cases"),
        DOCUMENTATION: _("Documentation"),
    }[name]


def _three(found: dict[str, float]) -> tuple[float, float, float]:
    return found["score"], found["low"], found["high"]


def _score(found: dict[str, float]) -> str:
    return f"{number(found['score'], 1)} ({interval(found['low'], found['high'], 1)})"


def _ranks(row: dict[str, Any]) -> str:
    first, last = row["rank"], row["rank_last"]
    return number(first, 0) if first == last else _("{first} to {last}").format(first=first, last=last)


def _group(name: str, level: str) -> str:
    from labkit.data import label as words

    if name == "age":
        return _("65 and over") if level == "65+" else _("under 65")
    return words(name, level)


def _section(title: str, lead: str, plot: str, table: str, note: str) -> str:
    first = f"<p><strong>{escape(lead)}</strong></p>" if lead else ""
    return f'<h2>{escape(title)}</h2>{first}{plot}{table}<p class="note">{escape(note)}</p>'
