"""`labkit hub demo`, and what an instructor asks of the exchange: deadlines, unrelease, one learner's data, receipts."""

import argparse
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from labkit.cli.arguments import add_command, ask_language, speak
from labkit.errors import CourseError
from labkit.language import catalogue, labelled, plural_catalogue

_ = catalogue("hub")
ngettext = plural_catalogue("hub")


def add_steps(steps: Any) -> None:
    """Add these commands under `labkit hub`."""
    demo = add_command(
        steps, "demo", _("a JupyterHub on this machine: an instructor, two learners, the exchange"), _demo
    )
    demo.add_argument("labs", nargs="*", metavar="LAB", help=_("labs to release (m4_threshold)"))
    demo.add_argument(
        "--folder", type=Path, metavar=_("FOLDER"), help=_("where all is kept; by default a new one")
    )
    demo.add_argument("--port", type=int, default=0, help=_("the hub's port; by default a free one"))

    settings = add_command(
        steps, "settings", _("write what learners' and instructors' servers on a hub read"), _settings
    )
    settings.add_argument("folder", type=Path, metavar=_("FOLDER"))
    settings.add_argument(
        "--idle", type=int, default=0, metavar=_("SECONDS"), help=_("stop a server that nobody uses so long")
    )

    deadline = add_command(steps, "deadline", _("set when a lab is due, in the hub's local time"), _deadline)
    deadline.add_argument("course", metavar=_("COURSE"))
    deadline.add_argument("lab", nargs="?", default="", metavar="LAB")
    deadline.add_argument("when", nargs="?", metavar=_("WHEN"), help=_("such as 2026-03-01 18:00, or none"))
    deadline.add_argument("--learner", default="", metavar=_("NAME"), help=_("an extension for this learner"))
    deadline.add_argument(
        "--gradebook",
        type=Path,
        metavar=_("FOLDER"),
        help=_("the course folder whose gradebook gets the same date, for penalties and released answers"),
    )

    live = add_command(
        steps, "live", _("show who is at work and stuck, on the exchange's page; off until you say so"), _live
    )
    live.add_argument("course", metavar=_("COURSE"))
    live.add_argument("what", nargs="?", choices=("on", "off"), help=_("without it, what holds now"))

    unrelease = add_command(
        steps, "unrelease", _("take a released lab back; what was handed in stays"), _unrelease
    )
    unrelease.add_argument("course", metavar=_("COURSE"))
    unrelease.add_argument("lab", metavar="LAB")

    export = add_command(steps, "export", _("save all that the exchange keeps of one learner"), _export)
    export.add_argument(
        "--to", type=Path, metavar=_("FILE"), help=_("the zip file; by default COURSE-LEARNER.zip")
    )
    erase = add_command(steps, "erase", _("erase all that the exchange keeps of one learner"), _erase)
    erase.add_argument("--yes", action="store_true", help=_("do not ask again"))
    for command in (export, erase):
        command.add_argument("course", metavar=_("COURSE"))
        command.add_argument("learner", metavar=_("LEARNER"))
        command.add_argument(
            "--lti",
            type=Path,
            metavar=_("FILE"),
            help=_("also what LTI keeps of them: the registration with the LMS, such as lti.toml"),
        )

    receipt = add_command(steps, "receipt", _("check a receipt that a learner shows"), _receipt)
    receipt.add_argument("file", type=Path, metavar=_("FILE"))
    for command in (demo, settings, deadline, live, unrelease, export, erase, receipt):
        ask_language(command)


def _client() -> Any:
    try:
        from labkit.hub.exchange.client import Client
    except ModuleNotFoundError as missing:
        raise CourseError(
            _(
                "{module} is not installed: `pip install 'labkit[hub,grading]'` has what the hub needs."
            ).format(module=missing.name)
        ) from None
    return Client()


def _demo(given: argparse.Namespace) -> int:
    from labkit.cli.grading import path_to_programs
    from labkit.content import Content
    from labkit.hub.demo import play

    path_to_programs()
    language = speak(given)
    return play(given.labs or [Content.find().shown()], given.folder, language, given.port, print)


def _settings(given: argparse.Namespace) -> None:
    from labkit.hub.settings import write_settings

    for folder in write_settings(given.folder, speak(given), given.idle):
        print(folder)


