"""A client for language models with recorded answers: replay (default), OpenAI-compatible, SmolLM2, tiny."""

from labkit.text.chat.cassette import Answer, Cassette, CassetteMiss, question_key
from labkit.text.chat.client import ChatClient
from labkit.text.chat.shipped import recorded_answers

__all__ = ["Answer", "Cassette", "CassetteMiss", "ChatClient", "question_key", "recorded_answers"]
