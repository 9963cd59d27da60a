"""The web application: the board for everybody, a team's page for its members, rounds for the organisers. No page asks anything of another host."""

import asyncio
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from tornado.web import Application, HTTPError, RequestHandler

from labkit.contest.folder import enter
from labkit.contest.hospitals import derive
from labkit.contest.page.page import board
from labkit.contest.serve import pages
from labkit.contest.serve.accounts import Account, by_token, known
from labkit.contest.serve.live import Live
from labkit.errors import CourseError
from labkit.language import LANGUAGES, catalogue, parse, speaking

_ = catalogue("contest")

MOST_BYTES = 6 * 2**20
MOST_BETWEEN_ROUNDS = 30
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_COOKIE = "labkit-contest"


class Page(RequestHandler):
    """What every page shares: who reads, in which language, and what a browser may do with it."""

    @property
    def live(self) -> Live:
        """The contest that is served."""
        return self.settings["live"]

    def set_default_headers(self) -> None:
        """Nothing of another host, nothing in a frame, nothing kept."""
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def account(self) -> Account | None:
        """Who signed in; nobody who has left the roster since."""
        said = self.get_signed_cookie(_COOKIE, max_age_days=self.settings["days"])
        found = Account(*json.loads(said)) if said else None
        return found if found and known(self.live.contest, found) else None

    def admit(self, account: Account) -> None:
        """Remember who signed in."""
        said = json.dumps([account.team, account.member])
        secure = self.request.protocol == "https"
        self.set_signed_cookie(
            _COOKIE,
            said,
            expires_days=self.settings["days"],
            httponly=True,
            samesite="Lax",
            secure=secure,
            path=self.settings["prefix"],
        )

    def show(self, title: str, main: str, page: str) -> None:
        """Answer with a page."""
        file = {"board": "../{language}/"}.get(page, f"../{{language}}/{page}")
        self.finish(
            pages.served(
                self.live,
                self.account(),
                title,
                main,
                page,
                token=self.form_token(),
                file=file,
            )
        )

    def form_token(self) -> str:
        """What every form carries, so that no other site can send it."""
        return self.xsrf_form_html()

    def write_error(self, status_code: int, **_how: Any) -> None:
        """A page, not a traceback."""
        language = next((part for part in self.request.path.split("/") if part in LANGUAGES), LANGUAGES[0])
        with speaking(language):
            words = (
                _("This page is for those who have signed in for it.")
                if status_code == 403
                else _("This did not work (code {code}). Go back and try again.").format(code=status_code)
            )
            self.show(words, f"<h1>{words}</h1>", "board")


class First(Page):
    """The board in the reader's language."""

    def get(self) -> None:
        """Send the reader on."""
        wanted = self.request.headers.get("Accept-Language", "")
        spoken = [parse(part.split(";")[0].strip()) for part in wanted.split(",")]
        self.redirect(f"{self.settings['prefix']}{next((one for one in spoken if one), LANGUAGES[0])}/")


class BoardPage(Page):
    """The board, for everybody."""

    def get(self, language: str) -> None:
        """The last round, or the final."""
        with speaking(language):
            self.show(
                self.live.contest.recipe.title.in_language(language),
                board(self.live.contest, language),
                "board",
            )


class State(Page):
    """What is going on, for the page's own script."""

    def get(self, language: str) -> None:
        """A sentence, and whether the page would be another."""
        with speaking(language):
            self.finish({"words": self.live.state(), "version": self.live.version()})


class SignIn(Page):
    """Sign in with a token."""

    def get(self, language: str) -> None:
        """The form."""
        with speaking(language):
            self.show(_("Sign in"), pages.sign_in("", self.form_token()), "sign-in")

    def post(self, language: str) -> None:
        """Admit whose token it is."""
        account = by_token(self.live.contest, self.get_body_argument("token", ""))
        with speaking(language):
            if account is None:
                self.set_status(401)
                fault = _("This token is not one of this contest. Copy it whole, or ask the organisers.")
                self.show(_("Sign in"), pages.sign_in(fault, self.form_token()), "sign-in")
                return
        self.admit(account)
        self.redirect("team" if account.team else "rounds")


