"""Who is stuck, now, where a course has switched it on: what a notebook tells, and the page that an instructor opens."""

import asyncio
import json
from collections import Counter
from typing import Any, cast

from labkit.hub.exchange import names
from labkit.hub.exchange.names import Refused
from labkit.hub.exchange.pages import Shown
from labkit.hub.exchange.people import LEARNER, Person
from labkit.hub.exchange.present import KEPT, STATUSES, AtWork, Present
from labkit.hub.exchange.served import Served
from labkit.hub.exchange.store import Store
from labkit.language import Text, brief, catalogue, speaking
from labkit.tasks.outcome import Outcome, Status

_ = catalogue("hub")

# Seconds between two looks, for who asks the page to renew itself.
_EVERY = 20
_UNSAID = Text("-", "-")


def told_in(store: Store, person: Person, lab: str) -> list[str]:
    """The courses in which a learner's checks of this lab are seen by whoever teaches."""
    return [
        course
        for course, role in person.roles.items()
        if role == LEARNER and store.live(course).exists() and store.gives(course, lab)
    ]


class Told(Served):
    """A notebook asks whether anybody looks, and tells the outcome of a check where somebody does."""

    async def get(self) -> None:
        lab = names.name(self.get_argument("lab", ""))
        self.finish({"courses": await self.work(told_in, self.store, self.person, lab)})

    async def post(self) -> None:
        try:
            said = json.loads(self.body)
            lab, task, status = (said[key] for key in ("lab", "task", "status"))
            if not isinstance(lab, str) or not isinstance(task, str) or status not in STATUSES:
                raise ValueError
        except (ValueError, TypeError, KeyError, RecursionError):
            raise Refused(400, _("That is no outcome of a check.")) from None
        names.name(lab), names.name(task)
        courses = await self.work(told_in, self.store, self.person, lab)
        present: Present = self.settings["present"]
        for course in courses:
            present.tell(course, self.person.name, lab, task, status)
        if courses:  # forgotten in time, also when nobody looks or tells any more
            asyncio.get_running_loop().call_later(KEPT + 1, present.expire)
        self.finish({"courses": courses})


class Switch(Served):
    """An instructor switches it on and off; off forgets at once."""

    async def get(self, course: str) -> None:
        self.person.instructs(course)
        self.finish({"live": self.store.live(course).exists()})

    async def put(self, course: str) -> None:
        self.person.instructs(course)
        if self.body not in (b"on", b"off"):
            raise Refused(400, _("Write on or off."))
        on = self.body == b"on"
        if on:
            self.store.live(course).parent.mkdir(parents=True, exist_ok=True)
            self.store.live(course).touch()
        else:
            self.store.live(course).unlink(missing_ok=True)
            self.settings["present"].forget(course)
        self.finish({"live": on})


class Now(Shown):
    """Who is present in a course, who is stuck first; renewed when asked, or by itself for who wants that."""

    async def get(self, course: str) -> None:
        self.person.instructs(course)
        renewed = bool(self.get_query_argument("renew", ""))
        if renewed:
            self.set_header("Refresh", str(_EVERY))
        found: list[AtWork] = self.settings["present"].now(course)
        self.show(
            "now.html.j2",
            course=course,
            on=self.store.live(course).exists(),
            renewed=renewed,
            every=_EVERY,
            people=[self._row(one) for one in found],
            stuck=sum(one.stuck for one in found),
            tasks=_by_task(found),
        )

    def _row(self, one: AtWork) -> dict[str, Any]:
        _ = catalogue("hub", self.language)
        with speaking(self.language):
            return {
                "learner": one.learner,
                "lab": one.lab,
                "task": one.task,
                "stuck": one.stuck,
                "outcome": Outcome(one.task, cast(Status, one.status), 0, 0, _UNSAID).title(self.language),
                "misses": one.misses,
                "right": one.right,
                "since": _("{n} min").format(n=brief(int(one.since // 60))),
                "ago": _("{n} min").format(n=brief(int(one.ago // 60))),
            }


def _by_task(found: list[AtWork]) -> list[tuple[str, str, int, int]]:
    """Lab, task, how many are at it and how many of them are stuck, most stuck first."""
    at = Counter((one.lab, one.task) for one in found)
    stuck = Counter((one.lab, one.task) for one in found if one.stuck)
    return [(*key, at[key], stuck[key]) for key in sorted(at, key=lambda key: (-stuck[key], -at[key], key))]
