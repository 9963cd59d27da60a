"""The web application: the board for everybody, a team's page for its members, rounds for the organisers. No page asks anything of another host."""

import re
from pathlib import Path
from typing import Any

from tornado.web import Application, HTTPError

from labkit.contest.hospitals import derive
from labkit.contest.page.page import board
from labkit.contest.serve import pages
from labkit.contest.serve.accounts import by_token
from labkit.contest.serve.base import Page
from labkit.contest.serve.live import Live
from labkit.contest.serve.team import TeamPage
from labkit.language import LANGUAGES, catalogue, parse, speaking

_ = catalogue("contest")

MOST_BYTES = 6 * 2**20


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
        self.forget()
        self.redirect("./")


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
