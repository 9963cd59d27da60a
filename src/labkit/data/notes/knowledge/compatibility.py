"""What goes together in one patient: ``vocabulary/compatibility.toml``, read once."""

from dataclasses import dataclass
from functools import cache

from labkit.data.notes.knowledge.vocabulary import table

# The part of the body that is imaged where the table names none.
PARTS = {"ct": "chest", "us": "abdomen", "mri": "brain", "endo": "upper"}


@dataclass(frozen=True)
class Dose:
    """A prescription as a regimen writes it."""

    drug: str
    dose: str
    route: str
    frequency: str


@dataclass(frozen=True)
class Regimen:
    """What is given together, then what is taken at home."""

    given: tuple[Dose, ...]
    after: tuple[Dose, ...]


@dataclass(frozen=True)
class Plan:
    """What a condition calls for: places, urgency, days, vital signs, parts of the body imaged, what else is thought of."""

    where: frozenset[str]
    acuity: tuple[int, int]
    stay: tuple[int, int]
    signs: frozenset[str]
    parts: dict[str, str]
    also: tuple[str, ...]
    regimens: tuple[Regimen, ...] | None


_ANYWHERE = Plan(
    frozenset(["er", "ward", "clinic", "office"]), (3, 4), (2, 6), frozenset(), {}, (), None
)  # for a condition that is not in the table


def _bounds(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low), int(high)


def _doses(text: str) -> tuple[Dose, ...]:
    return tuple(Dose(*one.split()) for one in text.split(" + ") if one.strip())


def _regimen(text: str) -> Regimen:
    given, arrow, after = text.partition(" >")
    return Regimen(_doses(given), _doses(after) if arrow else _doses(given))


@cache
def plan(condition: str) -> Plan:
    """A condition's row of the table."""
    row = table("compatibility")["plan"].get(condition)
    if row is None:
        return _ANYWHERE
    return Plan(
        frozenset(row["where"].split()),
        _bounds(row["acuity"]),
        _bounds(row["stay"]),
        frozenset(row["signs"].split()),
        {kind: row[kind] for kind in ("ct", "us", "mri", "endo") if kind in row},
        tuple(row["also"].split()),
        tuple(_regimen(r) for r in row["drugs"]),
    )


@cache
def regimens_in(region: str, condition: str) -> tuple[Regimen, ...]:
    """The country's own regimens for a condition, where it has some."""
    own = table("compatibility")["country"][region].get("regimens", {})
    return tuple(_regimen(r) for r in own.get(condition, ()))


@cache
def regimen_if(condition: str, found: frozenset[str]) -> tuple[Regimen, ...]:
    """Another regimen where a finding changes the treatment."""
    line = table("safety")["where_found"].get(condition)
    return (_regimen(line["drugs"]),) if line and line["finding"] in found else ()


@cache
def shown_in(part: str) -> frozenset[str]:
    """Findings that the image of a part of the body can show."""
    return frozenset(table("compatibility")["parts"][part]["shows"].split())


@cache
def by_chance(part: str) -> tuple[str, ...]:
    """Findings met there by chance."""
    return tuple(table("compatibility")["parts"][part]["chance"].split())


@cache
def among_patients(key: str) -> frozenset[str]:
    """A set of identifiers of the table's last part."""
    return frozenset(table("compatibility")["patients"][key].split())


@cache
def consulted(condition: str) -> tuple[str, ...]:
    """Specialties that take part in its care."""
    return tuple(table("compatibility")["consult"].get(condition, "").split())


@cache
def worth_fearing(specialty: str) -> tuple[str, ...]:
    """Findings for which a specialty's patients are told to come back."""
    return tuple(table("compatibility")["feared"][specialty].split())


@cache
def rivals(condition: str) -> frozenset[str]:
    """Conditions that one patient does not have together with this one."""
    lines = table("compatibility")["patients"]["exclusive"]
    return frozenset(c for line in lines if condition in line.split() for c in line.split() if c != condition)


@cache
def alike(group: str) -> frozenset[str]:
    """Groups of findings that are one thing under several names, this one included."""
    lines = table("compatibility")["patients"]["alike"]
    return frozenset([group, *(g for line in lines if group in line.split() for g in line.split())])


@cache
def sampled(condition: str) -> tuple[str, ...]:
    """What a pathologist looks for and does not find in what was sampled."""
    return tuple(table("compatibility")["specimen"].get(condition, "").split())


@cache
def implied(condition: str) -> str:
    """The long-term illness that a condition supposes."""
    return str(table("compatibility")["patients"]["implied"].get(condition, ""))


@cache
def refused(allergen: int) -> frozenset[str]:
    """Drugs that an allergy forbids."""
    return frozenset(table("compatibility")["patients"]["allergy"].get(str(allergen), "").split())


@cache
def spared(region: str, drug: str) -> Dose | None:
    """What is given instead to whoever an allergy forbids the drug, as the country has it."""
    own = table("compatibility")["country"][region].get("spared", {})
    line = own.get(drug) or table("compatibility")["patients"]["spared"].get(drug)
    return Dose(*line.split()) if line else None


def in_country(region: str, drug: str) -> str:
    """The drug that the country has."""
    return str(table("compatibility")["country"][region]["instead"].get(drug, drug))


def dose_in(region: str, drug: str) -> str:
    """The country's own dose, or nothing."""
    return str(table("compatibility")["country"][region]["doses"].get(drug, ""))


def frequency_in(region: str, drug: str) -> str:
    """How often the country gives it, where it is not what a regimen says; or nothing."""
    return str(table("compatibility")["country"][region].get("frequencies", {}).get(drug, ""))


def _brands(region: str) -> str:
    return "CA" if region == "QC" else region


def branded(region: str, drug: str, dose: str, route: str) -> bool:
    """Whether the country's brand is sold in a dose, or makes it, for a route."""
    listed = table("brands")[_brands(region)].get(drug)
    if listed is None:
        return True
    doses, _, routes = listed.partition("/")
    return dose in doses.split() and (not routes or route in routes.split())


def sold_in(region: str, drug: str, dose: str) -> str:
    """The dose, or the country's nearest where it is not sold there."""
    return str(table("brands")["unsold"][_brands(region)].get(drug, {}).get(dose, dose))


def in_ambulance(region: str, drug: str) -> str:
    """What an ambulance gives of a drug, where it is not what is given for days; or nothing."""
    return str(table("compatibility")["ambulance"][region].get(drug, ""))
