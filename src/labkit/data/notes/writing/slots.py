"""Slots: what stands between angle brackets in a template, written from the stay's facts."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from labkit.data.notes.facts import identity as identity
from labkit.data.notes.facts.prescription import Prescription
from labkit.data.notes.facts.setting import tags
from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.spelling import fold, vowel
from labkit.data.notes.knowledge.template import Template
from labkit.data.notes.knowledge.vocabulary import in_use, pool, table
from labkit.data.notes.plan.items import Statement
from labkit.data.notes.writing import phrases as _phrases
from labkit.data.notes.writing.labels import anew, tells_age
from labkit.data.notes.writing.said import said_of
from labkit.data.notes.writing.writer import Habits, Writer

_UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {"mcg": ("mcg", "µg"), "UI": ("UI",), "gtt": ("goutte",), "appl": ("application",)},
    "en": {"UI": ("units",), "gtt": ("drop",), "appl": ("application",)},
}

_OFFICE = {"family_medicine", "consultation_letter", "referral_letter", "telephone_note", "prescription"}
BEFORE = {"emergency_note", "admission_note", "preanaesthesia", "prehospital_report", *_OFFICE}
# Measures of the heart, by the group of findings that widens them: (with it, without it).
_HEART = {
    "fevg": ("lvef", ("25", "42"), ("55", "68")),
    "dtd": ("lvef", ("58", "68"), ("43", "54")),
    "siv": ("lvh", ("13", "16"), ("8", "11")),
    "paps": ("pht", ("46", "62"), ("22", "33")),
    "tapse": ("rvstrain", ("10", "14"), ("18", "25")),
    "og": ("la", ("42", "54"), ("20", "32")),
}


# Points of the second simplified acute physiology score from an age on; a medical admission has six more.
_SAPS = ((80, 18), (75, 16), (70, 15), (60, 12), (40, 7), (0, 0))
# Places in the lists of durations.
_WEEKS, _HOURS, _DAYS, _HEALING = (11, 12, 16, 17), (6, 7, 8, 9, 13, 15), (0, 1, 2, 3, 4), (4, 5, 11, 12)


@cache
def _times(template: Template) -> bool:
    """Whether a sentence says since when."""
    return template.tells(frozenset(["dur", "since", "since_ago"]))


@cache
def _asked(language: str, region: str, name: str) -> frozenset[str]:
    """Tags that some sentence of a pool wants or does not want."""
    return frozenset(tag for t in pool(language, region, name) for tag in t.wanted | t.unwanted)


@cache
def _allowed(language: str, region: str, name: str, borne: frozenset[str]) -> tuple[Template, ...]:
    return tuple(t for t in pool(language, region, name) if t.fits(borne))


def decimal(value: str, language: str) -> str:
    """A number with the language's decimal mark."""
    return value.replace(".", ",") if language == "fr" else value


