"""`labkit learner export` and `erase`: all that the course, its attestations, a hub's exchange and LTI keep of one learner."""

import argparse
import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from labkit.cli.arguments import OptionsAnywhere, add_command, ask_language, speak
from labkit.cli.grading import course_of, folder_arguments
from labkit.language import catalogue

_ = catalogue("instructor")


def add_parsers(commands: Any) -> None:
    """Add `labkit learner`."""
    text = _("what is kept about one learner, in the course and around it: export it, erase it")
    steps = commands.add_parser("learner", help=text, description=text).add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=OptionsAnywhere
    )
    export = add_command(
        steps, "export", _("copy all of it into a folder or a zip, to be handed over"), _export
    )
    export.add_argument(
        "--to",
        type=Path,
        metavar=_("FOLDER"),
        help=_("a folder, or a file that ends in .zip; ./learner-export by default"),
    )
    erase = add_command(steps, "erase", _("remove it; without --yes, say only what would go"), _erase)
    erase.add_argument("--yes", action="store_true", help=_("do it"))
    erase.add_argument("--keep-marks", action="store_true", help=_("leave the gradebook's marks"))
    for command in (export, erase):
        command.add_argument("learner", metavar=_("LEARNER"))
        folder_arguments(command)
        command.add_argument(
            "--hub",
            action="store_true",
            help=_("also what the hub's exchange keeps; in a terminal of your server there"),
        )
        command.add_argument(
            "--lti",
            type=Path,
            metavar=_("FILE"),
            help=_("also what LTI keeps: the registration with the LMS, such as lti.toml"),
        )
        ask_language(command)


class _Around:
    """What is kept of a learner beside the course's folder; asked before anything is erased, so that who does not answer stops it."""

    def __init__(self, given: argparse.Namespace, course: Any) -> None:
        from labkit.attestation import register

        self.learner, self.id, self.root = given.learner, course.course_id, course.root
        self.pages = register.pages_of(self.root, self.learner)
        self.noted = any(event.get("learner") == self.learner for event in register.noted(self.root))
        self.client: Any = None
        self.store: Any = None
        self.exchange: dict[str, bytes] = {}
        self.lti: dict[str, Any] = {}
        if given.hub:
            from labkit.hub.exchange.client import Client

            self.client = Client()
            with zipfile.ZipFile(BytesIO(self.client.get("learner", self.id, self.learner))) as packed:
                self.exchange = {name: packed.read(name) for name in packed.namelist()}
        if given.lti:
            from labkit.hub.lti.registration import Registration
            from labkit.hub.lti.store import Store

            self.store = Store(Registration.read(given.lti).database)
            said = self.store.of_person(self.id, self.learner)
            self.lti = said if any(said.values()) else {}

    @property
    def known(self) -> bool:
        return bool(self.noted or self.exchange or self.lti)

    def files(self) -> dict[str, bytes]:
        """For the copy that is handed over."""
        found = {f"attestations/{page.name}": page.read_bytes() for page in self.pages}
        found |= {f"exchange/{name}": content for name, content in self.exchange.items()}
        if self.lti:
            found["lti.json"] = json.dumps(self.lti, ensure_ascii=False, indent=1).encode()
        return found

    def lines(self) -> Iterator[str]:
        """What goes."""
        if self.noted:
            yield _("attestations (pages: {n}), and the name beside their numbers").format(n=len(self.pages))
        if self.exchange:
            count = sum(name.endswith(".json") and "extensions" not in name for name in self.exchange)
            yield _("the hub's exchange: submissions with their feedback ({n}), extensions").format(n=count)
        if self.lti:
            yield _("LTI's database: names, address, role, marks sent ({n})").format(n=len(self.lti["sent"]))

    def left(self) -> Iterator[str]:
        """What was not asked for."""
        if self.client is None:
            yield _("the exchange of a hub, if there is one: add --hub, in a terminal of your server there")
        if self.store is None:
            yield _("LTI's database, if there is one: add --lti lti.toml")

    def erase(self) -> None:
        from labkit.attestation import register

        register.forget(self.root, self.learner)
        if self.client is not None:
            self.client.said("DELETE", "learner", self.id, self.learner)
        if self.store is not None:
            self.store.erase(self.id, self.learner)


def _export(given: argparse.Namespace) -> None:
    from labkit.grading.privacy.handing_over import export_learner

    speak(given)
    course = course_of(given)
    more = _Around(given, course).files()
    print(export_learner(course, given.learner, given.to or Path("learner-export"), more))


def _erase(given: argparse.Namespace) -> int:
    from labkit.attestation.keys import FOLDER, ISSUED
    from labkit.grading.privacy.erasing import erase_learner

    speak(given)
    course = course_of(given)
    around = _Around(given, course)
    going, left = list(around.lines()), list(around.left())
    done = erase_learner(
        course,
        given.learner,
        keep_marks=given.keep_marks,
        really=given.yes,
        known=around.known,
        others=[course.root / FOLDER / ISSUED],
    )
    if given.yes:
        around.erase()
    print(_("Removed:") if given.yes else _("Would be removed:"))
    print(*(f"- {line}" for line in [*done.removed, *going]), sep="\n")
    print(_("Kept, or not within reach of this command:"))
    print(*(f"- {line}" for line in [*done.kept, *left]), sep="\n")
    if not given.yes:
        print(_("Nothing has been removed: add --yes to do it."))
    return 0 if given.yes else 1
