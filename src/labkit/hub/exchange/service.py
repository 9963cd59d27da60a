"""The hub service: who asks is who the hub says, the time is the server's, and nothing is answered before it is on the disk."""

import json
import logging
import secrets
from typing import Any

from jupyterhub.services.auth import HubAuth, HubOAuthCallbackHandler
from tornado.web import Application, HTTPError, RequestHandler

from labkit.grading.feedback.mark import read
from labkit.hub.exchange import bundle, live, names, pages
from labkit.hub.exchange.names import Refused
from labkit.hub.exchange.people import INSTRUCTOR
from labkit.hub.exchange.present import Present
from labkit.hub.exchange.served import Served
from labkit.hub.exchange.store import Store
from labkit.language import catalogue

_ = catalogue("hub")

_log = logging.getLogger("labkit.exchange")
LARGEST_BODY = 32 * 2**20


def application(store: Store, auth: HubAuth, prefix: str, largest: int = LARGEST_BODY) -> Application:
    """The service under `prefix`, such as ``/services/exchange/``; `largest` is in bytes of a request."""
    part = "([^/]*)"
    routes: list[tuple[str, type[RequestHandler]]] = [
        ("", pages.Mine),
        (f"receipt/{part}/{part}", pages.Receipt),
        (f"my-feedback/{part}/{part}", pages.FeedbackShown),
        (f"now/{part}", live.Now),
        ("oauth_callback", HubOAuthCallbackHandler),
        ("health", Health),
        ("key", Key),
        ("tree", Tree),
        (f"released/{part}/{part}", Released),
        (f"submit/{part}/{part}/{part}", Submit),
        (f"submission/{part}/{part}/{part}", Submitted),
        (f"feedback/{part}", PutFeedback),
        (f"feedback/{part}/{part}", Feedback),
        (f"deadlines/{part}", Due),
        (f"learner/{part}/{part}", Learner),
        ("present", live.Told),
        (f"live/{part}", live.Switch),
    ]
    return Application(
        [(prefix + route, handler) for route, handler in routes],
        default_handler_class=Nowhere,
        store=store,
        present=Present(),
        auth=auth,
        largest=largest,
        log_function=_told,
        # Of the browser's sign-in; who has signed in at the hub gets another one unasked.
        cookie_secret=secrets.token_bytes(32),
    )


class Nowhere(RequestHandler):
    def prepare(self) -> None:
        # A browser's or client's `..` that was not resolved on the way is no name.
        raise HTTPError(400 if ".." in self.request.path or "%2e" in self.request.path.lower() else 404)


class Health(RequestHandler):
    def get(self) -> None:
        self.finish({"ok": True})


class Key(Served):
    async def get(self) -> None:
        self.finish({"key": self.store.signature.public, "zone": self.store.zone.key})


class Tree(Served):
    """Names of what a person may see; with ``inbound``, of everybody's submissions where they instruct."""

    async def get(self) -> None:
        only, lab = self.get_argument("course", ""), self.get_argument("lab", "")
        if only:
            self.person.member(only)
        if lab:
            names.name(lab)
        inbound = bool(self.get_argument("inbound", ""))
        if inbound and only:
            self.person.instructs(only)
        courses = await self.work(self._courses, only, lab, inbound)
        self.finish({"user": self.person.name, "zone": self.store.zone.key, "courses": courses})

    def _courses(self, only: str, lab: str, inbound: bool) -> dict[str, Any]:
        found = {}
        for course, role in self.person.roles.items():
            if only in ("", course) and (role == INSTRUCTOR or not inbound):
                mine = "" if inbound else self.person.name
                released, due = self.store.released(course), self.store.deadlines(course)
                found[course] = {
                    "role": role,
                    "released": released,
                    "due": {
                        name: when.isoformat()
                        for name in released
                        if (when := due.due(name, self.person.name))
                    },
                    "submissions": [
                        [s.learner, s.lab, s.stamp, s.id, s.notebooks, self.store.secret(s), s.due]
                        for s in self.store.index.find(course, mine, lab)
                    ],
                    "feedback": {}
                    if inbound
                    else {
                        page: _told_of(id, file.read_bytes())
                        for page, (id, file) in self.store.feedback(course, self.person.name).items()
                    },
                }
        return found


