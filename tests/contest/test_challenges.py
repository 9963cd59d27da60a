"""Challenges: limits, one's own case, a truth that judges, tables by which an audit without code can be made."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from labkit.contest.challenges.kinds import KINDS, SIZES, Plant, make_case, read_plants
from labkit.contest.challenges.page import catches, write_challenges
from labkit.contest.challenges.play import audit, challenges, judged, open_cases, plant
from labkit.errors import CourseError
from tests.contest.conftest import SECRET


def asked(*effects):
    return "".join(f'[[effects]]\nname = "{n}"\nwhere = "{w}"\nsize = "{s}"\n' for n, w, s in effects)


def findings(**places):
    return "".join(
        f'[{name}]\nfound = "{"oui" if name in places else "no"}"\nwhere = "{places.get(name, "")}"\n'
        for name in KINDS
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Two cases, three audits; what was refused."""
    folder = tmp_path_factory.mktemp("challenges") / "here"
    form, refused = folder.parent / "form.toml", {}

    def tried(name, call):
        with pytest.raises(CourseError) as error:
            call()
        refused[name] = str(error.value)

    with challenges(folder) as here:
        form.write_text((folder / "plant.toml").read_text(encoding="utf-8"), encoding="utf-8")
        first = plant(here, "Zoé", form)
        form.write_text("", encoding="utf-8")
        honest = plant(here, "Yann", form)
        form.write_text(findings(underdiagnosis="remote"), encoding="utf-8")
        tried("own case", lambda: audit(here, " zoe ", first, form))
        tried("no case", lambda: audit(here, "Yann", "zzz", form))
        tried("nothing audited", lambda: open_cases(here))
        audit(here, "Yann", first, form)
        form.write_text(findings(underdiagnosis="F", duplicates=""), encoding="utf-8")
        audit(here, "Xia", first, form)
        audit(here, "Zoé", honest, form)
        for name, text in (
            ("a table missing", findings().replace("[duplicates]", "[doubles]")),
            ("no answer", findings().replace('"no"', '"maybe"')),
            ("no place", findings(underdiagnosis="nowhere")),
        ):
            form.write_text(text, encoding="utf-8")
            tried(name, lambda: audit(here, "Xia", honest, form))
        assert set(open_cases(here)) == {first, honest}
        form.write_text(findings(), encoding="utf-8")
        tried("opened", lambda: audit(here, "Wim", first, form))
        found, pages = judged(here), write_challenges(here)
    return folder, found, pages, refused, first


def test_what_was_planted_judges_and_a_place_is_told_apart_from_a_catch(played):
    _folder, found, _pages, _refused, first = played
    under = found[found["effect"] == "underdiagnosis"]
    assert sorted(under["verdict"]) == ["false_alarm", "found", "found"]
    assert sorted(under[under["verdict"] == "found"]["placed"]) == [False, True]
    twice = found[found["effect"] == "duplicates"]
    assert sorted(twice["verdict"]) == ["false_alarm", "false_alarm", "rightly_silent"]
    assert len(found) == 3 * len(KINDS)
    (row,) = catches(found).to_dict("records")
    assert row == {
        "effect": "underdiagnosis",
        "size": "medium",
        "audits": 2,
        "found": 2,
        "placed": 1,
        "false_alarms": 1,
        "silent": 0,
    }


def test_the_rarest_catch_comes_first():
    rows = [
        {"case": "c", "effect": effect, "size": "small", "verdict": verdict, "placed": True}
        for effect, verdict in (
            ("duplicates", "found"),
            ("duplicates", "found"),
            ("shortcut", "missed"),
            ("shortcut", "found"),
        )
    ]
    assert list(catches(pd.DataFrame(rows))["effect"]) == ["shortcut", "duplicates"]


