"""Messages from a learner's kernel as notebook outputs, checked field by field: a hostile kernel wrote them."""

import functools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat.v4
from nbformat import NotebookNode

from labkit.kernels.wire.frames import ProtocolError

_MOST_OUTPUTS = 1000
_PICTURES = ("image/png", "image/jpeg")
_WIDEST = 10_000


class CellOutputs:
    """Outputs of one cell, in the order in which they came.

    Parameters
    ----------
    displays : dict
        Outputs by display id, over the whole session: ``update_display`` may change an earlier cell's.
    """

    def __init__(self, displays: dict[str, list[NotebookNode]] | None = None):
        self._outputs: list[NotebookNode] = []
        self._parts: list[
            str
        ] = []  # of the last output, a stream: joined once, not at each of a million writes
        self._displays = {} if displays is None else displays
        self._clear_next = False

    @property
    def outputs(self) -> list[NotebookNode]:
        """What has come so far; a list of the caller's own, for more may come after the cell."""
        self._join()
        return list(self._outputs)

    def _join(self) -> None:
        if self._parts:
            self._outputs[-1].text = "".join(self._parts)
            self._parts = [self._outputs[-1].text]

    def places(self, kind: Any, content: Any) -> int:
        """In how many outputs a message will stand: an update stands in each display of its name."""
        if kind != "update_display_data" or not isinstance(content, Mapping):
            return 1
        return max(1, len(self._displays.get(_display_of(content) or "", ())))

    def add(self, kind: Any, content: Any) -> None:
        """Add one message; raises `ProtocolError` where it is not one that a kernel sends."""
        if not isinstance(content, Mapping):
            raise ProtocolError("an output without content")
        if kind == "clear_output":
            self._clear_next = bool(content.get("wait"))
            if not self._clear_next:
                self._clear()
            return
        if kind == "update_display_data":
            self._update(content)
            return
        if self._clear_next:
            self._clear()
            self._clear_next = False
        if kind == "stream":
            self._stream(content)
        elif len(self._outputs) < _MOST_OUTPUTS:
            self._append(self._output(kind, content))

    def _stream(self, content: Mapping[str, Any]) -> None:
        name, text = content.get("name"), content.get("text")
        if name not in ("stdout", "stderr") or not isinstance(text, str):
            raise ProtocolError("a malformed stream")
        if self._parts and self._outputs[-1].name == name:
            self._parts.append(text)
        elif len(self._outputs) < _MOST_OUTPUTS:
            self._append(_new("stream", name=name, text=text))
            self._parts = [text]

    def _append(self, output: NotebookNode) -> None:
        self._join()
        self._outputs.append(output)
        self._parts = []

    def _clear(self) -> None:
        self._outputs.clear()
        self._parts = []

    def _output(self, kind: Any, content: Mapping[str, Any]) -> NotebookNode:
        if kind == "error":
            traceback = content.get("traceback")
            lines = traceback if isinstance(traceback, list) else []
            return _new(
                "error",
                ename=_text(content.get("ename")),
                evalue=_text(content.get("evalue")),
                traceback=[_text(line) for line in lines],
            )
        if kind not in ("display_data", "execute_result"):
            raise ProtocolError("an output of an unknown kind")
        data, metadata = _bundle(content.get("data")), _metadata(content.get("metadata"))
        if kind == "execute_result":
            count = content.get("execution_count")
            output = _new(
                kind, data=data, metadata=metadata, execution_count=count if type(count) is int else None
            )
        else:
            output = _new(kind, data=data, metadata=metadata)
        display = _display_of(content)
        if display is not None and len(self._displays) < _MOST_OUTPUTS:
            self._displays.setdefault(display, []).append(output)
        return output

    def _update(self, content: Mapping[str, Any]) -> None:
        display = _display_of(content)
        if display is None:
            raise ProtocolError("an update of no display")
        new = _new(
            "display_data", data=_bundle(content.get("data")), metadata=_metadata(content.get("metadata"))
        )
        for output in self._displays.get(display, []):
            output.data, output.metadata = new.data, new.metadata


def _new(kind: str, **content: Any) -> NotebookNode:
    from fastjsonschema import JsonSchemaException

    output = NotebookNode(output_type=kind, **content)
    try:
        _validator()(output)
    except JsonSchemaException:
        raise ProtocolError("an output that no notebook can hold") from None
    return output


@functools.cache
def _validator() -> Callable[[Any], Any]:
    """nbformat's own schema of an output, compiled as nbformat compiles it for whole notebooks: 4 ms an output otherwise."""
    import fastjsonschema

    name = nbformat.v4.nbformat_schema[(nbformat.v4.nbformat, nbformat.v4.nbformat_minor)]
    schema = json.loads(Path(nbformat.v4.__file__).with_name(name).read_text("utf-8"))
    return fastjsonschema.compile({"$ref": "#/definitions/output", "definitions": schema["definitions"]})


def _display_of(content: Mapping[str, Any]) -> str | None:
    transient = content.get("transient")
    display = transient.get("display_id") if isinstance(transient, Mapping) else None
    return display[:200] if isinstance(display, str) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _bundle(data: Any) -> NotebookNode:
    if not isinstance(data, Mapping):
        raise ProtocolError("an output without data")
    kept = NotebookNode()
    for mime, item in data.items():
        is_json = mime == "application/json" or mime.endswith("+json")
        if (
            is_json
            or isinstance(item, str)
            or (isinstance(item, list) and all(isinstance(i, str) for i in item))
        ):
            kept[mime] = item
    return kept


def _metadata(value: Any) -> NotebookNode:
    """A picture's size, as two whole numbers: pages write metadata into their HTML as they are."""
    kept = NotebookNode()
    for mime, about in value.items() if isinstance(value, Mapping) else ():
        if mime in _PICTURES and isinstance(about, Mapping):
            size = {side: about[side] for side in ("width", "height") if type(about.get(side)) is int}
            sane = {side: number for side, number in size.items() if 0 < number <= _WIDEST}
            if sane:
                kept[mime] = NotebookNode(sane)
    return kept
