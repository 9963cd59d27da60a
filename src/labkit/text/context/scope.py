"""Which findings of a sentence a cue claims: its scope, cut where another thought begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from labkit.text.context.cues import COLON_AFTER_FINDING, END, HIDDEN, Cue, CueIndex, tokens_of

_JOINED = frozenset({"ou", "or", "versus", "vs"})
# A list that these join is one list, whatever its items say ("ni toux, dyspnée modérée ou fièvre").
_COORDINATED = frozenset({"ou", "ni", "or", "nor"})
# An item that begins so goes on with the list of "pas de fièvre, de toux".
_CONTINUED = frozenset({"de", "d'", "des", "du", "any", "of", *_COORDINATED})
# After these a list has no article: an item that begins with one is a statement ("pas de fièvre, des frissons").
_BARE = frozenset({"de", "d'", "aucun", "aucune", "sans", "ni", "jamais", "no", "without", "nor"})
_ARTICLES = {
    "fr": frozenset({"un", "une", "des", "du", "quelques", "plusieurs", "son", "sa", "ses"}),
    "en": frozenset({"a", "an", "some", "several"}),
}
# Words beside the finding that make the only item after a comma a statement: "pas de luxation, hématome récent". French
# joins two things that are denied by "ni" or "ou"; English also says "no cough, chest pain".
_STATEMENT = {"fr": 1, "en": 2}
# Words of each of the last two items of an English list.
_SHORT = 2
# An adjective sits close to its noun; a participle may be further; a plain "négatif" belongs to what precedes it.
_REACH = {"nearest": 3, "previous": 7}


@dataclass(frozen=True)
class Hit:
    """A cue found in a sentence: positions (in tokens) of its own words."""

    cue: Cue
    positions: tuple[int, ...]

    @property
    def first(self) -> int:
        return self.positions[0]

    @property
    def last(self) -> int:
        return self.positions[-1]


@dataclass(frozen=True)
class Claim:
    """A cue that claims a finding, and how many words lie between them."""

    hit: Hit
    distance: int


class Sentence:
    """A folded sentence, its tokens, its findings (as token ranges) and the cues in it.

    Parameters
    ----------
    folded : str
    findings : sequence of (start, end)
        Character ranges in `folded`.
    index : CueIndex
    language : {"fr", "en"}
    """

    def __init__(
        self, folded: str, findings: Sequence[tuple[int, int]], index: CueIndex, language: str = "fr"
    ) -> None:
        self.language = language
        self.tokens = tokens_of(folded)
        self.words = [word for word, _, _ in self.tokens]
        self.findings = [self._token_range(start, end) for start, end in findings]
        inside = {position for first, last in self.findings for position in range(first, last + 1)}
        # The words of a finding are no cues: "absence" may be a seizure. Hiding them keeps the phrases around whole.
        visible = [HIDDEN if position in inside else word for position, word in enumerate(self.words)] + [END]
        for position, word in enumerate(self.words):
            if word == ":" and position not in inside and position - 1 in inside:
                visible[position] = COLON_AFTER_FINDING
        self.inside = inside
        last = len(self.words)
        self.hits = [
            Hit(cue, tuple(i for i in positions if i < last))
            for positions, cues in index.find(visible)
            for cue in cues
        ]
        self.stops = [hit for hit in self.hits if hit.cue.ends]

    def _token_range(self, start: int, end: int) -> tuple[int, int]:
        covered = [i for i, (_, first, last) in enumerate(self.tokens) if first < end and last > start]
        return (covered[0], covered[-1]) if covered else (0, -1)

    def claims(self) -> list[list[Claim]]:
        """For each finding the cues that claim it."""
        claimed: list[list[Claim]] = [[] for _ in self.findings]
        for hit in self.hits:
            if hit.cue.ends or hit.cue.category == "pseudo":
                continue
            for number in self._reached(hit):
                claimed[number].append(Claim(hit, self._distance(hit, number)))
        return claimed

    def _distance(self, hit: Hit, number: int) -> int:
        first, last = self.findings[number]
        if first > hit.last:
            return first - hit.last - 1
        return hit.first - last - 1 if last < hit.first else 0

    def _reached(self, hit: Hit) -> list[int]:
        direction = hit.cue.direction
        if direction == "forward":
            limit = min(
                (s.first for s in self.stops if s.first > hit.last and self._ends(s, hit)), default=10**9
            )
            if hit.cue.group == "polarity":
                limit = min(limit, self._taken_over(hit), self._statement_after(hit, limit))
            return [n for n, (first, last) in enumerate(self.findings) if hit.first < first and last < limit]
        floor = max(
            (s.last for s in self.stops if s.last < hit.first and self._ends_backwards(s, hit)), default=-1
        )
        if direction == "backward":
            # "dyspnée +, toux, fièvre (-)": each mark closes the list before it.
            marks = [
                h.last
                for h in self.hits
                if h.cue.group == hit.cue.group and h.cue.direction in ("backward", "previous")
            ]
            floor = max([floor, *(last for last in marks if last < hit.first)])
        before = [n for n, (first, last) in enumerate(self.findings) if floor < first and last < hit.first]
        if direction == "backward":
            return before
        if direction == "previous":
            far = hit.cue.strength >= 3
            near = [
                n
                for n in before
                if far or (self._distance(hit, n) <= _REACH["previous"] and not self._comma(hit, n))
            ]
            return near[-1:]
        if direction == "next":
            return [n for n, (first, _) in enumerate(self.findings) if first == hit.last + 1]
        same_clause = [
            n
            for n, (first, _) in enumerate(self.findings)
            if first >= 0 and not self._comma(hit, n) and not self._stopped(hit, n)
        ]
        if direction == "clause" and same_clause:
            return same_clause
        return self._nearest(hit, same_clause)

    def _taken_over(self, hit: Hit) -> int:
        """Where another cue looks forward in its turn: "pas de fièvre, pas de toux, frissons depuis hier"."""
        return min(
            (
                h.first
                for h in self.hits
                if h.first > hit.last and h.cue.group == "polarity" and h.cue.direction == "forward"
            ),
            default=10**9,
        )

    def _statement_after(self, hit: Hit, limit: int) -> int:
        """Where, after a comma, the list of what is denied ends and a statement begins without a conjunction."""
        ends = [
            i for i in range(hit.last + 1, len(self.words)) if self.words[i] == "," and i not in self.inside
        ]
        ends.append(len(self.words))
        items = [(a + 1, b) for a, b in pairwise(ends) if a < limit]
        if any(
            self.words[i] in _COORDINATED and i not in self.inside for a, b in items[-1:] for i in range(a, b)
        ):
            return limit
        for start, stop in items:
            if start == stop:
                continue
            if self.words[hit.last] in _BARE and self.words[start] in _ARTICLES[self.language]:
                return start
            if self.words[start] in _CONTINUED:
                continue
            told = any(s.cue.ends == "item" and start <= s.first < stop for s in self.stops)
            beside = sum(self.words[i][0].isalnum() and i not in self.inside for i in range(start, stop))
            has_finding = any(i in self.inside for i in range(start, stop))
            if not told and self._last_two_of_a_list(start, stop):
                continue
            if told or (len(items) == 1 and has_finding and beside >= _STATEMENT[self.language]):
                return start
        return limit

    def _last_two_of_a_list(self, start: int, stop: int) -> bool:
        """ "Nausea, vomiting and dizziness": in English "and" joins the last two of what is denied, if both are short."""
        item = self.words[start:stop]
        if self.language != "en" or item.count("and") != 1:
            return False
        at = item.index("and")
        parts = [[word for word in part if word[0].isalnum()] for part in (item[:at], item[at + 1 :])]
        return all(0 < len(part) <= _SHORT for part in parts)

    def _nearest(self, hit: Hit, candidates: list[int]) -> list[int]:
        near = [n for n in candidates if self._distance(hit, n) <= _REACH["nearest"]]
        if not near:
            return []
        # At equal distance the finding that follows: "fièvre, probable grippe" more often than the reverse.
        best = min(near, key=lambda n: (self._distance(hit, n), self.findings[n][0] < hit.first))
        reached = [best]
        while reached[-1] + 1 < len(self.findings):
            between = self.words[self.findings[reached[-1]][1] + 1 : self.findings[reached[-1] + 1][0]]
            if not between or between[0] not in _JOINED or len(between) > 2:
                break
            reached.append(reached[-1] + 1)
        return reached

    def _comma(self, hit: Hit, number: int) -> bool:
        first, last = self.findings[number]
        low, high = (hit.last, first) if first > hit.last else (last, hit.first)
        return any(self.words[i] in ",()" for i in range(low + 1, high))

    def _stopped(self, hit: Hit, number: int) -> bool:
        first, last = self.findings[number]
        if first > hit.last:
            return any(hit.last < s.first < first and self._ends(s, hit) for s in self.stops)
        return any(last < s.first < hit.first and self._ends_backwards(s, hit) for s in self.stops)

    @staticmethod
    def _ends(stop: Hit, hit: Hit) -> bool:
        return stop.cue.ends in ("all", hit.cue.group)

    @staticmethod
    def _ends_backwards(stop: Hit, hit: Hit) -> bool:
        # "L'embolie est exclue": a verb ends what comes before it, not what looks back over it.
        return stop.cue.ends == "all" or (stop.cue.ends == hit.cue.group != "polarity")
