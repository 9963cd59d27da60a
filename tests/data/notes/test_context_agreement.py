"""The gold agrees with rules written by others: `labkit.text.context` reads the notes and judges each finding."""

import pandas as pd
import pytest

from labkit.data.notes import generate_notes
from labkit.text.context import ContextTagger


@pytest.mark.parametrize("language", ["fr", "en"])
def test_status_is_what_context_rules_read(language):
    """Disagreements are mostly words those rules do not know (*neg* after a list); a wrong gold would be many."""
    notes = generate_notes(150, random_state=77, language=language, typos=0)
    gold = notes.spans[notes.spans["label"] == "FINDING"]
    read = ContextTagger(language).tag_notes(
        notes.frame[["note_id", "text"]],
        gold[["note_id", "start", "end", "concept"]].rename(columns={"concept": "finding"}),
    )
    both = gold.merge(read, on=["note_id", "start", "end"], suffixes=("", "_read"))
    assert len(both) > 800
    agree = both["status"].astype(str) == both["polarity"].astype(str)
    shares = pd.Series(agree.to_numpy()).groupby(both["status"].astype(str).to_numpy()).mean()
    assert shares.min() > 0.93, shares.to_dict()
