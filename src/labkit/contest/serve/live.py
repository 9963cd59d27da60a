"""Rounds played by the server itself, one at a time, while it goes on answering."""

import asyncio
from collections.abc import Callable
from typing import Any

from labkit.contest.folder import FINAL, Contest
from labkit.contest.play import NotAsked, play_final, play_round
from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("contest")


class Live:
    """A contest that is open for as long as it is served: this process alone writes.

    Attributes
    ----------
    contest : Contest
    playing : bool
        Whether a round is being played.
    fault : str
        Why the last one could not be.
    stuck : bool
        Whether it waits for entries that could not be asked by a fault of ours.
    """

    def __init__(self, contest: Contest, workers: int = 2) -> None:
        self.contest, self.playing, self.fault, self.stuck = contest, False, "", False
        self._workers = workers
        self._task: asyncio.Task[None] | None = None

    def start(self, *, final: bool, leave_out: bool = False) -> None:
        """Play the next round, or the final, beside everything else; see `labkit.contest.play`."""
        if not self.playing:
            self.playing, self.fault, self.stuck = True, "", False
            self._task = asyncio.create_task(self._play(play_final if final else play_round, leave_out))

    async def ended(self) -> None:
        """Wait for the round that is being played."""
        if self._task is not None:
            await self._task

    async def _play(self, play: Callable[..., dict[str, Any]], leave_out: bool) -> None:
        try:
            await asyncio.to_thread(play, self.contest, workers=self._workers, leave_out=leave_out)
            scored = self.contest.latest("scored")
            if scored is not None:  # whoever looks sees it from now on
                self.contest.record.add("shown", occasion=scored.body["occasion"])
        except CourseError as error:
            self.fault, self.stuck = str(error), isinstance(error, NotAsked)
        except Exception as error:  # the server stays; what is done is recorded, and the round goes on when it is started again
            self.fault = _("the round stopped ({error}); start it again to go on").format(
                error=type(error).__name__
            )
        finally:
            self.playing = False

    def version(self) -> str:
        """Another one as soon as there is another board: not when a round begins."""
        return str(sum(1 for _event in self.contest.record.of("scored")))

    def state(self) -> str:
        """One sentence in the language in force."""
        if self.playing:
            begun = list(self.contest.record.of("begun"))[-1:]
            if not begun:
                return _("A round is beginning.")
            occasion, entries = begun[0].body["occasion"], begun[0].body["entries"]
            asked = sum(e.body["occasion"] == occasion for e in self.contest.record.of("answered"))
            said = (
                _("The final is being played; entries asked: {n} of {most}.")
                if occasion == FINAL
                else _("Round {round} is being played; entries asked: {n} of {most}.")
            )
            return said.format(round=occasion, n=asked, most=len(entries))
        if self.contest.closed():
            return _("Entries are closed.")
        return _("No round is being played; entries for the next one are taken.")
