"""The trusted end of the wire against anything that could arrive."""

import contextlib
import json
import struct

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook

from labkit.kernels.session.outputs import CellOutputs
from labkit.kernels.tampering import TamperLog
from labkit.kernels.wire.frames import FrameReader, ProtocolError, pack, parse

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
messages = st.dictionaries(st.text(), json_values, max_size=4)


@given(st.lists(messages, max_size=4), st.integers(1, 7))
def test_what_is_packed_is_read_however_it_is_cut(sent, step):
    stream, reader, found = b"".join(map(pack, sent)), FrameReader(1 << 20), []
    for start in range(0, len(stream), step):
        found += [message for message, _ in reader.feed(stream[start : start + step])]
    assert found == sent


def framed(value):
    body = json.dumps(value).encode()
    return struct.pack(">I", len(body)) + body


# Bytes alone hardly ever begin with their own length: what is JSON and no message comes framed.
@given(st.binary(max_size=200) | json_values.map(framed))
def test_noise_is_a_protocol_error_or_waits_for_more(noise):
    try:
        for message, _ in FrameReader(1000).feed(noise):
            assert isinstance(message, dict)
    except ProtocolError:
        pass


@pytest.mark.parametrize("body", [b"", b"[]", b"nul", b'{"a":NaN}', b'{"a":-Infinity}', b'{"a":1e999}', b"[" * 10**6,
                                  b'{"a":' + b"9" * 5000 + b"}", b"\xff\xfe", b'{"a":[' + b"0," * 2_000_001 + b"0]}"])  # fmt: skip
def test_a_bad_body_is_a_protocol_error(body):
    with pytest.raises(ProtocolError):
        parse(body)


def test_a_long_message_is_refused_before_it_comes():
    with pytest.raises(ProtocolError):
        list(FrameReader(10).feed(struct.pack(">I", 11)))


@given(messages)
def test_whatever_is_parsed_can_be_written_to_a_file(message):
    body = json.dumps(message | {"lone": "\ud800", "\udfff": ["\udc00x"]}).encode()
    json.dumps(parse(body), ensure_ascii=False).encode()


kinds = st.sampled_from(
    ["stream", "display_data", "execute_result", "error", "clear_output", "update_display_data", "x"]
)
contents = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["stdout", "stderr", "stdin"]) | json_values,
        "text": json_values,
        "data": st.dictionaries(
            st.sampled_from(["text/plain", "image/png", "application/json", "a/b+json"]), json_values
        )
        | json_values,
        "metadata": messages | json_values,
        "transient": st.fixed_dictionaries({"display_id": json_values}) | json_values,
        "ename": json_values,
        "evalue": json_values,
        "traceback": json_values,
        "execution_count": json_values,
        "wait": json_values,
    },
)


@settings(max_examples=50)
@given(st.lists(st.tuples(kinds, contents | json_values), max_size=5))
def test_outputs_are_valid_whatever_the_kernel_sends(sent):
    cell = CellOutputs()
    for kind, content in sent:
        with contextlib.suppress(ProtocolError):
            cell.add(kind, content)
    nbformat.validate(new_notebook(cells=[new_code_cell("", outputs=cell.outputs)]))


@given(st.lists(st.tuples(st.sampled_from(["stdout", "stderr"]), st.text(max_size=5)), max_size=9))
def test_streams_keep_all_text_in_order(sent):
    cell = CellOutputs()
    for name, text in sent:
        cell.add("stream", {"name": name, "text": text})
    for stream in ("stdout", "stderr"):
        assert "".join(o.text for o in cell.outputs if o.name == stream) == "".join(
            t for n, t in sent if n == stream
        )
    assert "".join(o.text for o in cell.outputs) == "".join(text for _, text in sent)


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=500))))
def test_the_tamper_log_is_bounded_and_without_repetition(entries):
    log = TamperLog()
    for kind, detail in entries * 2:
        log.note(kind, detail)
    assert len(log) == len(set(log)) <= log.most and all(len(entry.detail) <= 300 for entry in log)


def test_an_update_stands_in_every_display_of_its_name():
    about = {"transient": {"display_id": "d"}, "data": {"text/plain": "x"}}
    cell = CellOutputs()
    assert cell.places("update_display_data", about) == 1
    for _ in range(250):
        cell.add("display_data", about)
    assert cell.places("update_display_data", about) == 250
    assert cell.places("display_data", about) == 1


def test_objects_count_for_what_they_take_once_parsed():
    ((_, plain),) = FrameReader(1 << 20).feed(pack({"t": "[]," * 1000}))
    ((_, many),) = FrameReader(1 << 20).feed(pack({"t": [{}] * 1000}))
    assert many > 20 * plain
