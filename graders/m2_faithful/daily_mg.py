"""Builder's task 1: the milligrams a day that a line of a summary says."""

import math
import re

from labkit.tasks import Text, case, function_task, laws

TIMES = {
    "once a day": 1,
    "twice a day": 2,
    "three times a day": 3,
    "une fois par jour": 1,
    "deux fois par jour": 2,
    "trois fois par jour": 3,
}
UNITS = {"g": 1000, "mg": 1, "mcg": 0.001, "µg": 0.001}

task = function_task(
    points=2,
    forbids=("labkit.text",),
    why=Text(
        "Right. 0.125 mg and 125 mcg are one dose, 1.25 mg is ten times as much. Only a number in one unit can tell them apart.",
        "Juste. 0,125 mg et 125 µg sont une seule dose, 1,25 mg en est le décuple. Seul un nombre ramené à une même unité les distingue.",
    ),
    hints=[
        Text(
            r"re.search(r'(\d+(?:[.,]\d+)?) (g|mg|mcg|µg)\b', line) finds number and unit; it is None where there is no dose: return np.nan.",
            r"re.search(r'(\d+(?:[.,]\d+)?) (g|mg|mcg|µg)\b', line) trouve le nombre et l'unité ; il renvoie None s'il n'y a pas de dose : renvoyez alors np.nan.",
        ),
        Text(
            "Replace the comma by a point before float. Then multiply by units[unit], and by the number in `times` whose words stand in the line: 1 if none does.",
            "Remplacez la virgule par un point avant float. Multipliez ensuite par units[unité], puis par le nombre de `times` dont les mots sont dans la ligne : 1 si aucun n'y est.",
        ),
    ],
    laws=[
        laws.known(
            {"line": "digoxine 0,125 mg une fois par jour", "units": UNITS, "times": TIMES},
            0.125,
            Text(
                "Digoxin, once a day: 0,125 is less than one milligram.",
                "Digoxine, une fois par jour : 0,125 est moins d'un milligramme.",
            ),
        ),
        laws.known(
            {"line": "amoxicillin 1 g three times a day", "units": UNITS, "times": TIMES},
            3000.0,
            Text("One gram, three times a day.", "Un gramme, trois fois par jour."),
        ),
    ],
)


def _found(line):
    return re.search(r"(\d+(?:[.,]\d+)?) (g|mg|mcg|µg)\b", line)


def _often(line, times):
    return next((n for words, n in times.items() if words in line), 1)


@task.reference
def by_a_pattern(line, units, times):
    found = re.search(r"(\d+(?:[.,]\d+)?) (g|mg|mcg|µg)\b", line)
    if found is None:
        return math.nan
    often = sum(n for words, n in times.items() if words in line) or 1
    return float(found[1].replace(",", ".")) * units[found[2]] * often


@task.alternative
def word_by_word(line, units, times):
    words = line.split()
    often = [n for said, n in times.items() if said in line]
    for number, unit in zip(words, words[1:], strict=False):
        if unit in units:
            return float(number.replace(",", ".")) * units[unit] * (sum(often) or 1)
    return math.nan


@task.alternative
def as_a_product(line, units, times):
    doses = [
        float(number.replace(",", ".")) * units[unit]
        for number, unit in re.findall(r"(\S+) (mcg|µg|mg|g)\b", line)
    ]
    often = [n for said, n in times.items() if said in line]
    return math.prod(doses + often) if doses else math.nan


task.equivalent("by_a_pattern:put_in:rounded", "What is not a number is none when rounded.")
task.equivalent("word_by_word:put_in:rounded #2", "What is not a number is none when rounded.")
for _change in ("put_in:absolute*", "put_in:not_below_nought*"):
    task.equivalent(f"by_a_pattern:{_change}", "No dose is negative.")
    task.equivalent(f"word_by_word:{_change}", "No dose is negative.")
    task.equivalent(f"as_a_product:{_change}", "No dose is negative.")


@task.mutant(
    Text(
        "You drop the comma, and the dose grows ten, a hundred, a thousand times. In French it is the decimal sign.",
        "Vous supprimez la virgule, et la dose est multipliée par dix, cent ou mille. En français, c'est le signe décimal.",
    ),
)
def comma_dropped(line, units, times):
    found = _found(line)
    return float(found[1].replace(",", "")) * units[found[2]] * _often(line, times) if found else math.nan


