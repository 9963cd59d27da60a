"""Builder's task 4: what is missing from an incident note, or cannot be."""

from datetime import date, timedelta

import pandas as pd

from labkit.tasks import Text, case, function_task, laws

REQUIRED = (
    "system_and_version",
    "occurred_on",
    "aware_on",
    "harm",
    "patients_reached",
    "done_at_once",
    "told",
    "maker_reports_by",
)
# MDR art. 87(3) and (5): at most so many days after the maker becomes aware.
DAYS = {"serious": 15, "death": 10}

_NOTE = {
    "system_and_version": "Sentinelle 2.1",
    "occurred_on": "2024-11-04",
    "aware_on": "2024-11-20",
    "harm": "serious",
    "patients_reached": "31",
    "done_at_once": "alarm switched off",
    "told": "vigilance officer, maker",
    "maker_reports_by": "2024-12-05",
}


def _day(note, field):
    return date.fromisoformat(note[field])


def _checked(note, required, days, *, start="aware_on", period=None, filled=None, empty_first=True):
    """The reference, with what each mutant changes of it."""
    is_filled = filled or (lambda text: bool(text.strip()))
    empty = sorted(name for name in required if not is_filled(note.get(name, "")))
    if empty and empty_first:
        return empty
    before = _day(note, "aware_on") < _day(note, "occurred_on")
    last = _day(note, start) + timedelta(days[note["harm"]] if period is None else period)
    return ["aware_on"] * before + ["maker_reports_by"] * (_day(note, "maker_reports_by") > last)


task = function_task(
    points=2,
    why=Text(
        "Right. The clock runs from the day on which somebody knew, not from the day of the harm; and a field of blanks is an empty field. A note that says when each thing was known can be checked by those who were not there.",
        "Juste. Le délai court du jour où quelqu'un a su, non du jour du dommage ; et un champ rempli d'espaces est vide. Une note qui dit quand chaque chose a été sue peut être vérifiée par ceux qui n'y étaient pas.",
    ),
    hints=[
        Text(
            "First the empty fields: {name for name in required if not note.get(name, '').strip()}.",
            "D'abord les champs vides : {name for name in required if not note.get(name, '').strip()}.",
        ),
        Text(
            "If there are any, return their names, sorted, and nothing else. Only then read the dates: date.fromisoformat(note['aware_on']).",
            "S'il y en a, renvoyez leurs noms, triés, et rien d'autre. Ensuite seulement, lisez les dates : date.fromisoformat(note['aware_on']).",
        ),
        Text(
            "date.fromisoformat(note['aware_on']) + timedelta(days[note['harm']]) is the last day; a report planned for that very day is in time.",
            "date.fromisoformat(note['aware_on']) + timedelta(days[note['harm']]) est le dernier jour ; une déclaration prévue ce jour-là est à temps.",
        ),
    ],
    laws=[
        laws.known(
            {"note": _NOTE, "required": list(REQUIRED), "days": DAYS},
            [],
            Text(
                "A complete note: known on 20 November, serious, 15 days, to be reported by 5 December at the latest. Nothing to mend: an empty list.",
                "Une note complète : sue le 20 novembre, grave, 15 jours, à déclarer le 5 décembre au plus tard. Rien à corriger : une liste vide.",
            ),
        ),
        laws.known(
            {
                "note": {**_NOTE, "aware_on": "2024-11-02", "told": "  "},
                "required": list(REQUIRED),
                "days": DAYS,
            },
            ["told"],
            Text(
                "Nobody was told (the field holds two spaces): only that field comes back, whatever the dates say. The empty fields are filled first.",
                "Personne n'a été prévenu (le champ contient deux espaces) : ce champ seul revient, quoi que disent les dates. On remplit d'abord les champs vides.",
            ),
        ),
        laws.known(
            {"note": {**_NOTE, "aware_on": "2024-11-02"}, "required": list(REQUIRED), "days": DAYS},
            ["aware_on", "maker_reports_by"],
            Text(
                "Known on 2 November of what happened on the 4th, and a report planned for 5 December: two fields, in this order.",
                "Su le 2 novembre de ce qui est arrivé le 4, et une déclaration prévue le 5 décembre : deux champs, dans cet ordre.",
            ),
        ),
    ],
)


