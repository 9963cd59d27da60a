"""Small transformers models of labkit's own: loading what is shipped, and how it was pretrained."""

from labkit.text.models.shipped import Shipped, embed, load_causal, load_encoder, model_folder

__all__ = ["Shipped", "embed", "load_causal", "load_encoder", "model_folder"]