def _deadline(given: argparse.Namespace) -> None:
    speak(given)
    client = _client()
    if given.lab and given.when:
        when = "" if given.when == "none" else given.when
        what = {"lab": given.lab, "when": when, "learner": given.learner}
        said = client.said("PUT", "deadlines", given.course, json=what)
        told = _("{lab}: {due} ({zone})") if said["due"] else _("{lab}: no deadline")
        print(told.format(lab=given.lab, due=said["due"], zone=said["zone"]))
        if given.gradebook:
            _date_in_gradebook(given, said["due"])
        return
    said = client.said("GET", "deadlines", given.course)
    for lab, due in sorted(said["labs"].items()):
        if given.lab in ("", lab):
            print(_("{lab}: {due} ({zone})").format(lab=lab, due=due["due"] or "–", zone=said["zone"]))
            for learner, when in sorted(due["learners"].items()):
                print(labelled(f"  {learner}", when))


def _date_in_gradebook(given: argparse.Namespace, due: str) -> None:
    """The date that the exchange goes by is the one that penalties go by."""
    from labkit.cli.grading import path_to_programs
    from labkit.grading.nbgrader.course_settings import CourseSettings
    from labkit.grading.run.after_marking import set_due

    path_to_programs()
    course = CourseSettings.load(given.gradebook)
    # Without an extension of one's own, the exchange answers with the lab's date.
    own = datetime.fromisoformat(due) if due and given.when != "none" else None
    set_due(course, given.lab, own, given.learner)
    print(_("The gradebook in {folder} has it too.").format(folder=given.gradebook))


def _live(given: argparse.Namespace) -> None:
    speak(given)
    client = _client()
    if given.what:
        said = client.said("PUT", "live", given.course, data=given.what.encode())
    else:
        said = client.said("GET", "live", given.course)
    if not said["live"]:
        print(_("Off: notebooks tell nothing, and nothing is kept."))
        return
    print(
        _(
            "On: learners are told so in their notebooks. Open the menu My labs, then “At work now” of {course}."
        ).format(course=given.course)
    )


def _unrelease(given: argparse.Namespace) -> None:
    speak(given)
    _client().said("DELETE", "released", given.course, given.lab)
    print(_("{lab} is no longer released; what was handed in stays.").format(lab=given.lab))


def _export(given: argparse.Namespace) -> None:
    speak(given)
    target = given.to or Path(f"{given.course}-{given.learner}.zip")
    target.write_bytes(_client().get("learner", given.course, given.learner))
    if given.lti:
        said = _lti(given.lti).of_person(given.course, given.learner)
        with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("lti.json", json.dumps(said, ensure_ascii=False, indent=1))
    print(target)


def _lti(file: Path) -> Any:
    from labkit.hub.lti.registration import Registration
    from labkit.hub.lti.store import Store

    return Store(Registration.read(file).database)


def _erase(given: argparse.Namespace) -> int:
    speak(given)
    question = _(
        "Erase all submissions and feedback of {learner} in {course}? Nobody can bring them back. Write yes: "
    )
    if not given.yes and input(question.format(learner=given.learner, course=given.course)) not in (
        _("yes"),
        "yes",
    ):
        return 1
    said = _client().said("DELETE", "learner", given.course, given.learner)
    print(
        ngettext(
            "Erased from the exchange: {count} submission of {learner}. The course's folder, its gradebook and the hub's own database have theirs (docs/hub.md).",
            "Erased from the exchange: {count} submissions of {learner}. The course's folder, its gradebook and the hub's own database have theirs (docs/hub.md).",
            said["submissions"],
        ).format(count=said["submissions"], learner=given.learner)
    )
    if given.lti:
        rows = _lti(given.lti).erase(given.course, given.learner)
        text = ngettext(
            "Erased from LTI's database: {count} row.", "Erased from LTI's database: {count} rows.", rows
        )
        print(text.format(count=rows))
    return 0


def _receipt(given: argparse.Namespace) -> None:
    from labkit.hub.exchange.signature import verified

    speak(given)
    lines = given.file.read_text("utf-8").split()
    said = verified(lines[-1] if lines else "", _client().said("GET", "key")["key"])
    print(
        _("True: {learner} handed in {lab} of {course} on {stamp}; SHA-256 of the files: {sha256}").format(
            **said
        )
    )
