"""Pretraining the small models: corpus, tokenizer, masked and causal objectives, in one readable loop.

BERT: Devlin et al. 2019, NAACL (of the tokens chosen 80 % masked, 10 % replaced, 10 % kept). 20 % are chosen rather than
15 %: on a short budget more predictions a step learn faster (Wettig et al. 2023, EACL). GPT-2: Radford et al. 2019.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, pi
from typing import Any

import numpy as np

from labkit.text.models.shipped import transformers_and_torch

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[BOS]", "[EOS]")
PAD, UNK, CLS, SEP, MASK, BOS, EOS = range(len(SPECIAL))


@dataclass(frozen=True)
class Recipe:
    """Everything that determines a pretrained model, besides the libraries' versions.

    ``notes`` are of all kinds, ``triage`` full triage notes, ``unlabelled`` the short ones of `generate_triage`, whose
    labels the model never sees.
    """

    kind: str
    notes: int = 3500
    triage: int = 2500
    vocab_size: int = 3000
    width: int = 128
    layers: int = 4
    heads: int = 4
    context: int = 128
    window: int = 128
    batch: int = 8
    steps: int = 1900
    learning_rate: float = 1.5e-3
    warm_up: int = 60
    mask_rate: float = 0.3
    dropout: float = 0.0
    spread: float = 0.05
    random_state: int = 20260
    held_out: int = 300
    unlabelled: int = 0


RECIPES = {
    "encoder": Recipe("encoder", notes=1500, triage=1000, unlabelled=8000, steps=4000, mask_rate=0.2),
    "causal": Recipe("causal", layers=3, steps=1500, learning_rate=2e-3),
}


def corpus(recipe: Recipe) -> tuple[list[str], list[str]]:
    """Training and held-out notes in both languages: all kinds, and more triage notes, which the labs fine-tune on.

    Most are the short notes of `generate_triage`, without their labels: a ward has many notes and few labelled ones.
    """
    from labkit.data.notes import generate_notes, generate_triage

    mixed = generate_notes(recipe.notes, random_state=recipe.random_state).frame["text"].tolist()
    triage = (
        generate_notes(recipe.triage, random_state=recipe.random_state + 1, kinds=["triage"])
        .frame["text"]
        .tolist()
    )
    held_out = generate_notes(recipe.held_out, random_state=recipe.random_state + 2).frame["text"].tolist()
    if recipe.unlabelled:
        short = generate_triage(recipe.unlabelled, random_state=recipe.random_state + 3, language="both")
        triage += short["text"].tolist()
    return mixed + triage, held_out


def train_tokenizer(texts: list[str], recipe: Recipe) -> Any:
    """Byte-level BPE with both models' special tokens, as a fast tokenizer of transformers."""
    from labkit.text.tokens import LibraryTokenizer

    transformers, _torch = transformers_and_torch()
    from tokenizers import processors

    library = LibraryTokenizer.train(texts, recipe.vocab_size, special_tokens=SPECIAL).tokenizer
    if recipe.kind == "encoder":
        library.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]",
            pair="[CLS] $A [SEP] $B:1 [SEP]:1",
            special_tokens=[("[CLS]", CLS), ("[SEP]", SEP)],
        )
        names = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
    else:
        library.post_processor = processors.TemplateProcessing(
            single="[BOS] $A", special_tokens=[("[BOS]", BOS)]
        )
        names = {"pad": "[PAD]", "unk": "[UNK]", "bos": "[BOS]", "eos": "[EOS]"}
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=library,
        model_max_length=recipe.context,
        clean_up_tokenization_spaces=False,
        **{f"{name}_token": token for name, token in names.items()},
    )