class Scribe(Writer):
    """A writer who knows the stay, the language and the region."""

    def __init__(
        self,
        stay: Stay,
        language: str,
        habits: Habits,
        r: Callable[[], float],
        typos: float,
        relation: int = 0,
    ) -> None:
        super().__init__(habits, stay.person.feminine, r, typos)
        self.stay = stay
        self.tags = tags(stay)
        self.language = language
        self.region = stay.region
        self.negated: Statement | None = None
        self.affirmed: Statement | None = None
        self.prescription: Prescription | None = None
        self.lab: tuple[dict[str, str], float] | None = None
        self.relation = relation
        self.date_style = int(r() * 3)
        self.drug_status = "home"
        self.timed = False
        self.aged = False
        self.heading = ""
        self.headings: set[str] = set()
        self.section = ""
        self.first = False
        self.followed = False
        self.kind = ""
        self.words: dict[str, Any] = table(f"measures.{language}")

    def slot(self, name: str, form: str) -> None:
        _SLOTS[name](self, form)

    def say(self, name: str) -> None:
        """Write a sentence of a pool, in the author's manner."""
        style = ".t" if self.r() < self.habits.terse else ".v"
        templates = self.fitting(name + style)
        if not templates:
            templates = self.fitting(name + (".v" if style == ".t" else ".t"))
        if not templates:
            raise KeyError(
                f"no sentence of {name!r} in {self.language} {self.region} fits {sorted(self.tags)}"
            )
        if self.heading:
            templates = anew(templates, self.heading, self.section, self.first)
        if self.aged:  # nobody is told twice how old the patient is
            templates = tuple(t for t in templates if not tells_age(t)) or templates
        chosen = templates[int(self.r() * len(templates))]
        for _ in range(6):  # nobody says it twice the same way, nor twice since when
            if chosen.key not in self.keys and not (self.timed and _times(chosen)):
                break
            chosen = templates[int(self.r() * len(templates))]
        self.timed = self.timed or _times(chosen)
        self.aged = self.aged or tells_age(chosen)
        self.play(chosen)

    def fitting(self, name: str) -> tuple[Template, ...]:
        """The sentences of a pool that the patient's plan and the statement allow."""
        asked = _asked(self.language, self.region, name)
        borne = self.tags & asked
        if asked:
            more = {self.kind, "before" if self.kind in BEFORE else "after"}
            if self.kind in _OFFICE:
                more.add("office")
            if self.followed:
                more.add("followed")
            if self.heading and self.section in ("reason", "allergies", "vitals"):
                more.add("headed")  # the heading has said what it is
            if self.statement is not None:
                more |= said_of(self.statement, self.stay)
                if self.prepared is not None and self.prepared[1][0].plural:
                    more.add("plural")
            borne |= more & asked
        return _allowed(self.language, self.region, name, borne)

    def identifier(
        self, label: str, text: str, concept: str | None = None, attribute: str | None = None
    ) -> None:
        """Write an identifier as it is: no slip, no lost accent."""
        if self.habits.upper and label != "HEALTH_ID":
            text = text.upper()
        self.mark(label, text, concept=concept, attribute=attribute)


def _statement(self: Scribe, form: str) -> None:
    _phrases.write(self, self.statement, form, self.language, self.region)


def _negated(self: Scribe, form: str) -> None:
    assert self.negated is not None
    _phrases.write(self, self.negated, form, self.language, self.region)


def _affirmed(self: Scribe, form: str) -> None:
    assert self.affirmed is not None
    _phrases.write(self, self.affirmed, form, self.language, self.region)


def _reason(self: Scribe, form: str) -> None:
    self.relation += 1
    reason = Statement(tuple(self.stay.present["symptom"][:1]), "present", cue=None, relation=self.relation)
    _phrases.write(self, reason, form, self.language, self.region)


def _que(self: Scribe, form: str) -> None:
    """*pas que de la fièvre*, *pas qu'une toux*: the space after it too."""
    assert self.statement is not None
    forms = _phrases.prepare(self, self.statement, self.language, self.region)
    elided = forms[0].article[:2] == "un"
    self.text({"": "qu'" if elided else "que", "space": "" if elided else " "}[form])


def _name(self: Scribe, form: str) -> None:
    person, style = self.stay.person, self.habits
    surname = person.surname.upper() if style.capital_name else person.surname
    order = f"{surname} {person.first}" if style.capital_name else f"{person.first} {surname}"
    self.identifier("NAME", order, attribute="patient")


def _surname(self: Scribe, form: str) -> None:
    surname = self.stay.person.surname
    self.identifier("NAME", surname.upper() if self.habits.capital_name else surname, attribute="patient")


def _doctor(self: Scribe, form: str) -> None:
    name = self.habits.name if form == "author" else self.stay.doctors[form]
    self.identifier("NAME", name, attribute="clinician")


def _date(self: Scribe, form: str) -> None:
    day = self.stay.dates[form]
    if form == "previous" and self.kind == "medication_reconciliation":
        day = self.stay.dates["list"]  # a list of drugs is read within the season
    if form == "now" and self.kind in ("emergency_note", "admission_note", "triage", "prehospital_report"):
        day = self.stay.admitted  # the day on which the patient comes
    if form == "now" and self.kind == "discharge_letter":
        day = self.stay.dates["discharge"]  # nobody writes it while the patient is in bed
    if form == "now" and self.kind == "progress_note" and "shock" in self.tags:
        day = self.stay.admitted + timedelta(days=1)  # its vital signs are those of the first hours
    text = identity.date_text(day, self.language, self.region, self.date_style)
    self.identifier("DATE", text, concept=day.isoformat(), attribute=form)


