"""labkit's own small models, as they are shipped: a French and English encoder and a causal model."""

from pathlib import Path
from typing import Any, NamedTuple

from labkit.content import data_file
from labkit.evaluate.inputs import settings
from labkit.language import catalogue

_ = catalogue("text")
IMPORTED_LATE = (
    "torch",
    "transformers:BertForMaskedLM",
    "transformers:GPT2LMHeadModel",
    "transformers:PreTrainedTokenizerFast",
)

KINDS = ("encoder", "causal")


class Shipped(NamedTuple):
    """A model in evaluation mode, in 32-bit floats, and its tokenizer (both of transformers)."""

    model: Any
    tokenizer: Any


def model_folder(kind: str) -> Path:
    """Folder of a shipped model: ``data/models/<kind>`` in a checkout, the same under ``labkit/_content`` in a wheel.

    Raises
    ------
    ValueError
        For a kind that is none of ``encoder`` and ``causal``.
    FileNotFoundError
        If it is not there, with the command that rebuilds it.
    """
    if kind not in KINDS:
        raise ValueError(_("kind must be 'encoder' or 'causal', not {kind!r}.").format(kind=kind))
    weights = data_file("models", kind, "model.safetensors")
    if weights is not None:
        return weights.parent
    raise FileNotFoundError(
        _("The {kind} model is not there. Rebuild it: python -m labkit.text.pretrain {kind}").format(
            kind=kind
        )
    )


def transformers_and_torch() -> tuple[Any, Any]:
    """The two libraries, with a message for people who have not installed them; one thread, as measured best in labs."""
    try:
        import torch
        import transformers
    except ImportError as error:
        raise ImportError(_("This needs torch and transformers. Install labkit[transformers].")) from error
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    return transformers, torch


def _load(kind: str, folder: str | Path | None, architecture: str) -> Shipped:
    transformers, torch = transformers_and_torch()
    path = str(folder or model_folder(kind))
    model = getattr(transformers, architecture).from_pretrained(
        path, dtype=torch.float32, local_files_only=True
    )
    tokenizer = transformers.PreTrainedTokenizerFast.from_pretrained(path, local_files_only=True)
    return Shipped(model.eval(), tokenizer)


def load_encoder(folder: str | Path | None = None, head: str = "masked", **options: Any) -> Shipped:
    """The encoder (BERT, 4 layers of 128), pretrained by masking on labkit's own notes.

    Parameters
    ----------
    folder : path, optional
        Another model of the same kind.
    head : {"masked", "classifier", "none"}
        ``"masked"`` fills masks, ``"classifier"`` has a new, untrained head (pass ``num_labels``), ``"none"`` gives hidden
        states only.
    **options
        Passed to transformers' ``from_pretrained`` (``num_labels``, ...).

    Returns
    -------
    Shipped
        ``(model, tokenizer)``.
    """
    heads = {"masked": "BertForMaskedLM", "classifier": "BertForSequenceClassification", "none": "BertModel"}
    if head not in heads:
        raise ValueError(
            _("head must be one of {heads}, not {head!r}.").format(heads=", ".join(heads), head=head)
        )
    if not options:
        return _load("encoder", folder, heads[head])
    transformers, torch = transformers_and_torch()
    path = str(folder or model_folder("encoder"))
    model = getattr(transformers, heads[head]).from_pretrained(
        path, dtype=torch.float32, local_files_only=True, **options
    )
    return Shipped(
        model.eval(), transformers.PreTrainedTokenizerFast.from_pretrained(path, local_files_only=True)
    )


def load_causal(folder: str | Path | None = None) -> Shipped:
    """The causal model (GPT-2, 3 layers of 128), pretrained on labkit's own notes; ``(model, tokenizer)``."""
    return _load("causal", folder, "GPT2LMHeadModel")


def embed(
    texts: list[str], folder: str | Path | None = None, max_length: int = 128, batch_size: int = 32
) -> Any:
    """Mean of the encoder's last hidden states over each text's tokens, shape (n, 128): an encoder for `DenseIndex`.

    A small model pretrained by masking is no sentence model: expect less than BM25, and measure it.
    """
    import numpy as np

    max_length = settings.whole(max_length, "max_length", least=1)
    batch_size = settings.whole(batch_size, "batch_size", least=1)

    model, tokenizer = load_encoder(folder, head="none")
    _transformers, torch = transformers_and_torch()
    vectors = []
    with torch.inference_mode():
        for start in range(0, len(texts), batch_size):
            batch = tokenizer(
                list(texts[start : start + batch_size]),
                padding=True,
                truncation=True,
                max_length=max_length,
                return_tensors="pt",
            )
            hidden = model(**batch).last_hidden_state
            mask = batch["attention_mask"].unsqueeze(-1)
            vectors.append(((hidden * mask).sum(1) / mask.sum(1)).numpy())
    return np.concatenate(vectors) if vectors else np.empty((0, model.config.hidden_size), dtype=np.float32)
