"""The small models: pretraining's laws on a tiny recipe, and what is shipped loads, is what its checksums say, and works."""

import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from labkit.text.models import embed, load_causal, load_encoder, model_folder
from labkit.text.models import pretraining as p
from labkit.text.models.cards import model_card
from labkit.text.models.shipped import KINDS

TINY = {
    kind: replace(
        recipe,
        notes=24,
        triage=12,
        unlabelled=12 * (kind == "encoder"),
        held_out=8,
        vocab_size=400,
        width=32,
        layers=1,
        heads=2,
        steps=20,
        batch=4,
        window=32,
    )
    for kind, recipe in p.RECIPES.items()
}


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.mark.parametrize("kind", KINDS)
def test_pretraining_is_seeded_and_learns(kind):
    (model, tokenizer, scores), (again, _, same) = (p.pretrain(TINY[kind]) for _ in range(2))
    assert scores["held_out_loss"] == same["held_out_loss"]
    assert scores["held_out_loss"] < scores["uniform_loss"]
    for one, other in zip(model.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other)
    text = "Patiente fébrile, pas d'œdème."
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    assert tokenizer.decode(ids) == text


@pytest.mark.parametrize("kind", KINDS)
def test_windows_hold_the_notes_in_order_without_padding(kind):
    texts = ["Pas de fièvre. " * 30, "Toux. " * 30]
    tokenizer = p.train_tokenizer(texts, TINY[kind])
    rows = p.windows(texts, tokenizer, TINY[kind])
    assert rows.shape[1] == TINY[kind].window
    assert (rows != p.PAD).all()
    inner = rows[:, 1:-1] if kind == "encoder" else rows
    flat = [i for i in inner.ravel().tolist() if i >= len(p.SPECIAL)]
    assert "".join(texts).startswith(tokenizer.decode(flat)[:200])


@pytest.mark.parametrize("rate", [0.15, 0.3])
def test_masking_disturbs_the_share_it_says_and_never_a_special_token(rate):
    rng = torch.Generator().manual_seed(0)
    ids = torch.randint(0, 400, (200, 100), generator=rng)
    inputs, chosen = p.mask_tokens(ids, rng, 400, rate)
    eligible = ids >= len(p.SPECIAL)
    n = int(eligible.sum())
    assert abs(chosen.sum().item() / n - rate) < 5 * (rate * (1 - rate) / n) ** 0.5
    assert not (chosen & ~eligible).any()
    assert torch.equal(inputs[~chosen], ids[~chosen])
    masked = (inputs[chosen] == p.MASK).float().mean().item()
    assert abs(masked - 0.8) < 5 * (0.16 / chosen.sum().item()) ** 0.5


def test_the_future_does_not_change_the_past_of_the_causal_model():
    model = p.new_model(TINY["causal"]).eval()
    ids = torch.randint(7, 400, (1, 12))
    other = ids.clone()
    other[0, 8:] = 9
    with torch.inference_mode():
        one, two = model(ids).logits, model(other).logits
    assert torch.allclose(one[0, :8], two[0, :8], atol=1e-5)
    assert not torch.allclose(one[0, 8:], two[0, 8:], atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shipped_is_what_its_checksums_and_cards_say(kind):
    folder = model_folder(kind)
    lines = (folder / "CHECKSUMS").read_text(encoding="utf-8").splitlines()
    names = {line.split("  ")[1] for line in lines}
    assert names == {path.name for path in folder.iterdir()} - {"CHECKSUMS"}
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    record = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    assert p.Recipe(**record["recipe"]) == p.RECIPES[kind]
    for language in ("en", "fr"):
        card = (folder / f"model_card.{language}.md").read_text(encoding="utf-8")
        assert card == model_card(p.RECIPES[kind], record["scores"], language)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 5_000_000


def test_the_shipped_encoder_fills_masks_better_than_the_commonest_token():
    model, tokenizer = load_encoder()
    recipe = p.RECIPES["encoder"]
    _train, notes = p.corpus(replace(recipe, notes=1, triage=1, unlabelled=1, held_out=40))
    rows = p.windows(notes, tokenizer, recipe)
    loss = p.evaluate(model, rows, recipe)
    share = np.bincount(rows.ravel(), minlength=recipe.vocab_size)[len(p.SPECIAL) :]
    share = share[share > 0] / share.sum()
    assert loss < -(share * np.log(share)).sum()


def test_padding_never_changes_what_the_encoder_says():
    model, tokenizer = load_encoder(head="classifier", num_labels=3)
    short, long = "Patiente fébrile.", "Patient vu ce jour pour douleur thoracique, pas de dyspnée."
    with torch.inference_mode():
        alone = model(**tokenizer([short], return_tensors="pt")).logits[0]
        padded = model(**tokenizer([short, long], padding=True, return_tensors="pt")).logits[0]
    assert torch.allclose(alone, padded, atol=1e-4)


def test_the_shipped_causal_model_writes_and_is_seeded():
    from labkit.text.chat import ChatClient

    model, tokenizer = load_causal()
    assert model.config.n_positions == p.RECIPES["causal"].context
    one, two = (
        ChatClient("tiny", backend="tiny").complete("Patiente de", temperature=1, max_tokens=12, seed=3).text
        for _ in range(2)
    )
    assert one == two
    assert len(tokenizer(one)["input_ids"]) > 3


def test_embeddings_have_a_row_a_text_whatever_the_batch():
    texts = ["Toux.", "Pas de fièvre, EP éliminée.", "No fever."]
    vectors = embed(texts)
    assert vectors.shape == (3, p.RECIPES["encoder"].width)
    np.testing.assert_allclose(embed(texts, batch_size=1), vectors, atol=1e-4)
    assert embed([]).shape == (0, p.RECIPES["encoder"].width)


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: model_folder("decoder"), ValueError, "decoder"),
        (lambda: load_encoder(head="tail"), ValueError, "masked, classifier, none"),
    ],
)
def test_bad_input_is_named(call, error, says):
    with pytest.raises(error, match=says):
        call()


def test_a_model_that_is_not_there_names_the_command(monkeypatch, tmp_path):
    monkeypatch.delenv("LABKIT_CONTENT", raising=False)
    monkeypatch.setattr("labkit.content._PACKAGE", tmp_path / "lib" / "site-packages" / "labkit")
    with pytest.raises(FileNotFoundError, match="python -m labkit.text.pretrain causal"):
        model_folder("causal")
