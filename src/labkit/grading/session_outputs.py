"""Messages from a learner's kernel as notebook outputs, checked field by field: a hostile kernel wrote them."""

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from labkit.grading.session_frames import ProtocolError

_MOST_OUTPUTS = 1000


class CellOutputs:
    """Outputs of one cell, in the order in which they came.

    Parameters
    ----------
    displays : dict
        Outputs by display id, over the whole session: ``update_display`` may change an earlier cell's.
    """

    def __init__(self, displays: dict[str, list[NotebookNode]] | None = None):
        self.outputs: list[NotebookNode] = []
        self._displays = {} if displays is None else displays
        self._clear_next = False

    def add(self, kind: Any, content: Any) -> None:
        """Add one message; raises `ProtocolError` where it is not one that a kernel sends."""
        if not isinstance(content, Mapping):
            raise ProtocolError("an output without content")
        if kind == "clear_output":
            self._clear_next = bool(content.get("wait"))
            if not self._clear_next:
                self.outputs.clear()
            return
        if kind == "update_display_data":
            self._update(content)
            return
        if self._clear_next:
            self.outputs.clear()
            self._clear_next = False
        if kind == "stream":
            self._stream(content)
        elif len(self.outputs) < _MOST_OUTPUTS:
            self.outputs.append(self._output(kind, content))

    def _stream(self, content: Mapping[str, Any]) -> None:
        name, text = content.get("name"), content.get("text")
        if name not in ("stdout", "stderr") or not isinstance(text, str):
            raise ProtocolError("a malformed stream")
        last = self.outputs[-1] if self.outputs else None
        if last is not None and last.output_type == "stream" and last.name == name:
            last.text += text
        elif len(self.outputs) < _MOST_OUTPUTS:
            self.outputs.append(new_output("stream", name=name, text=text))

    def _output(self, kind: Any, content: Mapping[str, Any]) -> NotebookNode:
        if kind == "error":
            traceback = content.get("traceback")
            lines = traceback if isinstance(traceback, list) else []
            return new_output(
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
            output = new_output(
                kind, data=data, metadata=metadata, execution_count=count if type(count) is int else None
            )
        else:
            output = new_output(kind, data=data, metadata=metadata)
        transient = content.get("transient")
        display = transient.get("display_id") if isinstance(transient, Mapping) else None
        if isinstance(display, str) and len(self._displays) < _MOST_OUTPUTS:
            self._displays.setdefault(display[:200], []).append(output)
        return output

    def _update(self, content: Mapping[str, Any]) -> None:
        transient = content.get("transient")
        display = transient.get("display_id") if isinstance(transient, Mapping) else None
        if not isinstance(display, str):
            raise ProtocolError("an update of no display")
        for output in self._displays.get(display[:200], []):
            output.data, output.metadata = _bundle(content.get("data")), _metadata(content.get("metadata"))


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
    return NotebookNode(value) if isinstance(value, Mapping) else NotebookNode()
