"""Who is not given what, and how much of it: ``vocabulary/safety.toml``, read once."""

from collections.abc import Collection
from functools import cache
from typing import Any

from labkit.data.notes.knowledge.compatibility import Dose
from labkit.data.notes.knowledge.vocabulary import table


@cache
def _lines(part: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {k: frozenset(v.split()) if k in ("drugs", "in", "a", "b", "groups") else v for k, v in line.items()}
        for line in table("safety")[part]
    )


def barred(drug: str, ill: Collection[str], age: int) -> bool:
    """Whether an illness, present or past, or an age forbids a drug; the sex does not, so that twins of either take the same."""
    if any(drug in line["drugs"] and not line["in"].isdisjoint(ill) for line in _lines("barred")):
        return True
    if any(drug in line["drugs"] and age >= line["from"] for line in _lines("aged")):
        return True
    return any(drug in line["drugs"] and age <= line["until"] for line in _lines("young"))


def clash(drug: str, others: Collection[str]) -> bool:
    """Whether another drug forbids it."""
    return any(
        drug in one and not other.isdisjoint(others)
        for line in _lines("together")
        for one, other in ((line["a"], line["b"]), (line["b"], line["a"]))
    ) or any(drug in line["a"] and not line["b"].isdisjoint(others) for line in _lines("begun"))


def beside(drug: str, others: Collection[str]) -> str:
    """The drug, or what is taken in the same dose instead of it beside another."""
    known = table("safety")["instead_beside"]
    return next((str(known[o][drug]) for o in others if drug in known.get(o, {})), drug)


def unfit(drug: str, groups: Collection[str]) -> bool:
    """Whether what is found forbids it."""
    return any(drug in line["drugs"] and not line["groups"].isdisjoint(groups) for line in _lines("found"))


def ceiling(drug: str, dose: str, ill: Collection[str], age: int) -> str:
    """The dose, or the most that an age or an illness allows."""
    for line in _lines("limit"):
        told = line.get("from", 999) <= age or not line.get("in", frozenset()).isdisjoint(ill)
        if drug == line["drug"] and told and float(dose) > float(line["over"]):
            return str(line["dose"])
    return dose


def frequency(drug: str, dose: str) -> str:
    """How often a dose is taken for years, where that is settled; or nothing."""
    return next(
        (line["frequency"] for line in _lines("taken") if line["drug"] == drug and line["dose"] == dose), ""
    )


def weighed(drug: str, weight: float) -> str:
    """A dose of 1 mg/kg, as syringes have it."""
    syringes = table("safety")["by_weight"][drug].split()
    return str(min(syringes, key=lambda s: abs(float(s) - weight)))


def whole_or_half(age: int, weight: float, ill: Collection[str]) -> str:
    """Dose of apixaban in atrial fibrillation."""
    rule = table("safety")["halved"]
    frail = (
        (age >= rule["age"]) + (weight <= rule["weight"]) + (not set(rule["kidneys"].split()).isdisjoint(ill))
    )
    return str(rule["half" if frail > 1 else "whole"])


def prophylaxis(condition: str, ill: Collection[str]) -> Dose | None:
    """What whoever lies in bed with it is given against a thrombosis."""
    rule = table("safety")["prophylaxis"]
    if condition not in rule["conditions"].split():
        return None
    return Dose(*rule["kidneys" if {"ckd", "aki"} & set(ill) else "usual"].split())


def listeria(region: str, condition: str, age: int, allergic: bool) -> Dose | None:
    """What an illness is treated with beside its regimen from an age on."""
    rule = table("safety")["listeria"]
    if condition not in rule["conditions"].split() or age < rule["from"]:
        return None
    return Dose(*(rule["allergic"] if allergic else rule.get(region, rule["usual"])).split())


def after_operation(condition: str) -> tuple[Dose, ...]:
    """What is given after an operation, where it is not the regimen of the illness."""
    line = table("safety")["operation"].get(condition, "")
    return tuple(Dose(*one.split()) for one in line.split(" + ") if one)


def loading(condition: str, drug: str) -> str:
    """The first dose of a drug where it is not the daily one; or nothing."""
    rule = table("safety")["loading"]
    return str(rule.get(drug, "")) if condition in rule["conditions"].split() else ""


@cache
def given_again() -> frozenset[str]:
    """Drugs given anew in an acute illness though they are taken at home."""
    return frozenset(table("safety")["again"]["drugs"].split())


def physical_status(ill: Collection[str], age: int, urgent: bool) -> int:
    """The anaesthetist's class of a patient, by illnesses, age and urgency."""
    known, rule = set(ill), table("safety")["asa"]
    if known & set(rule["three"].split()):
        return 3
    return 2 if urgent or age > 79 or known & set(rule["two"].split()) else 1