@task.mutant(
    Text(
        "You read the number without its unit: a gram then looks less than half a gram written in milligrams.",
        "Vous lisez le nombre sans son unité : un gramme semble alors moins qu'un demi-gramme écrit en milligrammes.",
    ),
)
def unit_ignored(line, units, times):
    found = _found(line)
    return float(found[1].replace(",", ".")) * _often(line, times) if found else math.nan


@task.mutant(
    Text(
        "That is one intake. A summary that changes *once* into *three times a day* would pass unseen.",
        "C'est une seule prise. Un résumé qui change *une fois* en *trois fois par jour* passerait inaperçu.",
    ),
)
def one_intake(line, units, times):
    found = _found(line)
    return float(found[1].replace(",", ".")) * units[found[2]] if found else math.nan


@task.mutant(
    Text(
        "You return 0 where no dose is written. Not said is not 0: the drug is taken, and nobody knows how much.",
        "Vous renvoyez zéro quand aucune dose n'est écrite. Non dit n'est pas zéro : le médicament est pris, et personne ne sait combien.",
    ),
)
def not_said_is_zero(line, units, times):
    answer = by_a_pattern(line, units, times)
    return 0.0 if math.isnan(answer) else answer


@task.mutant(
    Text(
        "A microgram counts as a milligram in yours. For levothyroxine this is a thousand times the dose.",
        "Chez vous, un microgramme vaut un milligramme. Pour la lévothyroxine, c'est mille fois la dose.",
    ),
)
def micro_for_milli(line, units, times):
    return by_a_pattern(line, {**units, "mcg": 1, "µg": 1}, times)


@task.mutant(
    Text(
        "You take the beginning of a word for a unit: *12 gauche* holds no 12 g. A unit is a whole word.",
        "Vous prenez le début d'un mot pour une unité : *12 gauche* ne dit pas 12 g. Une unité est un mot entier.",
    ),
)
def unit_begins_a_word(line, units, times):
    found = re.search(rf"(\d+(?:[.,]\d+)?) ({'|'.join(units)})", line)
    if found is None:
        return float("nan")
    return float(found[1].replace(",", ".")) * units[found[2]] * _often(line, times)


@task.cases
def lines(rng):
    drugs = ["digoxin", "amoxicillin", "metformin", "aspirine", "énoxaparine", "prednisone"]
    drawn = []
    for unit, number in (
        ("mg", "500"),
        ("g", "1"),
        ("mg", "0.125"),
        ("mg", "0,125"),
        ("µg", "50"),
        ("mcg", "125"),
        ("g", "0,08"),
        ("mg", str(rng.integers(20, 90))),
    ):
        drug = rng.choice(drugs)
        for often in rng.permutation(list(TIMES))[:2]:
            drawn.append(f"{drug} {number} {unit} {often}")
    for often in TIMES:
        drawn.append(f"{rng.choice(drugs)} {rng.integers(2, 9)} mg {often}")
    drawn += [
        "metformin 250 mg",
        "1 g amoxicillin three times a day",
        "500 mg de metformine deux fois par jour",
        "lit 12 gauche digoxine 0,125 mg deux fois par jour",
        "bed 3 mgr aspirin 80 mg once a day",
        "digoxin",
        "metformin twice a day",
    ]
    for place in rng.permutation(len(drawn)):
        words = list(TIMES.items())
        shuffled = {words[i][0]: words[i][1] for i in rng.permutation(len(words))}
        yield case(line=drawn[place], units=UNITS, times=shuffled)
    for one in ("twice a day", "trois fois par jour"):
        first = {one: TIMES[one], **{words: n for words, n in TIMES.items() if words != one}}
        last = {**{words: n for words, n in TIMES.items() if words != one}, one: TIMES[one]}
        yield case(line=f"{rng.choice(drugs)} 20 mg {one}", units=UNITS, times=first)
        yield case(line=f"{rng.choice(drugs)} 30 mg {one}", units=UNITS, times=last)
