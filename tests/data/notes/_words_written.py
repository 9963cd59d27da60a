"""Sentences that no hospital writes, and those that its own note contradicts."""

from collections.abc import Callable, Iterator

from tests.data.notes._care_note import Note

UNWRITTEN = {
    "fr": (
        r"(?:abolition|diminution) d(?:es bruits|u péristaltisme)[^.;\n]{0,40}(?:non retrouv|\(-\))|adresse (?:confirmée )?: \d"
        r"|se plaint d[^.;\n]{0,4} ?(?:confusion|désorientation|syndrome confusionnel)|(?:sans|pas de|aucune) (?:FEVG altérée|PAPs élevées)"
    ),
    "en": (
        r"on the other hand|in keeping with established|overall, s?he has (?:an? )?|was (?:begun|instituted), to be reviewed"
        r"|self-referred|in daily activities|nil known|portable, limited|address confirmed"
        r"|(?:no|denies|neg(?: for)?|without|ø) (?:any )?(?:poor appetite|(?:absent|reduced) bowel sounds|absent pedal pulses)"
    ),
}
FASTING = (
    "bowel_obstruction",
    "appendicitis",
    "cholecystitis",
    "pancreatitis",
    "ectopic",
    "gi_bleed",
    "diverticulitis",
)


def _unwritten(n: Note) -> Iterator[str]:
    """Nobody writes so."""
    if found := n.says(UNWRITTEN[n.row.language]):
        yield found


def _first(n: Note) -> Iterator[str]:
    """A first assessment does not tell of progress."""
    found = n.says(r"progresses well|progresse bien")
    if n.row.kind == "physiotherapy" and found:
        yield found


def _fasting(n: Note) -> Iterator[str]:
    """Who has had nothing by mouth from the first is not to fast from midnight."""
    found = n.says(r"jeun (?:à partir de )?minuit|NPO (?:after midnight|MN)")
    nursing = n.row.kind in ("nursing_handover", "nursing_note")
    if nursing and n.row.main_condition in FASTING and found:
        yield found


def _done(n: Note) -> Iterator[str]:
    """A chest film does not ask for a chest film."""
    if n.row.kind == "chest_xray" and (
        found := n.says(r"radiographie du thorax demandée|\bRP demandée|chest film requested")
    ):
        yield found


def _asked_once(n: Note) -> Iterator[str]:
    """A report asks for one scan once."""
    asked = n.flat.lower().count("ct chest") + n.flat.lower().count("ct of the chest")
    if n.row.kind == "chest_xray" and asked > 1:
        yield f"CT asked for {asked} times"


RULES: dict[str, Callable[[Note], Iterator[str]]] = {
    "nobody writes so": _unwritten,
    "a first assessment": _first,
    "nothing by mouth": _fasting,
    "a film": _done,
    "one scan": _asked_once,
}
