"""How annotation tools write a note and its spans (doccano, edsnlp, spaCy, Prodigy), brought to one shape."""

from collections.abc import Iterator
from typing import Any

# Where a tool puts the spans, in the order in which they are looked for.
SPAN_KEYS = ("spans", "entities", "label", "labels", "ents", "annotations")
_IDENTITIES = ("note_id", "doc_id", "id")
_TEXTS = ("text", "note_text")
_STARTS = ("start", "start_offset", "start_char", "begin")
_ENDS = ("end", "end_offset", "end_char")
# What other tools call the place where a span begins.
_ELSEWHERE = {
    *_STARTS,
    "from",
    "offset",
    "offsets",
    "startOffset",
    "begin_offset",
    "beginOffset",
    "begin_char",
    "char_start",
    "start_index",
}
_LABELS = ("label", "note_nlp_source_value")
_SPAN_IDS = ("span_id", "entity_id", "note_nlp_id", "id")
_WRITTEN = ("text", "lexical_variant")
_PLACES = {*_STARTS, *_ENDS, *_LABELS, *_SPAN_IDS, *_WRITTEN, "fragments", "attributes"}
# Prodigy counts tokens too, and spaCy repeats the identifier of a knowledge base: neither says anything of the span.
_NOISE = {"token_start", "token_end"}


def identity_of(note: dict[str, Any]) -> tuple[str, Any]:
    """The key that identifies a note, and its value; Prodigy has only the number it computes from the text."""
    meta = note.get("meta")
    for key in _IDENTITIES:
        if key in note:
            # Notes are often numbered; an identifier is text here.
            return key, str(note[key]) if type(note[key]) is int else note[key]
    for key in _IDENTITIES:
        if isinstance(meta, dict) and key in meta:
            return f"meta.{key}", str(meta[key])
    return ("_input_hash", str(note["_input_hash"])) if "_input_hash" in note else ("note_id", None)


def text_of(note: dict[str, Any]) -> tuple[str, Any]:
    """The key that holds the text, and the text."""
    key = next((key for key in _TEXTS if key in note), "text")
    return key, note.get(key)


def span_key(note: dict[str, Any]) -> str:
    """The key under which a note's spans stand: the first that holds some, else the first that could."""
    keys = [key for key in SPAN_KEYS if key in note and (key == "spans" or looks_annotated(note[key]))]
    return next((key for key in keys if note[key]), keys[0] if keys else "spans")


def looks_annotated(value: Any) -> bool:
    """Whether a value could be a list of spans: each item has a start, or is (start, end, label)."""
    return isinstance(value, list) and all(map(_looks_like_a_span, value))


def holds_spans(value: Any) -> bool:
    """Whether a value is, or holds somewhere below it, a span or a list of spans that is not empty."""
    if isinstance(value, dict):
        return bool(_ELSEWHERE & value.keys()) or any(map(holds_spans, value.values()))
    if not isinstance(value, list) or not value:
        return False
    return looks_annotated(value) or any(map(holds_spans, value))


def _looks_like_a_span(item: Any) -> bool:
    if isinstance(item, dict):
        return bool({*_STARTS, "fragments", "result"} & item.keys())
    return (
        isinstance(item, list)
        and len(item) == 3
        and all(map(_could_be_an_offset, item[:2]))
        and isinstance(item[2], str)
    )


def _could_be_an_offset(place: Any) -> bool:
    """Whether an item is an offset, or was one before it became a float or a text: `4`, `4.0`, `"4"`."""
    return (isinstance(place, (int, float)) and not isinstance(place, bool)) or (
        isinstance(place, str) and place.isdigit()
    )


def pieces(span: Any, position: int) -> Iterator[dict[str, Any]]:
    """The pieces of a span as ``start, end, label, span_id, attributes`` and maybe ``text``; a value is None if absent."""
    if isinstance(span, list) and len(span) == 3:
        span = dict(zip(("start", "end", "label"), span, strict=True))
    if not isinstance(span, dict):
        yield {"start": None, "end": None, "label": None}
        return
    shared = {
        "label": _first(span, _LABELS),
        "span_id": str(
            _first(span, _SPAN_IDS) if _first(span, _SPAN_IDS) is not None else f"T{position + 1}"
        ),
        "attributes": _attributes(span),
    }
    fragments = span.get("fragments")
    if isinstance(fragments, list) and fragments:
        for fragment in fragments:
            fragment = fragment if isinstance(fragment, dict) else {}
            yield {**shared, "start": _first(fragment, _STARTS), "end": _first(fragment, _ENDS)}
        return
    written = _first(span, _WRITTEN)
    yield {
        **shared,
        "start": _first(span, _STARTS),
        "end": _first(span, _ENDS),
        **({} if written is None else {"text": written}),
    }


def _first(span: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((span[key] for key in keys if key in span), None)


def _attributes(span: dict[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in span.items() if key not in _PLACES | _NOISE}
    listed = span.get("attributes")
    if isinstance(listed, dict):
        return {**own, **listed}
    if isinstance(listed, list):
        own |= {a["label"]: a.get("value", True) for a in listed if isinstance(a, dict) and "label" in a}
    return own
