"""One request to the service: who asks is who the hub says, and no more of what is sent is kept than allowed."""

import asyncio
from collections.abc import Callable
from typing import Any

from tornado.web import RequestHandler, stream_request_body

from labkit.hub.exchange.names import Refused
from labkit.hub.exchange.people import Person
from labkit.hub.exchange.store import Store
from labkit.language import catalogue, parse, speaking

_ = catalogue("hub")


@stream_request_body
class Served(RequestHandler):
    """One request: its sender is known before its body is read, and no more of it is kept than allowed."""

    person: Person

    async def prepare(self) -> None:
        self._body, self._size = bytearray(), 0
        kind, _space, token = self.request.headers.get("Authorization", "").partition(" ")
        auth = self.settings["auth"]
        model = None
        if kind.lower() in ("token", "bearer") and token:
            model = await auth.user_for_token(token, sync=False)
        if not model or model.get("kind") != "user" or not auth.check_scopes(auth.access_scopes, model):
            raise Refused(403, _("The hub does not know this token."))
        self.person = Person(model)

    def data_received(self, chunk: bytes) -> None:
        # What is too much is read and dropped: closed upon, a client would hear of a broken line and try again.
        self._size += len(chunk)
        if self._size <= self.settings["largest"]:
            self._body += chunk

    @property
    def body(self) -> bytes:
        """What was sent.

        Raises
        ------
        Refused
            413 if it was too large.
        """
        if self._size > self.settings["largest"]:
            raise Refused(413, _("That is too large, or too many files."))
        return bytes(self._body)

    @property
    def store(self) -> Store:
        return self.settings["store"]

    async def work(self, done: Callable[..., Any], *given: Any) -> Any:
        """`done` in a thread, in the language of who asked."""
        said = parse(self.request.headers.get("Accept-Language", "").partition(",")[0]) or "en"

        def call() -> Any:
            with speaking(said):
                return done(*given)

        return await asyncio.get_running_loop().run_in_executor(None, call)

    def write_error(self, status_code: int, **said: Any) -> None:
        error = said.get("exc_info", (None, None))[1]
        text = str(error) if isinstance(error, Refused) else self._reason
        self.finish({"error": text})

    def _handle_request_exception(self, error: BaseException) -> None:
        if isinstance(error, Refused) and not self._finished:
            self.send_error(error.status, exc_info=(type(error), error, None))
        else:
            super()._handle_request_exception(error)

    def archive(self, data: bytes) -> None:
        self.set_header("Content-Type", "application/zip")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(data)
