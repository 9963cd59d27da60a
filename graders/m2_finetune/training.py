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


def strange(texts, words, draws, alone, phrases):
    """Those of `words` that share no piece with `texts`, at a text's beginning or within it; and phrases of four of them."""
    import numpy as np

    _, tokenizer = _first_layer()

    def pieces(text):
        return set(tokenizer(text, add_special_tokens=False)["input_ids"])

    learned = set().union(*map(pieces, texts))
    others = [word for word in words if not (pieces(word) | pieces(f" {word}")) & learned]
    rng = np.random.default_rng(draws)
    return others[:alone] + [" ".join(rng.choice(others, 4)) for _ in range(phrases)]


def odds_of_trainings(texts, labels, notes, seeds):
    """Log-odds of `notes` in trainings that leave no number out, so that chance has less of a say: shape (seeds, notes)."""
    import numpy as np

    risks = []
    for seed in seeds:
        model, optimizer = new_model(seed)
        model[0].eval()
        for _ in range(20):
            one_step(model, optimizer, texts, labels)
        risks.append(risk_of(model, notes))
    kept = np.clip(risks, 1e-6, 1 - 1e-6)
    return np.log(kept / (1 - kept))


def agreement(odds, notes, texts, labels):
    """Of two trainings with the others, on average over the pairs."""
    import numpy as np

    from labkit.tasks.criteria.beyond_letters import beyond_letters

    pairs = [
        (odds[i : i + 2].mean(axis=0), np.delete(odds, [i, i + 1], axis=0)) for i in range(0, len(odds), 2)
    ]
    return np.mean([beyond_letters(two, rest.mean(axis=0), notes, texts, labels) for two, rest in pairs])


def learned_alike(texts, labelings, seed, least, **words):
    """The first labels on which trainings agree well enough about strange words to say what a training makes of them; else the best."""
    notes, found = strange(texts, **words), {}
    for labels in labelings:
        odds = odds_of_trainings(texts, labels, notes, range(seed, seed + 8))
        found[agreement(odds, notes, texts, labels)] = labels, odds.mean(axis=0)
        if max(found) >= least:
            break
    labels, odds = found[max(found)]
    return {"labels": labels, "notes": notes, "odds": odds.round(3).tolist()}


if __name__ == "__main__":  # see elsewhere.py
    import json
    import sys

    import torch

    torch.set_num_threads(1)
    json.dump(learned_alike(**json.load(sys.stdin)), sys.stdout)
