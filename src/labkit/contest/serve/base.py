"""What every served page shares: who reads, in which language, and what a browser may do with it."""

import json
from typing import Any

from tornado.web import RequestHandler

from labkit.contest.serve import pages
from labkit.contest.serve.accounts import Account, known
from labkit.contest.serve.live import Live
from labkit.language import LANGUAGES, catalogue, speaking

_ = catalogue("contest")

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_COOKIE = "labkit-contest"


class Page(RequestHandler):
    """A page."""

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

    def forget(self) -> None:
        """Forget who it was."""
        self.clear_cookie(_COOKIE, path=self.settings["prefix"])
