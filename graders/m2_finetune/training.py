"""The network as the notebook makes it, one step of its training, and the risks that it reads."""


def new_model(seed, learning_rate=1e-3):
    """The network and tokenizer as the notebook's `new_model` makes them, and the optimizer."""
    import torch

    from labkit.text import load_encoder

    torch.manual_seed(seed)
    network, tokenizer = load_encoder(head="classifier", num_labels=2, hidden_dropout_prob=0.1)
    tokenizer.truncation_side = "left"
    return (network.train(), tokenizer), torch.optim.AdamW(network.parameters(), lr=learning_rate)


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


def risk_of(model, texts, column=1, hide_padding=True):
    import torch

    model[0].eval()
    return torch.softmax(logits_of(model, texts, hide_padding), dim=1)[:, column].tolist()
