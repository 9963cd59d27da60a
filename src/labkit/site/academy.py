"""The academy's pages: five days, the open workshops, the sheets to print, the directory of further training."""

from datetime import date

from babel.dates import format_date
from markupsafe import Markup

from labkit.course.source.audiences import audience_name
from labkit.course.source.outline import LabOutline
from labkit.language import brief, catalogue, plural_catalogue
from labkit.site.academy_files import folder, programme, sheets, training, workshops
from labkit.site.markdown import as_html
from labkit.site.pages import Site
from labkit.site.paper_ward import filled
from labkit.site.words import words

# What only organisers hold: it would give the final away.
ORGANISERS = ("datathon-key",)
_LOCALES = {"en": "en_US", "fr": "fr_CA"}


def sheet_text(name: str, language: str) -> str:
    """A sheet's Markdown, its grids and patients drawn."""
    return filled((folder() / "sheets" / f"{name}.{language}.md").read_text(encoding="utf-8"), language)


def sheet_title(name: str, language: str) -> str:
    first = (folder() / "sheets" / f"{name}.{language}.md").read_text(encoding="utf-8").partition("\n")[0]
    return first.lstrip("# ").strip()


def write_academy(site: Site, labs: list[LabOutline]) -> None:
    """Every page of the academy; labs that the site does not have are named without a link."""
    language = site.language
    here = {lab.id: lab.title[language] for lab in labs}
    public = [name for name in sheets() if name not in ORGANISERS]
    for name in public:
        site.write(f"academy/{name}.html", "sheet.html", sheet_title(name, language), section="academy",
                   body=Markup(as_html(sheet_text(name, language))))  # fmt: skip
    days = [
        {
            "title": day.title.in_language(language),
            "slots": [
                {
                    "clock": slot.clock,
                    "minutes": slot.minutes,
                    "title": slot.title.in_language(language),
                    "says": slot.says.in_language(language) if slot.says else "",
                    "lab": (slot.lab, here[slot.lab]) if slot.lab in here else None,
                    "sheet": (slot.sheet, sheet_title(slot.sheet, language))
                    if slot.sheet in public
                    else None,
                }
                for slot in day.slots
            ],
        }
        for day in programme()
    ]
    site.write("academy.html", "academy.html", words(language)["academy_title"], section="academy",
               body=Markup(as_html(site.prose("academy"))), days=days, workshops=_workshops(here, language),
               sheets=[(name, sheet_title(name, language)) for name in public],
               training=_training(language))  # fmt: skip


def _workshops(here: dict[str, str], language: str) -> list[dict]:
    return [
        {
            "id": one.id,
            "title": one.title.in_language(language),
            "lab": (one.lab, here[one.lab]) if one.lab in here else None,
            "steps": [(minutes, text.in_language(language)) for minutes, text in one.steps],
        }
        for one in workshops()
    ]


def _training(language: str) -> list[dict]:
    _, ngettext = catalogue("site", language), plural_catalogue("site", language)
    kinds = {
        "degree": _("degree"),
        "short_course": _("short course"),
        "online": _("on line"),
        "seminar": _("seminar"),
    }
    spoken = {"en": _("English"), "fr": _("French")}
    return [
        {
            "title": one.title.in_language(language),
            "example": one.example,
            "stale": one.stale(date.today()),
            "address": one.address,
            "says": one.says.in_language(language),
            "facts": [
                one.provider,
                one.place.in_language(language),
                kinds[one.kind],
                ", ".join(spoken.get(code, code) for code in one.languages),
                ", ".join(audience_name(audience, language) for audience in one.audiences),
                ngettext("{n} hour", "{n} hours", one.hours).format(n=brief(one.hours, language)),
            ],
            "checked": _("read on {day} by {whom}").format(
                day=format_date(one.checked_on, "long", locale=_LOCALES[language]), whom=one.checked_by
            ),
        }
        for one in training()
    ]
