"""What follows from what was found: ``vocabulary/consequences.toml``, read once."""

from functools import cache

from labkit.data.notes.knowledge.vocabulary import table


@cache
def _read(part: str, key: str) -> tuple[str, ...]:
    return tuple(table("consequences")[part].get(key, "").split())


def beside(condition: str) -> tuple[str, ...]:
    """What may still be open once a condition is established."""
    return _read("beside", condition)


def cause(condition: str) -> str:
    """What it is the consequence of, where it is never named alone; or nothing."""
    return str(table("consequences")["cause"].get(condition, ""))


@cache
def held(condition: str) -> frozenset[str]:
    """Drugs of the usual treatment that a condition suspends."""
    return frozenset(drug for group in _read("held", condition) for drug in _read("groups", group))


def warned(condition: str) -> tuple[str, ...]:
    """Findings for which its patients are told to come back, where their specialty's do not fit."""
    return _read("warned", condition)


def unimpaired(condition: str) -> tuple[str, ...]:
    """Functions that a physiotherapist finds unimpaired."""
    return _read("function", condition)


def looked_for(condition: str) -> tuple[str, ...]:
    """Signs whose absence says something in this illness."""
    return _read("looked_for", condition)


def lasting(condition: str) -> tuple[str, ...]:
    """Findings that a long-term illness leaves for good: nobody denies them."""
    return _read("lasting", condition)


def prevention(condition: str) -> tuple[str, ...]:
    """What is taken for life once a condition is past."""
    return _read("prevention", condition)


def ranged(condition: str, test: str) -> tuple[str, str] | None:
    """The range of a result in a condition, where the laboratory's own does not fit it."""
    low, _, high = table("consequences")["ranges"].get(condition, {}).get(test, "").partition("-")
    return (low, high) if high else None


def maintained(drug: str, dose: str, frequency: str) -> tuple[str, str]:
    """Dose and frequency of a drug once its first weeks are over."""
    line = _read("maintained", f"{drug}_{dose}_{frequency}")
    return (line[0], line[1]) if line else (dose, frequency)


def settles(category: str) -> dict[str, str]:
    """Diagnoses that an examination can name, each with the finding that makes it."""
    return dict(table("consequences")["settles"].get(category, {}))


def outdone(findings: frozenset[str]) -> frozenset[str]:
    """Findings that go without saying, or cannot be, beside another that is there."""
    pairs = [line.split() for line in table("consequences")["sets"]["contrary"]]
    return frozenset(other for one, other in pairs if {one, other} <= findings)


def undenied(finding: str) -> tuple[str, ...]:
    """Findings that nobody denies who names this one: another word for it, or a part of it."""
    return _read("undenied", finding)


def inseparable(finding: str) -> tuple[str, ...]:
    """Findings that this one is never without."""
    return _read("inseparable", finding)


@cache
def systems(findings: frozenset[str]) -> frozenset[str]:
    """What some findings belong to: *breath*, *belly*, *limbs*."""
    return frozenset(
        name for name in table("consequences")["systems"] if findings & set(_read("systems", name))
    )


@cache
def together(one: str, other: str) -> bool:
    """Whether two findings belong to one system, so that the one without the other says something."""
    return bool(systems(frozenset([one])) & systems(frozenset([other])))


def not_had(specialty: str) -> tuple[str, ...]:
    """Past illnesses that a specialty asks about."""
    return _read("history", specialty)


@cache
def among(name: str) -> frozenset[str]:
    """A set of identifiers of the table's last part."""
    return frozenset(_read("sets", name))
