"""Who the patient is: names, addresses, telephones and health numbers that nobody can have been given."""

from collections.abc import Callable
from datetime import date
from functools import cache

from labkit.data.notes.knowledge.spelling import fold
from labkit.data.notes.knowledge.vocabulary import table

Draw = Callable[[], float]


@cache
def surnames(region: str) -> tuple[str, ...]:
    """Surnames of a region."""
    return tuple(table("people")["surnames"][region].split())


@cache
def first_names(region: str, sex: str) -> tuple[str, ...]:
    """First names of a region, by sex ("F" or "M")."""
    return tuple(table("people")["first_names"][sex][region].split())


@cache
def _years() -> dict[str, tuple[int, int]]:
    """First and last year in which a name of a generation was given."""
    people = table("people")
    first = {name: int(year) for year, names in people["first_year"].items() for name in names.split()}
    last = {name: int(year) for year, names in people["last_year"].items() for name in names.split()}
    return {name: (first.get(name, 0), last.get(name, 9999)) for name in first | last}


def first_name(u: float, region: str, sex: str, born: int) -> str:
    """The name at a place between 0 and 1 among a region's, or among those given in a year where it was not."""
    names, years = first_names(region, sex), _years()
    chosen = names[int(u * len(names))]
    low, high = years.get(chosen, (0, 9999))
    if low <= born <= high:
        return chosen
    given = [n for n in names if years.get(n, (0, 9999))[0] <= born <= years.get(n, (0, 9999))[1]]
    return given[int(u * len(given))]


def pick(r: Draw, values: tuple | list) -> str:
    """A uniform choice. Only `random` is called, so a seed gives the same note in every Python."""
    return values[int(r() * len(values))]


def digits(r: Draw, pattern: str) -> str:
    """`pattern` with each ``#`` replaced by a digit."""
    return "".join(str(int(r() * 10)) if c == "#" else c for c in pattern)


def telephone(r: Draw, region: str) -> str:
    """A number of the blocks kept for fiction: ARCEP decision 2018-0881, and 555-01xx in North America."""
    return digits(r, pick(r, table("places")["telephones"][region]))


def nir(r: Draw, sex: str, born: date) -> str:
    """A French social security number (NIR) with a right key, never issued: its order number is 000.

    INSEE numbers births in a commune and month from 001 on, so 000 is nobody's. The key is
    ``97 - n mod 97`` with 2A read as 19 and 2B as 18.
    """
    department = pick(r, ("13", "29", "33", "35", "44", "59", "67", "69", "75", "76", "2A", "2B", "31", "06"))
    commune = 1 + int(r() * 420)
    head = f"{1 if sex == 'M' else 2}{born.year % 100:02d}{born.month:02d}{department}{commune:03d}000"
    key = nir_key(head)
    if r() < 0.25:
        return f"{head}{key:02d}"
    return f"{head[0]} {head[1:3]} {head[3:5]} {head[5:7]} {head[7:10]} {head[10:13]} {key:02d}"


def nir_key(head: str) -> int:
    """Control key of a NIR's first 13 characters."""
    return 97 - int(head.replace("2A", "19").replace("2B", "18")) % 97


def nam(r: Draw, sex: str, born: date, surname: str, first: str) -> str:
    """A RAMQ number by format, never issued: its day is the birth day plus 40 (41 to 71), no calendar's.

    Three letters of the surname, the first name's initial, year, month (plus 50 for women), day, two more.
    """
    letters = (
        "".join(c for c in fold(surname).upper() if c.isalpha())[:3].ljust(3, "X") + fold(first)[0].upper()
    )
    month = born.month + (50 if sex == "F" else 0)
    number = f"{born.year % 100:02d}{month:02d}{born.day + 40:02d}{int(r() * 100):02d}"
    style = r()
    if style < 0.25:
        return letters + number
    return f"{letters} {number[:4]} {number[4:]}"


def ohip(r: Draw) -> str:
    """An Ontario-like health number that starts with 0, which no issued one does, with a version code."""
    number = "0" + digits(r, "#########")
    return f"{number[:4]}-{number[4:7]}-{number[7:]}-{pick(r, tuple('ABDGHJKLMNPRTVWXYZ'))}"


def ssn(r: Draw) -> str:
    """A United States social security number of area 000, which is never assigned."""
    return digits(r, "000-##-####")


def health_number(r: Draw, region: str, sex: str, born: date, surname: str, first: str) -> tuple[str, str]:
    """(scheme, number) of a region: NIR, NAM, OHIP or SSN."""
    if region == "FR":
        return "NIR", nir(r, sex, born)
    if region == "QC":
        return "NAM", nam(r, sex, born, surname, first)
    return ("OHIP", ohip(r)) if region == "CA" else ("SSN", ssn(r))


def address(r: Draw, region: str) -> str:
    """An invented street in an invented town; Canadian postal codes use letters Canada Post never does."""
    places = table("places")
    street, town = pick(r, places["streets"][region]), pick(r, places["towns"][region])
    number = 1 + int(r() * 240)
    if region == "FR":
        return f"{number} {street}, {digits(r, '###')}00 {town}"
    if region == "US":
        return f"{number * 10} {street}, {town}, {digits(r, '000##')}"
    code = digits(r, f"{'G' if region == 'QC' else 'K'}#O #U#")
    return f"{number}, {street}, {town} {code}" if region == "QC" else f"{number} {street}, {town}, {code}"


_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def date_text(day: date, language: str, region: str, style: int) -> str:
    """A date as the region writes it, in one of the author's three styles."""
    month = _MONTHS[language][day.month - 1]
    if language == "fr":
        if style == 0:
            return f"{'1er' if day.day == 1 else day.day} {month} {day.year}"
        if region == "QC":
            return day.isoformat()
        return f"{day:%d/%m/%Y}" if style == 1 else f"{day:%d/%m/%y}"
    if style == 0:
        return f"{month} {day.day}, {day.year}"
    if region == "US":
        return f"{day:%m/%d/%Y}" if style == 1 else f"{day.month}/{day.day}/{day:%y}"
    return day.isoformat() if style == 1 else f"{day.day} {month[:3]} {day.year}"