def _told_of(id: str, page: bytes) -> list[Any]:
    """A feedback page's submission, its digest and its mark."""
    mark = read(page)
    return [id, bundle.digest(page), [mark.score, mark.max_score, mark.provisional] if mark else None]


class Released(Served):
    async def get(self, course: str, lab: str) -> None:
        self.person.member(course)
        self.archive(await self.work(self.store.lab, course, names.name(lab)))

    async def put(self, course: str, lab: str) -> None:
        self.person.instructs(course)
        names.name(lab)
        files = await self.work(bundle.unpack, self.body)
        await self.work(self.store.release, course, lab, files)
        self.finish({"lab": lab})

    async def delete(self, course: str, lab: str) -> None:
        self.person.instructs(course)
        await self.work(self.store.unrelease, course, names.name(lab))
        self.finish({"lab": lab})


class Submit(Served):
    async def post(self, course: str, lab: str, id: str) -> None:
        self.person.member(course)
        names.name(lab), names.submission(id)
        body = self.body
        self.finish(await self.work(self.store.submit, course, self.person.name, lab, id, body))


class Submitted(Served):
    async def get(self, course: str, learner: str, id: str) -> None:
        self.person.may_see(course, learner)
        names.learner(learner), names.submission(id)
        self.archive(await self.work(self.store.submission, course, learner, id))


class PutFeedback(Served):
    async def put(self, course: str) -> None:
        self.person.instructs(course)
        files = await self.work(bundle.unpack, self.body)
        self.finish({"pages": await self.work(self.store.put_feedback, course, files)})


class Feedback(Served):
    async def get(self, course: str, page: str) -> None:
        self.person.member(course)
        learner, content = await self.work(self.store.page, course, names.submission(page))
        self.person.may_see(course, learner)
        # As a file, never as a page of the hub's own address, where its scripts would run as the reader.
        self.set_header("Content-Disposition", "attachment")
        self.archive(bundle.pack({f"{page}.html": content}))


class Due(Served):
    async def get(self, course: str) -> None:
        self.person.instructs(course)
        labs = (await self.work(self.store.deadlines, course)).labs
        self.finish({"zone": self.store.zone.key, "labs": labs})

    async def put(self, course: str) -> None:
        self.person.instructs(course)
        try:
            said = json.loads(self.body)
            lab, when, learner = (said.get(key, "") for key in ("lab", "when", "learner"))
            if not all(isinstance(value, str) for value in (lab, when, learner)):
                raise ValueError
        except (ValueError, AttributeError, RecursionError):
            raise Refused(400, _("A deadline is a lab, a time and, for an extension, a learner.")) from None
        names.name(lab)
        if learner:
            names.learner(learner)
        due = await self.work(self.store.set_deadline, course, lab, when, learner)
        self.finish({"due": due.isoformat() if due else "", "zone": self.store.zone.key})


class Learner(Served):
    async def get(self, course: str, learner: str) -> None:
        self.person.may_see(course, learner)
        files = await self.work(self.store.export, course, names.learner(learner))
        self.archive(await self.work(bundle.pack, files))

    async def delete(self, course: str, learner: str) -> None:
        self.person.instructs(course)
        self.settings["present"].forget(course, names.learner(learner))
        self.finish({"submissions": await self.work(self.store.erase, course, learner)})


def _told(handler: RequestHandler) -> None:
    """One line a request in the hub's log: who, what, and how it ended; not of checks, of which nothing is kept."""
    person = getattr(handler, "person", None)
    status, request = handler.get_status(), handler.request
    if isinstance(handler, Health | live.Told):
        return
    _log.log(
        logging.INFO if status < 400 else logging.WARNING,
        "%s %s %s %s %.0f ms",
        person.name if person else "-",
        request.method,
        request.path,
        status,
        1000 * request.request_time(),
    )
