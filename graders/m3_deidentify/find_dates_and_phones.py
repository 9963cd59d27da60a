"""Builder's task 2: where dates and telephone numbers stand."""

import re

from labkit.tasks import Text, case, function_task, laws

from .vocabulary import DEIDENTIFIERS, MONTHS, one_of

DATES = [
    r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)",
    r"\d{4}-\d\d-\d\d",
    rf"\d{{1,2}}(?:er)? (?:{MONTHS}) \d{{4}}",
    rf"(?:{MONTHS}) \d{{1,2}}, \d{{4}}",
]
PHONES = [r"0\d(?:[ .]?\d\d){4}", r"(?:\(\d{3}\) |\d{3}[ -])\d{3}-\d{4}"]

task = function_task(
    points=2,
    forbids=DEIDENTIFIERS,
    why=Text(
        "Right: every form is found where it stands, and no blood pressure, score or dose is taken for a date. Positions let another person check what was covered, letter by letter.",
        "Juste : chaque forme est trouvée à sa place, et ni tension, ni score, ni dose n'est prise pour une date. Les positions permettent à quelqu'un d'autre de vérifier ce qui a été masqué, lettre par lettre.",
    ),
    hints=[
        Text(
            "Write one pattern for each form of the list and join them with |. found.span() gives the pair (start, end) for each found of re.finditer(pattern, text).",
            "Écrivez un motif pour chaque forme de la liste et reliez-les par |. found.span() donne le couple (début, fin) pour chaque found de re.finditer(motif, text).",
        ),
        Text(
            r"\d is a digit, \d{4} four of them, \d{1,2} one or two, (?:er)? something that may lack. Put MONTHS between brackets: (?:"
            + "…). A round bracket of the text is written \\(.",
            r"\d est un chiffre, \d{4} quatre chiffres, \d{1,2} un ou deux, (?:er)? quelque chose qui peut manquer. Mettez MONTHS entre parenthèses : (?:"
            + "…). Une parenthèse du texte s'écrit \\(.",
        ),
        Text(
            r"Where a year has four or two digits, try four first: (?:\d{4}|\d\d). Before the whole put (?<![\w/]) and after it (?![\w/]): nothing of a longer number is then taken.",
            r"Là où l'année a quatre ou deux chiffres, essayez d'abord quatre : (?:\d{4}|\d\d). Devant l'ensemble, mettez (?<![\w/]) et derrière (?![\w/]) : on ne prend alors aucun morceau d'un nombre plus long.",
        ),
    ],
    laws=[
        laws.known(
            {"text": "Vue le 12/03/2024."},
            [(7, 17)],
            Text(
                "In « Vue le 12/03/2024. » the date goes from its first digit up to the full stop, which is no part of it.",
                "Dans « Vue le 12/03/2024. », la date va de son premier chiffre jusqu'au point, qui n'en fait pas partie.",
            ),
        ),
        laws.known(
            {"text": "TA 14/8."},
            [],
            Text("14/8 is a blood pressure: nothing to find.", "14/8 est une tension : rien à trouver."),
        ),
    ],
)


def _spans(text, patterns):
    whole = rf"(?<![\w/])(?:{'|'.join(patterns)})(?![\w/])"
    return [found.span() for found in re.finditer(whole, text, re.IGNORECASE)]


@task.reference
def one_pattern(text):
    date = rf"\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)|\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:er)? (?:{MONTHS}) \d{{4}}|(?:{MONTHS}) \d{{1,2}}, \d{{4}}"
    phone = r"0\d(?:[ .]?\d\d){4}|(?:\(\d{3}\) |\d{3}[ -])\d{3}-\d{4}"
    return [
        found.span() for found in re.finditer(rf"(?<![\w/])(?:{date}|{phone})(?![\w/])", text, re.IGNORECASE)
    ]


@task.alternative
def form_by_form(text):
    found = []
    for pattern in [*DATES, *PHONES]:
        for hit in re.finditer(rf"(?<![\w/]){pattern}(?![\w/])", text, re.IGNORECASE):
            found.append([hit.start(), hit.end()])
    return sorted(found)


@task.alternative
def from_left_to_right(text):
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in (*PHONES, *DATES)]
    found, at = [], 0
    while at < len(text):
        hit = next(filter(None, (pattern.match(text, at) for pattern in patterns)), None)
        free = not (at and (text[at - 1].isalnum() or text[at - 1] == "/"))
        if hit and free and not re.match(r"[\w/]", text[hit.end() :]):
            found.append(hit.span())
            at = hit.end()
        else:
            at += 1
    return found


task.equivalent("from_left_to_right:ties:next(*", "no two forms fit at one place")
task.equivalent(
    "from_left_to_right:comparison:at < len(text) -> at <= len(text)", "nothing begins at the end of a text"
)


@task.mutant(
    Text(
        "You take two numbers around a slash for a date. 14/8 is a blood pressure and 8/10 a pain score: they would vanish from the letter. A date of the list has its year.",
        "Vous prenez deux nombres autour d'une barre pour une date. 14/8 est une tension et 8/10 une douleur : ils disparaîtraient de la lettre. Une date de la liste a son année.",
    ),
)
def two_numbers_are_a_date(text):
    return _spans(text, [*DATES, r"\d{1,2}/\d{1,2}", *PHONES])