def _birth(self: Scribe, form: str) -> None:
    day = self.stay.person.born
    text = identity.date_text(day, self.language, self.region, self.date_style)
    self.identifier("DATE", text, concept=day.isoformat(), attribute="birth")


def _year(self: Scribe, form: str) -> None:
    year = str(self.stay.person.past_year)
    self.identifier("DATE", year, concept=year, attribute="history")


def _phone(self: Scribe, form: str) -> None:
    person = self.stay.person
    number = {"patient": person.phone, "relative": person.relative_phone}.get(form) or self.stay.phones[form]
    if self.language == "en":
        number = number.replace(", poste ", " ext. ")
    self.identifier("PHONE", number, attribute=form)


def _email(self: Scribe, form: str) -> None:
    name = "".join(c for c in fold(self.habits.name).lower() if c.isalpha())
    place = "hopital" if self.language == "fr" else "hospital"
    self.mark("EMAIL", f"{name}@{place}.example", attribute="clinician")


def _address(self: Scribe, form: str) -> None:
    text = self.stay.person.address if not form else self.stay.hospital_address
    self.identifier("ADDRESS", text, attribute=form or "patient")


def _town(self: Scribe, form: str) -> None:
    self.identifier("ADDRESS", self.stay.town, attribute="town")


def _health(self: Scribe, form: str) -> None:
    self.identifier("HEALTH_ID", self.stay.person.health, attribute=self.stay.person.scheme)


def _record(self: Scribe, form: str) -> None:
    self.identifier("RECORD", self.stay.person.record)


def _hospital(self: Scribe, form: str) -> None:
    names = table("places")["hospitals"]
    key = f"{self.region}_en" if self.language == "en" and self.region in ("FR", "QC") else self.region
    self.identifier("HOSPITAL", names[key][self.stay.hospital])


def _department(self: Scribe, form: str) -> None:
    names = table("places")["departments"][self.language][self.stay.department]
    text = in_use(names[int(self.stay.u_department * len(names))], self.language, self.region)
    upper = form in ("upper", "deupper") or self.habits.upper
    if form in ("de", "deupper"):  # *de chirurgie*, *d'orthopédie*
        before = "d'" if vowel(text) else "de "
        self.text(before.upper() if form == "deupper" else before)
    self.mark("DEPARTMENT", text.upper() if upper else text, concept=self.stay.department)


def _age(self: Scribe, form: str) -> None:
    self.exact(str(self.stay.person.age))


def _sexage(self: Scribe, form: str) -> None:
    person = self.stay.person
    letter = "HF"[person.feminine] if self.language == "fr" else "MF"[person.feminine]
    if self.language == "fr":
        self.exact(f"{letter} {person.age}")
        self.text(" ans")
    else:
        self.exact(f"{person.age}{letter}")