@task.reference
def to_mend(note, required, days):
    empty = sorted(name for name in required if not note.get(name, "").strip())
    if empty:
        return empty
    aware, planned = (date.fromisoformat(note[name]) for name in ("aware_on", "maker_reports_by"))
    before = aware < date.fromisoformat(note["occurred_on"])
    late = planned > aware + timedelta(days[note["harm"]])
    return ["aware_on"] * before + ["maker_reports_by"] * late


@task.alternative
def with_pandas(note, required, days):
    texts = pd.Series(note).reindex(required).fillna("").str.strip()
    if (texts == "").any():
        return sorted(texts.index[texts == ""])
    when = pd.to_datetime(texts[["occurred_on", "aware_on", "maker_reports_by"]])
    checks = {
        "aware_on": when.aware_on < when.occurred_on,
        "maker_reports_by": (when.maker_reports_by - when.aware_on).days > days[texts.harm],
    }
    return [name for name, wrong in checks.items() if wrong]


@task.alternative
def field_by_field(note, required, days):
    found = []
    for name in required:
        if name not in note or note[name].isspace() or note[name] == "":
            found.append(name)
    if len(found) > 0:
        found.sort()
        return tuple(found)
    if note["occurred_on"] > note["aware_on"]:  # written year first, they compare as texts
        found.append("aware_on")
    waited = _day(note, "maker_reports_by").toordinal() - _day(note, "aware_on").toordinal()
    if waited > days[note["harm"]]:
        found.append("maker_reports_by")
    return found


@task.mutant(
    Text(
        "Your clock starts on the day of the harm. It runs from the day on which somebody became aware: here the labels came weeks later.",
        "Chez vous, le délai court du jour du dommage. Il court du jour où l'on en a eu connaissance : ici, les étiquettes sont arrivées des semaines plus tard.",
    ),
)
def from_the_harm(note, required, days):
    return _checked(note, required, days, start="occurred_on")


@task.mutant(
    Text(
        "You allow 15 days whatever the harm. After a death there are fewer: take days[note['harm']].",
        "Vous laissez 15 jours quel que soit le dommage. Après un décès, il y en a moins : prenez days[note['harm']].",
    ),
)
def fifteen_for_all(note, required, days):
    return _checked(note, required, days, period=15)


@task.mutant(
    Text(
        "A field of blanks passes for filled in. Somebody pressed the space bar to get past the form, and nobody was told.",
        "Un champ rempli d'espaces passe pour rempli. Quelqu'un a appuyé sur la barre d'espace pour franchir le formulaire, et personne n'a été prévenu.",
    ),
)
def blanks_pass(note, required, days):
    return _checked(note, required, days, filled=lambda text: bool(text))


@task.mutant(
    Text(
        "A report planned for the very last day is in time. You call it late.",
        "Une déclaration prévue pour le dernier jour est à temps. Vous la dites en retard.",
    ),
)
def last_day_is_late(note, required, days):
    return _checked(note, required, {harm: many - 1 for harm, many in days.items()})


@task.mutant(
    Text(
        "You do not ask whether it was known before it happened. Two dates exchanged by a slip of the hand, and the deadline is wrong by weeks.",
        "Vous ne demandez pas si l'on savait avant que cela n'arrive. Deux dates échangées par mégarde, et le délai est faux de plusieurs semaines.",
    ),
)
def known_before_it_happened(note, required, days):
    return [
        name
        for name in _checked(note, required, days)
        if name != "aware_on" or not note.get(name, "").strip()
    ]


@task.mutant(
    Text(
        "Known on the day on which it happened is possible, and the best case. You refuse it.",
        "Le savoir le jour même est possible, et c'est le meilleur cas. Vous le refusez.",
    ),
)
def same_day_refused(note, required, days):
    found = _checked(note, required, days)
    if not found or found == ["maker_reports_by"] and note.get("maker_reports_by", "").strip():
        return ["aware_on"] * (note["aware_on"] == note["occurred_on"]) + found
    return found


@task.mutant(
    Text(
        "You never look at the deadline. An empty box is the lesser fault: a full one with a day that is too late misses the law.",
        "Vous ne regardez jamais le délai. Une case vide est le moindre défaut : une case pleine avec un jour trop tardif manque à la loi.",
    ),
)
def deadline_unchecked(note, required, days):
    return [
        name
        for name in _checked(note, required, days)
        if name != "maker_reports_by" or not note.get(name, "").strip()
    ]


@task.mutant(
    Text(
        "Only the fields that are there are looked at. The one that was left out of the note altogether is missing as well: go through `required`.",
        "Vous ne regardez que les champs présents. Celui qui a été laissé hors de la note manque aussi : parcourez `required`.",
    ),
)
def absent_not_seen(note, required, days):
    empty = sorted(name for name in required if name in note and not note[name].strip())
    if empty or any(name not in note for name in required):
        return empty
    return _checked(note, required, days)