@task.mutant(
    Text(
        "You find dates in digits alone. « 3 mars 2024 » and “March 12, 2024” say as much as 03/03/2024.",
        "Vous ne trouvez que les dates en chiffres. « 3 mars 2024 » et « March 12, 2024 » en disent autant que 03/03/2024.",
    ),
)
def digits_alone(text):
    return _spans(text, [*DATES[:2], *PHONES])


@task.mutant(
    Text(
        "You want a year of four digits. Some writers put 12/03/24, in each of their letters: all of these would leak together.",
        "Vous voulez une année de quatre chiffres. Certaines personnes écrivent 12/03/24, dans chacune de leurs lettres : elles fuiraient toutes ensemble.",
    ),
)
def four_figures_of_a_year(text):
    return _spans(text, [r"\d{1,2}/\d{1,2}/\d{4}", *DATES[1:], *PHONES])


@task.mutant(
    Text(
        "French telephone numbers are found with spaces only. Some write dots, or nothing, between the pairs.",
        "Vous ne trouvez les téléphones français qu'avec des espaces. On écrit aussi des points, ou rien, entre les paires.",
    ),
)
def spaces_between_pairs(text):
    return _spans(text, [*DATES, r"0\d(?: \d\d){4}", PHONES[1]])


@task.mutant(
    Text(
        "Only French telephone numbers are found. In Québec her daughter's number is written (418) 555-0134 or 418 555-0134.",
        "Seuls les téléphones français sont trouvés. Au Québec, le numéro de sa fille s'écrit (418) 555-0134 ou 418 555-0134.",
    ),
)
def french_phones_alone(text):
    return _spans(text, [*DATES, PHONES[0]])


@task.mutant(
    Text(
        "Capital letters hide a month from you: « 3 MARS 2024 ». Add re.IGNORECASE.",
        "Les majuscules vous cachent un mois : « 3 MARS 2024 ». Ajoutez re.IGNORECASE.",
    ),
)
def deaf_to_capitals(text):
    whole = rf"(?<![\w/])(?:{'|'.join([*DATES, *PHONES])})(?![\w/])"
    return [found.span() for found in re.finditer(whole, text)]


@task.mutant(
    Text(
        "You take a piece out of a longer number. A laboratory number such as 20240312/03/20245 is no date: ask that no letter, digit or slash stands before or after.",
        "Vous prenez un morceau d'un nombre plus long. Un numéro de laboratoire comme 20240312/03/20245 n'est pas une date : demandez qu'il n'y ait ni lettre, ni chiffre, ni barre avant ou après.",
    ),
)
def inside_longer_numbers(text):
    whole = "|".join([*DATES, *PHONES])
    return [found.span() for found in re.finditer(whole, text, re.IGNORECASE)]


@task.mutant(
    Text(
        "Your end is the last character's place. Count as Python does: text[start:end] must give the whole, so end is one further.",
        "Votre fin est la place du dernier caractère. Comptez comme Python : text[début:fin] doit donner l'ensemble, donc la fin est un cran plus loin.",
    ),
)
def end_included(text):
    return [(start, end - 1) for start, end in one_pattern(text)]


def _date(rng):
    day, month, year = int(rng.integers(1, 29)), int(rng.integers(1, 13)), int(rng.integers(1930, 2025))
    french, english = MONTHS.split("|")[month - 1], MONTHS.split("|")[month + 11]
    return [
        f"{day:02d}/{month:02d}/{year}",
        f"{day}/{month}/{year % 100:02d}",
        f"{day:02d}/{month:02d}/{year % 100:02d}",
        f"{year}-{month:02d}-{day:02d}",
        f"{day} {french} {year}",
        f"1er {french} {year}",
        f"{day} {french.upper()} {year}",
        f"{english} {day}, {year}",
        f"{day} {english} {year}",
    ]


def _phone(rng):
    # Blocks that are kept for fiction.
    pairs = ["06", "39", "98", f"{int(rng.integers(100)):02d}", f"{int(rng.integers(100)):02d}"]
    last = f"555-01{int(rng.integers(100)):02d}"
    return [" ".join(pairs), ".".join(pairs), "".join(pairs), f"(418) {last}", f"418 {last}", f"418-{last}"]


TRAPS = [
    "TA 14/8",
    "EVA 8/10",
    "D-dimères 2019 ng/mL",
    "12 mg 1/1/1/2024",
    "lot 20240312/03/20245",
    "pH 7.40",
    "n° A0639981234",
]
TRAPS += ["dossier 06399812345", "le 12 mars", "in May", "418 555", "stade 2/3", "acte 2024-03-1234"]


@task.cases
def letters(rng):
    for _ in range(12):
        pieces = [*_date(rng), *_phone(rng), *TRAPS]
        chosen = [pieces[place] for place in rng.permutation(len(pieces))[:8]]
        yield case(text="; ".join(chosen) + one_of(rng, [".", "", "\n"]))
    for text in (*_date(rng), *_phone(rng), *TRAPS, ""):
        yield case(text=text)