class SignOut(Page):
    """Sign out."""

    def post(self, language: str) -> None:
        """Forget who it was."""
        self.clear_cookie(_COOKIE, path=self.settings["prefix"])
        self.redirect("./")


class TeamPage(Page):
    """A team's own page: entries in, what they scored out."""

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
        """Take an entry, or say what is wrong with it."""
        team = self._team()
        with speaking(language):
            try:
                self._show(team, done=await self._taken(team))
            except CourseError as error:
                self.set_status(422)
                self._show(team, fault=str(error))

    async def _taken(self, team: str) -> str:
        sent = self.request.files.get("file")
        if not sent or not sent[0]["filename"]:
            raise CourseError(_("Choose a file first."))
        contest = self.live.contest
        begun = list(contest.record.of("begun"))
        since = contest.record.events.index(begun[-1]) if begun else 0
        many = [e for e in contest.record.events[since:] if e.kind == "entered" and e.body["team"] == team]
        if len(many) >= MOST_BETWEEN_ROUNDS:
            raise CourseError(
                _("{n} entries since the last round are enough: wait for the next.").format(n=len(many))
            )
        # A browser's name for the file: kept for people to read, never as a path.
        name = re.sub(r"[^\w.-]+", "_", Path(sent[0]["filename"].replace("\\", "/")).name)[-80:].lstrip(".")
        with tempfile.TemporaryDirectory(prefix="labkit-entry-") as place:
            file = Path(place) / (name or "entry")
            file.write_bytes(sent[0]["body"])
            try:
                return await asyncio.to_thread(
                    enter, contest, team, file, final=bool(self.get_body_argument("final", ""))
                )
            except CourseError as error:
                raise CourseError(str(error).replace(f"{place}{os.sep}", "")) from None

    def _show(self, team: str, *, fault: str = "", done: str = "") -> None:
        contest = self.live.contest
        self.show(
            contest.teams[team].name, pages.team_page(contest, team, fault, done, self.form_token()), "team"
        )


class RoundsPage(Page):
    """Rounds, for the organisers."""

    def prepare(self) -> None:
        """Nobody else."""
        account = self.account()
        if account is None or account.team:
            raise HTTPError(403)

    def get(self, language: str) -> None:
        """The page."""
        with speaking(language):
            self.show(_("Rounds"), pages.rounds_page(self.live, self.form_token()), "rounds")

    def post(self, language: str) -> None:
        """Begin a round or the final."""
        what = self.get_body_argument("play", "")
        if what not in ("round", "final") or (what == "final" and not self.get_body_argument("sure", "")):
            raise HTTPError(400)
        with speaking(language):  # the task keeps the language it was begun in
            self.live.start(final=what == "final", leave_out=bool(self.get_body_argument("leave_out", "")))
        self.redirect("rounds")


class Script(Page):
    """The pages' script."""

    def get(self) -> None:
        """As a file."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish((Path(__file__).parent / "live.js").read_bytes())


def make_app(
    live: Live, prefix: str = "/", sign_in: type[Page] = SignIn, more: Any = (), days: int = 7
) -> Application:
    """The application under a path.

    Parameters
    ----------
    live : Live
    prefix : str
        The path, with a slash at both ends.
    sign_in : type of Page
        A hub has its own.
    more : sequence of tuple
        Other routes.
    days : int
        After which one signs in again.
    """
    at = re.escape(prefix) + "(en|fr)/"
    return Application(
        [
            (re.escape(prefix), First),
            (re.escape(prefix) + "live.js", Script),
            (at, BoardPage),
            (at + "state", State),
            (at + "sign-in", sign_in),
            (at + "sign-out", SignOut),
            (at + "team", TeamPage),
            (at + "rounds", RoundsPage),
            *more,
        ],
        live=live,
        prefix=prefix,
        days=days,
        cookie_secret=derive(live.contest.secret, "cookie").hex(),
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"samesite": "Lax", "path": prefix},
    )