@task.mutant(
    Text(
        "That is how many fields are wrong. Their names are asked for, so that somebody can fill them in.",
        "C'est le nombre de champs en défaut. On demande leurs noms, pour que quelqu'un puisse les remplir.",
    ),
)
def how_many(note, required, days):
    return len(_checked(note, required, days))


@task.mutant(
    Text(
        "The names of the empty fields are asked for in alphabetical order; yours stand as in `required`. Two people who check one note then write the same list.",
        "Les noms des champs vides sont demandés dans l'ordre alphabétique ; les vôtres suivent `required`. Deux personnes qui vérifient une même note écrivent alors la même liste.",
    ),
)
def as_they_were_required(note, required, days):
    found = _checked(note, required, days)
    return (
        [name for name in required if name in found]
        if found and not note.get(found[0], "").strip()
        else found
    )


@task.mutant(
    Text(
        "You stop at the first fault that you find. A note comes back once, with all that is to be mended, or it comes back late.",
        "Vous vous arrêtez au premier défaut. Une note revient une seule fois, avec tout ce qu'il faut corriger, ou elle revient trop tard.",
    ),
)
def the_first_fault(note, required, days):
    return _checked(note, required, days)[:1]


@task.cases
def notes(rng):
    days = {"serious": int(rng.integers(12, 18)), "death": int(rng.integers(7, 11))}
    occurred = date(2024, 1, 1) + timedelta(int(rng.integers(0, 300)))

    def note(serious_or_death, known_after, planned_after, **changes):
        aware = occurred + timedelta(known_after)
        filled = {
            **_NOTE,
            "harm": serious_or_death,
            "occurred_on": occurred.isoformat(),
            "aware_on": aware.isoformat(),
            "maker_reports_by": (aware + timedelta(planned_after)).isoformat(),
            "patients_reached": str(int(rng.integers(1, 60))),
        }
        filled.update(changes)
        return {name: text for name, text in filled.items() if text is not None}

    serious, death = days["serious"], days["death"]
    # Which fields are empty, and of how many notes, is drawn: no list of results known from practice is another course's.
    read = {"harm", "occurred_on", "aware_on", "maker_reports_by"}
    fields = [str(name) for name in rng.permutation([name for name in REQUIRED if name != "told"])]

    def blank(name, blanks):
        """Blanks, or nothing at all in a field that is read: who lets blanks pass would trip over it."""
        return "" if name in read else blanks

    written = [
        note("serious", 20, serious),
        note("serious", 20, serious + 1),
        note("death", 12, death),
        note("death", 12, death + 1),
        note("death", 0, death - 2),
        note("serious", 20, 3),
        note("serious", 20, serious + 9),
        note("death", 14, 2),
        note("serious", -3, serious - 4),
        note("death", -1, death + 3),
        note("serious", 1, -1),
        note("serious", 9, serious + 8, told=" ", **{fields[0]: None}),
        note("serious", 9, 4, **{fields[1]: "", fields[2]: blank(fields[2], "   ")}),
        note("death", 30, 3, **{fields[3]: ""}),
        note("serious", 9, 4, **{fields[4]: "", fields[5]: ""}),
        note("serious", 40, 6, told=None, **{fields[6]: blank(fields[6], "\t")}),
    ]
    for _ in range(int(rng.integers(1, 5))):
        some = [str(name) for name in rng.permutation(REQUIRED)[: int(rng.integers(1, 5))]]
        written.append(note("death", 11, 5, **{name: blank(name, " ") for name in some}))
    orders = [[str(name) for name in rng.permutation(REQUIRED)] for _ in written]
    # One empty field that stands first, or last, among those required; one that another name begins; several, in no order.
    others = sorted(set(REQUIRED) - {"told"}, key=lambda name: rng.random())
    written += [note("serious", 9, 4, told=""), note("death", 9, 4, told=None)]
    orders += [["told", *others], [*others, "told"]]
    written.append(note("serious", 9, 4, patients_reached=None, patients="31"))
    orders.append(orders[0])
    written.append(note("serious", 9, 4, told="", harm="", aware_on=""))
    orders.append(sorted(REQUIRED, reverse=True))
    for place in rng.permutation(len(written)):
        yield case(note=written[place], required=orders[place], days=days)
