"""Is a summary faithful? Its claims are held against the source's: supported, flipped, misdosed, invented, left out."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from labkit.language import catalogue
from labkit.text.claims.extraction import claims_of, frame_of

_ = catalogue("text")

STATUSES = ("supported", "flipped", "certainty", "wrong_dose", "wrong_person", "invented")


@dataclass(frozen=True)
class FaithfulnessReport:
    """What a summary did to its source.

    Attributes
    ----------
    support : float
        Share of the summary's claims that the source supports; missing if it claims nothing.
    supported, flipped, certainty, wrong_dose, wrong_person, invented : int
        The summary's claims by status: `flipped` said present of what is absent or the reverse; `certainty` made sure of
        what is uncertain or the reverse; `wrong_dose` another dose or frequency; `wrong_person` gave the patient a
        relative's disease or the reverse; `invented` spoke of what the source does not mention.
    omitted : int
        Critical claims of the source that the summary does not mention.
    claims : DataFrame
        The summary's claims (see `extract_claims`) with their ``status`` and ``source`` (the source's words).
    omissions : DataFrame
        The source's critical claims that are left out.
    """

    support: float
    supported: int
    flipped: int
    certainty: int
    wrong_dose: int
    wrong_person: int
    invented: int
    omitted: int
    claims: pd.DataFrame
    omissions: pd.DataFrame

    @property
    def faithful(self) -> bool:
        """No error and no critical omission."""
        return self.supported == len(self.claims) and self.omitted == 0


def faithfulness(
    source: str, summary: str, language: str = "auto", summary_language: str | None = None
) -> FaithfulnessReport:
    """Hold the claims of `summary` against those of `source`.

    Parameters
    ----------
    source, summary : str
    language : {"fr", "en", "auto"}
        Of the source; concepts are shared, so the summary may be in the other language.
    summary_language : {"fr", "en", "auto"}, optional
        As the source's when left out.

    Notes
    -----
    Claims are those of labkit's term lists (findings, drugs), so a fluent sentence outside them is not judged: the report
    counts errors, it does not prove that there are none. A claim is supported if one mention in the source agrees with
    it. Conditions and risks (hypothetical mentions) neither support a claim nor count as an omission.
    """
    stated = [claim for claim in claims_of(source, language) if not claim["hypothetical"]]
    asserted = [
        claim for claim in claims_of(summary, summary_language or language) if not claim["hypothetical"]
    ]
    mentions: dict[str, list[dict]] = {}
    for claim in stated:
        mentions.setdefault(claim["concept"], []).append(claim)
    judged = [_judge(claim, mentions.get(claim["concept"], [])) for claim in asserted]
    claims = frame_of(asserted)
    claims["status"] = pd.Series([status for status, _words in judged], dtype="object")
    claims["source"] = pd.Series([words for _status, words in judged], dtype="object")
    mentioned = {claim["concept"] for claim in asserted}
    left_out: dict[tuple[str, str], dict] = {}
    for claim in stated:
        if claim["critical"] and claim["concept"] not in mentioned and claim["experiencer"] == "patient":
            left_out.setdefault((claim["concept"], claim["polarity"]), claim)
    count = Counter(status for status, _words in judged)
    return FaithfulnessReport(
        support=count["supported"] / len(asserted) if asserted else float("nan"),
        **{status: count[status] for status in STATUSES},
        omitted=len({concept for concept, _polarity in left_out}),
        claims=claims,
        omissions=frame_of(list(left_out.values())),
    )


def _judge(claim: dict, mentions: list[dict]) -> tuple[str, str]:
    """Status of a claim against the source's mentions of its concept: that of the mention that is kindest to it."""
    verdicts = [(_against(claim, mention), mention["text"]) for mention in mentions]
    if not verdicts:
        return "invented", ""
    order = ("supported", "wrong_dose", "certainty", "wrong_person", "flipped")
    return min(verdicts, key=lambda verdict: order.index(verdict[0]))


def _against(claim: dict, mention: dict) -> str:
    if claim["experiencer"] != mention["experiencer"]:
        return "wrong_person"
    if claim["polarity"] != mention["polarity"]:
        return "certainty" if "uncertain" in (claim["polarity"], mention["polarity"]) else "flipped"
    for part in ("dose", "per_day"):
        # A summary may leave a dose out; it may not add one, nor change it.
        if claim[part] is not None and claim[part] != mention[part]:
            return "wrong_dose"
    return "supported"
