"""A sentence in both of the course's languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """English and French wording of one learner-facing text."""

    en: str
    fr: str

    def __post_init__(self) -> None:
        if not self.en.strip() or not self.fr.strip():
            raise ValueError(f"a text needs both languages: en={self.en!r}, fr={self.fr!r}")

    def in_language(self, language: str) -> str:
        """The wording for ``"fr"``, else the English one."""
        return self.fr if language == "fr" else self.en
