"""How an answer was judged: one of five outcomes, with a reason a person can read."""

import html
from dataclasses import asdict, dataclass
from typing import Any, Literal

from labkit.language import Text, brief, catalogue

Status = Literal["not_started", "crashed", "wrong", "right", "needs_person"]
STATUSES: tuple[Status, ...] = ("not_started", "crashed", "wrong", "right", "needs_person")

# A sign beside the colour, so that the outcome is never told by colour alone.
_LOOK = {
    "not_started": ("○", "#57606a", "#f6f8fa"),
    "crashed": ("⚠", "#7a3e00", "#fff4e5"),
    "wrong": ("✗", "#8b1a1a", "#fdecec"),
    "right": ("✓", "#0b5a2a", "#e8f6ed"),
    "needs_person": ("☞", "#3b2a80", "#f0edfb"),
}


@dataclass(frozen=True)
class Outcome:
    """The judgement of one answer.

    Attributes
    ----------
    task : str
    status : str
        One of `STATUSES`.
    points, max_points : float
        All or nothing.
    message : Text
        What to tell the learner, in both languages; never the expected value.
    misconception : str or None
        Name of the mutant the answer agrees with.
    law : str or None
        Name of the law it breaks.
    """

    task: str
    status: Status
    points: float
    max_points: float
    message: Text
    misconception: str | None = None
    law: str | None = None

    def title(self, language: str) -> str:
        """The outcome in words."""
        _ = catalogue("tasks", language)
        return {
            "not_started": _("Not started"),
            "crashed": _("Your code stopped with an error"),
            "wrong": _("Not yet"),
            "right": _("Right"),
            "needs_person": _("A person will look at this"),
        }[self.status]

    def to_html(self, language: str) -> str:
        """A message that screen readers announce, with a sign beside the colour."""
        sign, ink, paper = _LOOK[self.status]
        message = html.escape(self.message.in_language(language)).replace("\n", "<br>")
        points = f"{brief(self.points, language)} / {brief(self.max_points, language)}"
        return (
            f'<div role="status" aria-live="polite" lang="{language}" class="labkit-outcome labkit-{self.status}" '
            f'style="border-left:6px solid {ink};background:{paper};color:#1f2328;padding:.6em .9em;margin:.3em 0">'
            f'<strong style="color:{ink}"><span aria-hidden="true">{sign}</span> '
            f"{html.escape(self.title(language))}</strong> "
            f'<span style="color:#424a53">({html.escape(self.task)}, {points})</span><br>{message}</div>'
        )

    def to_json(self) -> dict[str, Any]:
        """Plain dictionary, the message in both languages."""
        return asdict(self)