def new_model(recipe: Recipe) -> Any:
    """An untrained model of the recipe's shape."""
    transformers, torch = transformers_and_torch()
    torch.manual_seed(recipe.random_state)
    if recipe.kind == "encoder":
        config = transformers.BertConfig(
            vocab_size=recipe.vocab_size, hidden_size=recipe.width, num_hidden_layers=recipe.layers,
            num_attention_heads=recipe.heads, intermediate_size=4 * recipe.width, max_position_embeddings=recipe.context,
            type_vocab_size=2, pad_token_id=PAD, initializer_range=recipe.spread,
            hidden_dropout_prob=recipe.dropout, attention_probs_dropout_prob=recipe.dropout,
        )  # fmt: skip
        return transformers.BertForMaskedLM(config)
    config = transformers.GPT2Config(
        vocab_size=recipe.vocab_size, n_embd=recipe.width, n_layer=recipe.layers, n_head=recipe.heads,
        n_positions=recipe.context, resid_pdrop=recipe.dropout, embd_pdrop=recipe.dropout, attn_pdrop=recipe.dropout,
        bos_token_id=BOS, eos_token_id=EOS, pad_token_id=PAD,
    )  # fmt: skip
    return transformers.GPT2LMHeadModel(config)


def windows(texts: list[str], tokenizer: Any, recipe: Recipe) -> np.ndarray:
    """Notes' tokens in windows of equal length, shape (n, window): no padding, so no step is spent on it.

    A window of the encoder is ``[CLS] ... [SEP]``; the causal model reads notes one after another, ``[BOS] ... [EOS]``.
    """
    inner = recipe.window - 2 if recipe.kind == "encoder" else recipe.window
    opening, closing = (CLS, SEP) if recipe.kind == "encoder" else (BOS, EOS)
    rows: list[np.ndarray] = []
    stream: list[int] = []
    for ids in tokenizer.backend_tokenizer.encode_batch(texts, add_special_tokens=False):
        stream += [*ids.ids, SEP] if recipe.kind == "encoder" else [BOS, *ids.ids, EOS]
    for start in range(0, len(stream) - inner + 1, inner):
        piece = stream[start : start + inner]
        rows.append(np.array([opening, *piece, closing] if recipe.kind == "encoder" else piece))
    return np.stack(rows)


def cooccurrence_vectors(rows: np.ndarray, recipe: Recipe, reach: int = 4) -> np.ndarray:
    """First vectors of the tokens, shape (vocab_size, width): their company within `reach` tokens, reduced.

    Positive pointwise mutual information and a truncated SVD (Levy and Goldberg 2014, NeurIPS). An encoder that starts
    from random vectors spends most of a short budget finding out which tokens keep company at all.
    """
    from scipy.sparse import coo_array
    from sklearn.decomposition import TruncatedSVD

    counts = coo_array((recipe.vocab_size, recipe.vocab_size))
    for distance in range(1, reach + 1):
        left, right = rows[:, :-distance].ravel(), rows[:, distance:].ravel()
        pair = coo_array((np.ones(left.size), (left, right)), shape=counts.shape)
        counts = counts + pair + pair.T
    counts = coo_array(counts)
    counts.sum_duplicates()
    total = counts.data.sum()
    often = np.asarray(counts.sum(axis=1)).ravel()
    information = np.log(counts.data * total / (often[counts.row] * often[counts.col]))
    positive = coo_array((np.maximum(information, 0), (counts.row, counts.col)), shape=counts.shape).tocsr()
    vectors = TruncatedSVD(recipe.width, random_state=recipe.random_state).fit_transform(positive)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return (vectors * recipe.spread * np.sqrt(recipe.width)).astype(np.float32)


def mask_tokens(ids: Any, rng: Any, vocab_size: int, rate: float) -> tuple[Any, Any]:
    """BERT's masking: inputs with a share `rate` of the tokens disturbed, and which ones (boolean, same shape)."""
    _transformers, torch = transformers_and_torch()
    chosen = (torch.rand(ids.shape, generator=rng) < rate) & (ids >= len(SPECIAL))
    how = torch.rand(ids.shape, generator=rng)
    inputs = ids.clone()
    inputs[chosen & (how < 0.8)] = MASK
    swapped = chosen & (how >= 0.9)
    inputs[swapped] = torch.randint(len(SPECIAL), vocab_size, ids.shape, generator=rng)[swapped]
    return inputs, chosen


