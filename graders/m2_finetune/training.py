"""The network as the notebook's `new_model` makes it, one step of its training, and the risks that it reads."""

import copy
from functools import cache

LEARNING_RATE = 2e-3


@cache
def _first_layer():
    """The first layer of the shipped encoder and its tokenizer: enough to learn ten notes by heart, in a third of a second."""
    from labkit.text import load_encoder

    network, tokenizer = load_encoder(
        head="classifier", num_labels=2, num_hidden_layers=1, hidden_dropout_prob=0.1
    )
    tokenizer.truncation_side = "left"
    return network, tokenizer


def new_model(seed, learning_rate=LEARNING_RATE):
    """The network and tokenizer as the notebook's `new_model` makes them, and the optimizer."""
    import torch

    first_layer, tokenizer = _first_layer()
    torch.manual_seed(seed)
    network = copy.deepcopy(first_layer).train()
    network.classifier.reset_parameters()
    return (network, tokenizer), torch.optim.AdamW(network.parameters(), lr=learning_rate)


def logits_of(model, texts, hide_padding=True):
    network, tokenizer = model
    batch = tokenizer(list(texts), padding=True, truncation=True, max_length=112, return_tensors="pt")
    read = network.bert(**batch).last_hidden_state
    if hide_padding:
        read = read.masked_fill(batch["attention_mask"].unsqueeze(-1) == 0, -1e4)
    return network.classifier(read.max(dim=1).values)


def one_step(model, optimizer, texts, labels, hide_padding=True):
    import torch

    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(logits_of(model, texts, hide_padding), torch.tensor(labels))
    loss.backward()
    optimizer.step()
    return loss.item()


def trained(texts, labels, seed, steps=20, hide_padding=True):
    """A new model after some steps, each on all the notes at once."""
    model, optimizer = new_model(seed)
    for _ in range(steps):
        one_step(model, optimizer, texts, labels, hide_padding)
    return model


def risk_of(model, texts, column=1, hide_padding=True):
    import torch

    model[0].eval()
    with torch.inference_mode():
        return torch.softmax(logits_of(model, texts, hide_padding), dim=1)[:, column].tolist()