def _integer(self: Scribe, form: str) -> None:
    low, high = form.rsplit("_", 2)[1:]
    measure = _HEART.get(form.partition("_")[0])
    if measure is not None:  # a measure agrees with what the echocardiography says
        wide = measure[0] in self.stay.groups or measure[0] == "pht" and "rvstrain" in self.stay.groups
        low, high = measure[1] if wide else measure[2]
    if form == "days_5_10" and self.stay.main.id == "zoster":
        low, high = "7", "7"
    if form == "days_5_10" and self.stay.main.id == "uti":  # IDSA 2021: 7 days in men; SPILF 2018: 14
        low = high = "5" if self.stay.person.feminine else "14" if self.region == "FR" else "7"
    if form.startswith("boston_"):  # below six the examination is done again
        low = "6"
    if form.startswith("fu_"):
        low, high = "2", "4"
    if form.startswith("igs_"):  # a score that fits what is seen
        low, high = ("38", "58") if self.tags & {"vent", "pressors"} else ("18", "32")
        points = 6 + next(p for age, p in _SAPS if self.stay.person.age >= age)
        low, high = str(max(int(low), points + 2)), str(max(int(high), points + 14))
    if form.startswith("pf_"):
        self.exact(str(_oxygenation(self, form)))
        return
    if form.startswith("bs_") and self.kind not in _OFFICE:
        low, high = ("2", "2") if "urgent" in self.tags else ("2", "4")
    if form == "day_1_9" and self.kind == "icu_note":
        self.exact(str(self.stay.icu_day()))
        return
    if form.startswith(("po_", "ctl_", "ox_", "mob_", "day_", "lev_", "tr_")) and "ward" in self.tags:
        days = max(1, self.stay.los)
        low = str(min(int(low), days))  # a day of the stay
        high = str(max(int(low), min(int(high), days)))
    if form.startswith("day_") and self.kind in ("progress_note", "dietetics"):
        day = (self.stay.dates["now"] - self.stay.admitted).days  # the day that the note is dated
        day = 1 if "shock" in self.tags else day
        self.exact(str(max(1, day)))
        return
    self.exact(str(self.stay.number(form, int(low), int(high))))


# The share of oxygen that a ratio is told beside.
_FIO2 = {"pf_140_290": "fio2_30_55", "pf_170_230": "fio2_28_35", "pf_110_210": "fio2_40_60"}


def _oxygenation(self: Scribe, form: str) -> int:
    """Ratio of PaO2 to FiO2 that goes with the oxygen given and a saturation in the middle nineties."""
    low, high = _FIO2[form].rsplit("_", 2)[1:]
    share = self.stay.number(_FIO2[form], int(low), int(high)) / 100
    pressure = 60 if self.stay.main.id == "copd_exac" else 74
    return round((pressure + self.stay.number(form, 0, 6)) / share)


def _elapsed(key: str) -> Callable[[Scribe, str], None]:
    def write(self: Scribe, form: str) -> None:
        names = self.words[key]
        self.text(names[_since(self) % len(names)])

    return write


def _signs(self: Scribe) -> dict[str, Any]:
    """The vital signs of the note's day: those of the first hours, or once the treatment has acted."""
    later = self.kind == "progress_note" and "shock" not in self.tags
    return self.stay.treated_vitals if later else self.stay.vitals


def _pressure(self: Scribe) -> tuple[int, int]:
    """The blood pressure; in intensive care with what supports it."""
    systolic, diastolic = _signs(self)["systolic"], _signs(self)["diastolic"]
    if self.kind in ("icu_note", "progress_note") and self.tags & {"pressors", "anaphylaxis"}:
        return max(systolic, 92 + systolic % 6), max(diastolic, 53 + diastolic % 5)
    return systolic, diastolic


def _since(self: Scribe) -> int:
    """Place among the durations: nobody loses weight within days, nor waits for a booked visit since this morning."""
    place = self.stay.duration
    said = {c.id for c in self.statement.concepts} if self.statement is not None else set()
    if said & follows.among("weeks") or self.stay.main.id in ("cataract", "malnutrition"):
        return _WEEKS[place % len(_WEEKS)]
    if self.kind == "physiotherapy" and place in (*_HOURS, 0, 1, 2, 10, 14):
        return _HEALING[place % len(_HEALING)]
    if self.kind in ("consultation_letter", "referral_letter") and place in _HOURS:
        return _DAYS[place % len(_DAYS)]
    return place


def _vital(self: Scribe, form: str) -> None:
    v = _signs(self)
    systolic, diastolic = _pressure(self)
    if form == "bp":
        text = f"{systolic}/{diastolic}"
    elif form == "bp_cm":
        text = f"{systolic // 10}/{diastolic // 10}"
    elif form == "temp_en" and self.region == "US":
        text = f"{v['temp'] * 9 / 5 + 32:.1f} F"
    elif form.startswith("temp"):
        text = decimal(f"{v['temp']:.1f}", self.language)
    elif form == "spo2" and self.kind == "icu_note":  # with what supports the patient's breathing
        low = 89 if self.stay.main.id == "copd_exac" else 93
        text = str(low + v["spo2"] % 4 if low == 89 else max(v["spo2"], low + v["spo2"] % 4))
    else:
        text = str(v[form])
    self.exact(text)


