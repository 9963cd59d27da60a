"""A team's own page: entries and the jury's card in, a form tried, what entries scored out."""

import asyncio
import os
import re
import tempfile
from html import escape
from pathlib import Path

from tornado.web import HTTPError

from labkit.contest.folder import enter
from labkit.contest.frame import table
from labkit.contest.jury.cards import take_card
from labkit.contest.practice import heads, rows_of, said_of, try_entry
from labkit.contest.serve import pages
from labkit.contest.serve.base import Page
from labkit.errors import CourseError
from labkit.language import catalogue, current, speaking

_ = catalogue("contest")

MOST_BETWEEN_ROUNDS = 30


class TeamPage(Page):
    """A team's own page."""

    def _team(self) -> str:
        account = self.account()
        if account is None or not account.team:
            raise HTTPError(403)
        return account.team

    def get(self, language: str) -> None:
        """The page."""
        team = self._team()
        with speaking(language):
            self._show(team)

    async def post(self, language: str) -> None:
        """Take what was sent, or say what is wrong with it."""
        team, what = self._team(), self.get_body_argument("what", "entry")
        with speaking(language), tempfile.TemporaryDirectory(prefix="labkit-entry-") as place:
            try:
                file = self._sent(Path(place))
                if what == "card":
                    self._show(team, done=await asyncio.to_thread(take_card, self.live.contest, team, file))
                elif what == "try":
                    self._show(team, tried=await asyncio.to_thread(self._tried, file))
                else:
                    self._show(team, done=await asyncio.to_thread(self._taken, team, file))
            except CourseError as error:
                self.set_status(422)
                self._show(team, fault=str(error).replace(f"{place}{os.sep}", ""))

    def _sent(self, place: Path) -> Path:
        sent = self.request.files.get("file")
        if not sent or not sent[0]["filename"]:
            raise CourseError(_("Choose a file first."))
        # A browser's name for the file: kept for people to read, never as a path.
        name = re.sub(r"[^\w.-]+", "_", Path(sent[0]["filename"].replace("\\", "/")).name)[-80:].lstrip(".")
        file = place / (name or "entry")
        file.write_bytes(sent[0]["body"])
        return file

    def _taken(self, team: str, file: Path) -> str:
        contest = self.live.contest
        begun = list(contest.record.of("begun"))
        since = contest.record.events.index(begun[-1]) if begun else 0
        many = [e for e in contest.record.events[since:] if e.kind == "entered" and e.body["team"] == team]
        if len(many) >= MOST_BETWEEN_ROUNDS:
            raise CourseError(
                _("{n} entries since the last round are enough: wait for the next.").format(n=len(many))
            )
        return enter(contest, team, file, final=bool(self.get_body_argument("final", "")))

    def _tried(self, file: Path) -> str:
        """A form's scores on the practice hospital; a notebook is its team's own processor's work."""
        if file.suffix != ".toml":
            raise CourseError(
                _("A form can be tried here; a notebook on your own machine: `labkit contest practice`.")
            )
        contest = self.live.contest
        tried = try_entry(file, contest.recipe, contest.practice)
        if tried.outcome.reason:
            raise CourseError(tried.outcome.sentence(current()))
        shown = table(_("{file} on the practice hospital").format(file=file.name), heads(), rows_of(tried))
        return shown + "".join(f"<p>{escape(line)}</p>" for line in said_of(tried, contest.recipe))

    def _show(self, team: str, *, fault: str = "", done: str = "", tried: str = "") -> None:
        contest = self.live.contest
        main = pages.team_page(contest, team, fault, done, self.form_token(), tried)
        self.show(contest.teams[team].name, main, "team")