def loss_of(model: Any, ids: Any, recipe: Recipe, rng: Any) -> Any:
    """Mean cross-entropy of a batch, shape (batch, window): of the masked tokens, or of each next token."""
    _transformers, torch = transformers_and_torch()
    if recipe.kind == "causal":
        return model(input_ids=ids, labels=ids).loss
    inputs, chosen = mask_tokens(ids, rng, recipe.vocab_size, recipe.mask_rate)
    hidden = model.bert(input_ids=inputs).last_hidden_state  # (batch, window, width)
    # The vocabulary's scores of the masked tokens only: a third of the work.
    return torch.nn.functional.cross_entropy(model.cls(hidden[chosen]), ids[chosen])


def batches(rows: np.ndarray, recipe: Recipe) -> Iterator[Any]:
    """Endless shuffled batches, the same ones for the same seed."""
    _transformers, torch = transformers_and_torch()
    rng = np.random.default_rng(recipe.random_state)
    while True:
        order = rng.permutation(len(rows))
        for start in range(0, len(order) - recipe.batch + 1, recipe.batch):
            yield torch.from_numpy(rows[order[start : start + recipe.batch]])


def pretrain(
    recipe: Recipe, report: Callable[[int, float], None] = lambda step, loss: None
) -> tuple[Any, Any, dict[str, float]]:
    """Train a tokenizer and a model from nothing.

    Parameters
    ----------
    recipe : Recipe
    report : callable
        Called every 50 steps with the step and the mean training loss since the last call.

    Returns
    -------
    model, tokenizer, scores
        Scores: held-out loss and perplexity, the uniform guess's loss for comparison, tokens read, parameters.
    """
    _transformers, torch = transformers_and_torch()
    torch.set_num_threads(1)
    texts, held_out = corpus(recipe)
    tokenizer = train_tokenizer(texts, recipe)
    rows = windows(texts, tokenizer, recipe)
    model = new_model(recipe)
    if recipe.kind == "encoder":
        with torch.no_grad():
            model.bert.embeddings.word_embeddings.weight.copy_(
                torch.from_numpy(cooccurrence_vectors(rows, recipe))
            )
    optimizer = torch.optim.AdamW(model.parameters(), lr=recipe.learning_rate, weight_decay=0.01)
    rng = torch.Generator().manual_seed(recipe.random_state)
    model.train()
    recent = []
    for step, ids in zip(range(1, recipe.steps + 1), batches(rows, recipe), strict=False):
        progress = (step - recipe.warm_up) / max(1, recipe.steps - recipe.warm_up)
        scale = step / recipe.warm_up if step <= recipe.warm_up else 0.5 * (1 + cos(pi * progress))
        optimizer.param_groups[0]["lr"] = recipe.learning_rate * scale
        loss = loss_of(model, ids, recipe, rng)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        recent.append(loss.item())
        if step % 50 == 0:
            report(step, float(np.mean(recent)))
            recent = []
    loss = evaluate(model, windows(held_out, tokenizer, recipe), recipe)
    return model.eval(), tokenizer, {
        "held_out_loss": loss,
        "held_out_perplexity": float(np.exp(loss)),
        "uniform_loss": float(np.log(recipe.vocab_size)),
        "tokens_read": float(recipe.steps * recipe.batch * recipe.window),
        "tokens_in_corpus": float(rows.size),
        "parameters": float(sum(p.numel() for p in model.parameters())),
    }  # fmt: skip


def evaluate(model: Any, rows: np.ndarray, recipe: Recipe) -> float:
    """Mean loss over `rows`, the same masks for every model."""
    _transformers, torch = transformers_and_torch()
    rng = torch.Generator().manual_seed(0)
    model.eval()
    with torch.inference_mode():
        losses = [
            loss_of(model, torch.from_numpy(rows[start : start + 64]), recipe, rng).item()
            for start in range(0, len(rows), 64)
        ]
    return float(np.mean(losses))