def _glucose(self: Scribe, value: float) -> str:
    if self.region == "US":
        return f"{value * 18:.0f} mg/dL"
    return decimal(f"{value:.1f}", self.language) + " mmol/L"


def _an(self: Scribe, form: str) -> None:
    """The article before an age: *an* 80-year-old."""
    age = self.stay.person.age
    self.text("an" if age in (8, 11, 18) or 80 <= age < 90 else "a")


def _once(self: Scribe) -> float:
    """The usual weight as a part of today's: more where weight was lost, less where it was gained."""
    if "loss" in self.tags:
        return 1.06 + 0.06 * self.stay.u[16]
    return 0.93 if "gained" in self.tags else 1


def _measure(key: str) -> Callable[[Scribe, str], None]:
    def write(self: Scribe, form: str) -> None:
        stay = self.stay
        values = {
            "weight": str(stay.weight),
            "height": str(stay.height),
            "bmi": decimal(f"{stay.weight / (stay.height / 100) ** 2:.1f}", self.language),
            "hr": str(_signs(self)["hr"]),
            "pain": str(_signs(self)["pain"]),
            "level": str(stay.level),
            "los": str(stay.los),
            "asa": str(stay.asa),
            "usual": str(round(stay.weight * _once(self))),
            "kcal": str(50 * round(stay.weight * (26 + 4 * stay.u[16]) / 50)),
            "prot": str(round(stay.weight * (1.1 + 0.3 * stay.u[17]))),
            "map": str(round((_pressure(self)[0] + 2 * _pressure(self)[1]) / 3)),
            "low": _glucose(self, _low(self)),
            "lowafter": _glucose(self, 5.5 + 2 * stay.u[9]),
            "gluc": _glucose(self, 6.6 + stay.u[8] * 8 if self.tags & {"diabetic"} else 4.8 + stay.u[8] * 2),
        }
        self.exact(values[key])

    return write


def _low(self: Scribe) -> float:
    """The glucose of a hypoglycaemia: the laboratory's where it was drawn."""
    drawn = (value for test, value in self.stay.labs if test["id"] == "glu")
    return next(drawn, 1.5 + self.stay.u[8])


def _result(self: Scribe, form: str) -> None:
    """A result on arrival, with its unit: what a treatment answers."""
    kept, self.lab = self.lab, next(result for result in self.stay.labs if result[0]["id"] == form)
    _lab(self, "value")
    _lab(self, "unit")
    self.lab = kept


def _skin(self: Scribe, form: str) -> None:
    """What becomes of what closes the skin: of staples if the note has said so."""
    said = fold(self.finished()).lower()
    low, high = (7, 10) if "ports" in self.tags else (10, 15)
    way = (
        "staples"
        if "agrafe" in said or "staples" in said
        else "none"
        if "dermi" in said or "cuticular" in said
        else "threads"
    )
    before, _, after = self.words["skin"][way + ("_t" if form == "short" else "")].partition("{}")
    self.text(before)
    if way != "none":
        self.exact(str(self.stay.number("st_10_15", low, high)))
    if after:
        self.text(after)


def _lab(self: Scribe, form: str) -> None:
    assert self.lab is not None
    test, value = self.lab
    american = self.region == "US" or self.region == "FR" and test["id"] == "hb"  # haemoglobin per decilitre
    if form == "name":
        names = [f.partition("@") for f in test[self.language].split(";")]
        kept = [text for text, _, only in names if only in ("", self.region)]
        self.exact(kept[int(self.r() * len(kept))])
    elif form == "unit":
        own, _, english = test["unit"].partition(";")
        unit = test["us_unit"] if american else english if english and self.language == "en" else own
        unit = in_use(unit, self.language, self.region)
        if unit:
            self.exact(" " + unit)
    else:
        scaled = value * float(test["us_factor"]) if american else value
        shown = int(test["digits"])
        if american and test["us_factor"] != "1":
            shown = 0 if scaled >= 30 else 1 if scaled >= 3 else 2
        self.exact(decimal(f"{scaled:.{shown}f}", self.language))