def test_no_person_stands_in_the_record_or_on_the_page(played):
    folder, _found, pages, _refused, _first = played
    for file in [folder / "challenges.jsonl", *pages, *(folder / "cases").rglob("*.html")]:
        assert not re.search("zo[eé]|yann|xia", file.read_text(encoding="utf-8"), re.IGNORECASE), file
    assert [page.name for page in pages] == ["challenges.en.html", "challenges.fr.html"]
    assert "the rarest first" in pages[0].read_text(encoding="utf-8")
    assert "la plus rare" in pages[1].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("own case", "another audits"),
        ("no case", "no case zzz"),
        ("nothing audited", "no case"),
        ("opened", "opened"),
        ("a table missing", "one table"),
        ("no answer", "found must be"),
        ("no place", "where must be"),
    ],
)
def test_what_may_not_be_is_refused_with_a_reason(played, what, said):
    assert said in played[3][what]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (asked(("underdiagnosis", "remote", "huge")), "size"),
        (asked(("underdiagnosis", "moon", "small")), "where"),
        (asked(("leak_future", "", "small")), "name must"),
        (asked(*[("duplicates", "", "small")] * 2), "each once"),
        (asked(*[(n, next(iter(KINDS[n].where)), "small") for n in list(KINDS)[:3]]), "at most 2"),
        ('secret = "x"', "nothing reads secret"),
        ("effects = 3", "at most 2"),
    ],
)
def test_planting_stays_within_its_limits(text, said):
    import tomllib

    with pytest.raises(CourseError, match=said):
        read_plants(tomllib.loads(text))


def test_no_column_and_no_number_of_rows_gives_a_case_away():
    empty, truth = make_case([], SECRET, "a")
    assert truth.effects == {}
    for name, kind in KINDS.items():
        stays, truth = make_case([Plant(name, list(kind.where)[-1], "large")], SECRET, "a")
        assert list(truth.effects) == [name]
        assert list(stays.columns) == list(empty.columns) and (stays.dtypes == empty.dtypes).all()
        assert stays.isna().any().equals(empty.isna().any())
    assert len({len(make_case([], SECRET, case)[0]) for case in "abc"}) == 3


def test_the_tables_show_what_is_large_and_hold_their_peace_otherwise():
    """An audit by the intervals of the tables alone: what an explorer does."""
    empty = reading(make_case([], SECRET, "t")[0])
    assert sum(empty.values()) <= 1, empty
    for name, kind in KINDS.items():
        where = list(kind.where)[0]
        assert reading(make_case([Plant(name, where, SIZES[-1])], SECRET, f"t{name}")[0])[name], name


def reading(stays):
    """Effects for which two rows of the table have intervals that do not meet."""
    from labkit.contest.challenges.tables import _TABLES

    found = {}
    for name, make in _TABLES.items():
        _caption, heads, rows = make(stays)
        if name == "duplicates":
            found[name] = int(re.sub(r"\D", "", rows[1][1])) > 0
            continue
        pairs = [[_ends(cell) for cell in row if _ends(cell)] for row in rows]
        if name == "shortcut":  # within a hospital, not between them
            found[name] = any(_apart(*one) for one in pairs)
        elif name == "underdiagnosis":  # the two large levels of each attribute follow each other
            found[name] = any(_apart(pairs[i][0], pairs[i + 1][0]) for i in (0, 2, 5))
        else:
            ends = [one[0] for one in pairs]
            found[name] = any(_apart(a, b) for i, a in enumerate(ends) for b in ends[:i])
    return found


def _ends(cell):
    said = re.search(r"(−?[\d.]+) to (−?[\d.]+)", cell)
    return tuple(float(end.replace("−", "-")) for end in said.groups()) if said else None


def _apart(a, b):
    return a[0] > b[1] or b[0] > a[1]


def test_the_record_is_the_contest_s_own_kind(played):
    lines = [json.loads(line) for line in (played[0] / "challenges.jsonl").read_text().splitlines()]
    assert [line["kind"] for line in lines] == ["planted"] * 2 + ["audited"] * 3 + ["said"]
    assert np.all([len(line["signature"]) == 64 for line in lines])


@pytest.mark.browser
def test_axe_finds_nothing_on_the_pages(played, new_context):
    from axe_playwright_python.sync_playwright import Axe

    page = new_context().new_page()
    for file in [*played[2], *sorted((played[0] / "cases").rglob("tables.*.html"))[:2]]:
        page.goto(file.as_uri())
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:2]) for v in found] == [], file
