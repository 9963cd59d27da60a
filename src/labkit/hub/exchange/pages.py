"""What a learner opens in the browser: due dates, what was handed in, receipts, marks and feedback, all of it their own."""

import asyncio
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_time
from jupyterhub.services.auth import HubOAuthenticated
from tornado.web import RequestHandler

from labkit.grading.feedback.mark import PageMark, read
from labkit.hub.exchange import names
from labkit.hub.exchange.deadlines import moment
from labkit.hub.exchange.index import Submission
from labkit.hub.exchange.listed import points
from labkit.hub.exchange.names import Refused
from labkit.hub.exchange.people import INSTRUCTOR, Person
from labkit.hub.exchange.store import Store
from labkit.language import catalogue, parse

# No script runs, nothing is fetched; feedback, which shows a learner's own outputs, is moreover no page of the hub's own address.
_QUIET = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none'"
)
_APART = f"sandbox; {_QUIET}"


class Shown(HubOAuthenticated, RequestHandler):
    """One page, for whom the hub's sign-in names; who has not signed in is sent there first."""

    person: Person

    async def prepare(self) -> None:
        model = await self.hub_auth.get_user(self, sync=False)
        if not model:
            self.redirect(self.get_login_url())
        elif model.get("kind") != "user" or not self.hub_auth.check_scopes(self.hub_scopes, model):
            raise Refused(403, catalogue("hub", self.language)("The hub does not know you here."))
        else:
            self.person = Person(model)

    @property
    def store(self) -> Store:
        return self.settings["store"]

    @property
    def language(self) -> str:
        """As the link says, else the browser."""
        wanted = self.get_query_argument("language", "") or self.request.headers.get("Accept-Language", "")
        return parse(wanted.partition(",")[0]) or "en"

    def show(self, template: str, policy: str = _QUIET, **what: Any) -> None:
        self._safe(policy)
        _ = catalogue("hub", self.language)
        other = {"en": "fr", "fr": "en"}[self.language]
        self.finish(_template(template).render(_=_, language=self.language, other=other, **what))

    def _safe(self, policy: str) -> None:
        for header, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", policy),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        ):
            self.set_header(header, value)

    def write_error(self, status_code: int, **said: Any) -> None:
        error = said.get("exc_info", (None, None))[1]
        self.show("refused.html.j2", text=str(error) if isinstance(error, Refused) else self._reason)

    def _handle_request_exception(self, error: BaseException) -> None:
        if isinstance(error, Refused) and not self._finished:
            self.send_error(error.status, exc_info=(type(error), error, None))
        else:
            super()._handle_request_exception(error)

    def when(self, time: datetime) -> str:
        """A time in the hub's zone, to the minute."""
        local = time.astimezone(self.store.zone)
        day = format_date(local, "long", locale=self.language)
        return f"{day}, {format_time(local, 'short', locale=self.language)}"


class Mine(Shown):
    """All labs of the person's courses."""

    async def get(self) -> None:
        courses = await asyncio.to_thread(
            lambda: {name: self._rows(name) for name in sorted(self.person.roles)}
        )
        live = {name for name in courses if self.store.live(name).exists()}
        self.show(
            "mine.html.j2",
            courses=courses,
            teaches={name for name, role in self.person.roles.items() if role == INSTRUCTOR},
            live=live,
            name=self.person.name,
            zone=self.store.zone.key,
        )

    def _rows(self, course: str) -> list[dict[str, Any]]:
        due = self.store.deadlines(course)
        submitted = self.store.index.find(course, self.person.name)
        pages = {
            id: (page, file) for page, (id, file) in self.store.feedback(course, self.person.name).items()
        }
        labs = sorted({*self.store.released(course), *(submission.lab for submission in submitted)})
        rows = []
        for lab in labs:
            ends = due.due(lab, self.person.name)
            about: dict[str, Any] = {"lab": lab, "due": self.when(ends) if ends else "", "submissions": []}
            for submission in reversed([each for each in submitted if each.lab == lab]):
                page, file = pages.get(submission.id, ("", None))
                about["submissions"].append(
                    {
                        "id": submission.id,
                        "when": self.when(moment(submission.stamp)),
                        "late": late(submission),
                        "page": page,
                        "mark": self._said(read(file.read_bytes())) if file else "",
                    }
                )
            rows.append(about)
        return rows

    def _said(self, mark: PageMark | None) -> str:
        _ = catalogue("hub", self.language)
        if mark is None:
            return _("see the feedback")
        return points(mark, self.language)


class Receipt(Shown):
    """What the exchange has signed about one submission."""

    async def get(self, course: str, id: str) -> None:
        self.person.member(course)
        kept = self.store.index.find(course, self.person.name, id=names.submission(id))
        if not kept:
            raise Refused(404, catalogue("hub", self.language)("There is no such submission."))
        said = self.store.receipt(kept[0])
        due = datetime.fromisoformat(kept[0].due) if kept[0].due else None
        self.show(
            "receipt.html.j2",
            kept=kept[0],
            when=self.when(moment(kept[0].stamp)),
            due=self.when(due) if due else "",
            late=late(kept[0]),
            zone=self.store.zone.key,
            signed=said["receipt"],
        )


class FeedbackShown(Shown):
    """A feedback page, to read at once."""

    async def get(self, course: str, page: str) -> None:
        self.person.member(course)
        learner, content = await asyncio.to_thread(self.store.page, course, names.submission(page))
        self.person.may_see(course, learner)
        self._safe(_APART)
        self.finish(content)


def late(kept: Submission) -> bool:
    """Whether it came after the deadline that held then."""
    return kept.due is not None and moment(kept.stamp) > datetime.fromisoformat(kept.due)


@lru_cache(maxsize=8)
def _template(name: str) -> Any:
    from jinja2 import Environment, FileSystemLoader

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True
    ).get_template(name)