def _drug(self: Scribe, form: str) -> None:
    self.say(f"drug.{form or 'line'}")


def _part(self: Scribe, form: str) -> None:
    """A part of a prescription: name, dose, unit, route or frequency, each a span of one relation."""
    p = self.prescription
    assert p is not None
    language, region = self.language, self.region
    if form == "name":
        names = p.drug.names[language, region]
        injected = p.route in ("IV", "SC", "IM") and p.drug.id in ("paracetamol", "morphine")
        branded = self.r() < self.habits.brand and not injected  # the brand is that of the tablet
        if branded:
            text = p.drug.brands[region] if together.branded(region, p.drug.id, p.dose, p.route) else names[0]
        else:
            text = names[int(self.r() * len(names))]
        start = self.position
        self.text(text)
        status = self.drug_status
        self.spans.append(
            _phrases.Span(
                start, self.position, "DRUG", None, "patient", None, p.drug.id, status, self.relation
            )
        )
        return
    if form == "dose":
        self.mark("DOSE", decimal(p.dose, language), concept=p.dose, relation=self.relation)
        return
    if form == "unit":
        units = _UNITS[language].get(p.drug.unit, (p.drug.unit,))
        if p.drug.unit == "mmol" and region == "US":
            units = ("mEq",)
        text = units[int(self.r() * len(units))]
        if p.drug.unit in ("gtt", "appl") and p.dose != "1":
            text += "s"
        self.mark("UNIT", text, concept=p.drug.unit, relation=self.relation)
        return
    key = {"route": "routes", "route_long": "routes_long", "freq": "frequencies"}[form]
    value = p.frequency if form == "freq" else p.route
    known = self.words[key]
    ways = (f"{value}_{p.drug.id}_{region}", f"{value}_{p.drug.id}", f"{value}_{region}")
    options = next((known[way] for way in ways if way in known), known[value])
    if form == "freq":
        options = options["t"] if self.r() < self.habits.terse else options["v"]
    self.mark(
        "FREQUENCY" if form == "freq" else "ROUTE",
        options[int(self.r() * len(options))],
        exact=False,
        concept=value,
        relation=self.relation,
    )


def _allergen(self: Scribe, form: str) -> None:
    names = self.words["allergens"]
    text = names[self.stay.person.allergen % len(names)]
    if form == "bare":
        text = text.removeprefix("l'").split(" ", 1)[-1] if text[:2] in ("la", "le", "l'") else text
    if form == "a":  # *au latex*, *aux sulfamides*
        first, _, rest = text.partition(" ")
        text = {"le": "au ", "les": "aux "}.get(first, f"à {first} ") + rest if rest else f"à {text}"
    self.text(text)


_MEASURES = ("weight", "height", "bmi", "hr", "pain", "level", "los", "gluc", "asa", "usual", "kcal", "prot", "map", "low", "lowafter")  # fmt: skip
_SLOTS: dict[str, Callable[[Scribe, str], None]] = {
    "f": _statement,
    "n": _negated,
    "p": _affirmed,
    "reason": _reason,
    "que": _que,
    "name": _name,
    "surname": _surname,
    "dr": _doctor,
    "date": _date,
    "birth": _birth,
    "year": _year,
    "phone": _phone,
    "email": _email,
    "address": _address,
    "town": _town,
    "health": _health,
    "record": _record,
    "hospital": _hospital,
    "department": _department,
    "dept": _department,
    "age": _age,
    "sexage": _sexage,
    "int": _integer,
    "dur": _elapsed("durations"),
    "since": _elapsed("since"),
    "since_ago": _elapsed("ago"),
    "v": _vital,
    "lab": _lab,
    "result": _result,
    "skin": _skin,
    "drug": _drug,
    "d": _part,
    "allergen": _allergen,
    "an": _an,
    **{key: _measure(key) for key in _MEASURES},
}
