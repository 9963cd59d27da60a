"""The site's own words, in the language of a page: the menu, and what stands around the labs."""

from labkit.language import catalogue


def sections(language: str) -> list[tuple[str, str, str]]:
    """The menu: each entry's id, name and page."""
    _ = catalogue("site", language)
    return [
        ("labs", _("Labs"), "index.html"),
        ("try", _("Try three questions"), "try.html"),
        ("lexicon", _("Lexicon"), "lexicon.html"),
        ("audiences", _("By profession"), "audiences.html"),
        ("citizens", _("For patients"), "citizens.html"),
        ("academy", _("Academy"), "academy.html"),
        ("teach", _("To teach"), "teach.html"),
        ("hospitals", _("For hospitals"), "hospitals.html"),
        ("data", _("Data and models"), "data.html"),
        ("search", _("Search"), "search.html"),
    ]


def words(language: str) -> dict[str, str]:
    """What templates say, by name."""
    _ = catalogue("site", language)
    return {
        "course": _("AI for health: hands-on labs"),
        "skip": _("Skip to the text"),
        "menu": _("Menu"),
        "languages": _("Language"),
        "colon": "\u00a0: " if language == "fr" else ": ",
        "footer": _("This site sets no cookie, counts no visit and asks nothing of another host."),
        "about": _("About this site"),
        "minutes": _("minutes"),
        "explorer": _("explorer"),
        "builder": _("builder"),
        "explorer_column": _("Explorer: the code is given"),
        "builder_column": _("Builder: you write code"),
        "lab": _("Lab"),
        "before": _("Before it"),
        "nothing": _("nothing"),
        "for_whom": _("For whom"),
        "skills": _("What you will be able to do"),
        "module_labs": _("The labs, module by module"),
        "read_only": _(
            "This page is for reading. What follows is the lab as a learner finds it before answering anything; the answers "
            "to its marked tasks are on no page of this site. To work through it:"
        ),
        "run_it": _("make start, or ask whoever runs your course"),
        "code": _("The code"),
        "your_code": _("What you would fill in"),
        "your_text": _("In the lab you write your answer here, and a person marks it."),
        "marked_here": _("In the lab you check your answer here, as often as you like."),
        "answer": _("Show the answer"),
        "the_answer": _("The answer:"),
        "reveal": _("I have chosen. Show me what happens"),
        "said_right": _("That was your choice."),
        "said_other": _("You had chosen:"),
        "right": _("Yes."),
        "wrong": _("Not quite."),
        "builder_tasks": _("The builder’s tasks"),
        "builder_tasks_said": _(
            "The same case, for people who write code: these tasks take the place of the explorer’s."
        ),
        "patients_page": _("What this changes for you as a patient"),
        "teach_page": _("To teach this lab"),
        "try_title": _("Try three questions"),
        "try_said": _(
            "Three questions that the labs ask one another, to be tried by choosing. They earn no marks anywhere: whoever takes "
            "the labs loses nothing by having seen them here."
        ),
        "from_lab": _("From the lab"),
        "lexicon_title": _("Lexicon"),
        "filter": _("Find a term, in English or in French"),
        "terms_shown": _("Terms shown:"),
        "beware": _("Beware"),
        "source": _("Source"),
        "labs": _("Labs"),
        "audiences_title": _("The labs by profession"),
        "core": _("For everybody"),
        "further": _("Further, for this profession"),
        "search_title": _("Search"),
        "search_label": _("Words to look for"),
        "search_none": _("Nothing was found. Try a shorter word."),
        "search_count": _("Found:"),
        "no_script": _(
            "The search needs JavaScript. Without it, the menu leads to every page, and the lexicon is complete."
        ),
        "data_title": _("Data sheets and model cards"),
        "data_said": _(
            "The patients of these samples are invented. Each sample and each model says what it is, what for, and what not for. Where a lab uses published data about real people, it says so."
        ),
        "datasheets": _("Data sheets"),
        "cards": _("Model cards"),
        "teach_title": _("To teach the labs"),
        "timing": _("How the time is spent"),
        "from": _("From"),
        "part": _("Part"),
        "tasks": _("Tasks"),
        "swaps": _("What to change for each profession"),
        "citizens_title": _("What this changes for you as a patient"),
        "citizens_said": _("One page a lab, in plain words, for patients and their families."),
        "ask": _("Questions that you may ask"),
        "ask_said": _("You may ask these at the bedside or at a visit. You need no reason."),
        "true_in_lab": _("How we know"),
        "exchange": _("A citizen asks, learners answer"),
        "readability": _("How easy it is to read"),
        "how_exchange": _("How this exchange works, and what the citizen judges by"),
        "questions_to_begin": _("Questions to begin with"),
        "readability_said": _(
            "reading ease {ease} (about 100 is very easy, below 30 very hard), {length} words a sentence. Measured with Flesch’s formula."
        ),
        "academy_title": _("Summer academy and open workshops"),
        "five_days": _("Five days for pupils"),
        "what": _("What"),
        "sheet": _("Sheet"),
        "sheets_title": _("Sheets to print"),
        "sheets_said": _(
            "Each page prints on its own; labkit sheets makes PDF files of all of them. The key to the datathon’s last patients is "
            "among these files, for organisers alone."
        ),
        "workshops_title": _("Open workshops on line"),
        "workshops_said": _(
            "Three workshops of 90 minutes for anybody. One person shares a page of this site; nobody else needs an account, nothing "
            "is recorded, and first names are enough."
        ),
        "training_title": _("Further training"),
        "training_said": _(
            "Programmes of others, each read on its provider’s own page by a person who says so. None has been entered yet: what "
            "follows shows how an entry is written."
        ),
        "example_only": _("An example of an entry. No such programme exists."),
        "stale": _("To be checked again: nobody has read the provider’s page for a year."),
    }
