"""A client for language models with recorded answers: replay (default), OpenAI-compatible, SmolLM2, tiny."""

from labkit.text.chat.cassette import Answer, Cassette, CassetteMiss, question_key
from labkit.text.chat.client import ChatClient

__all__ = ["Answer", "Cassette", "CassetteMiss", "ChatClient", "question_key"]
