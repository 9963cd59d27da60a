"""Tasks of lab m2_finetune, builder path; the explorer's decisions stand in ``m2_finetune_decisions.py``.

Formulas: Devlin et al., NAACL 2019 (only hidden tokens count in the loss); Prechelt, in Neural Networks: Tricks of the
Trade, 1998 (early stopping); Zhang et al., ICLR 2017 (networks learn shuffled labels by heart); Newcombe, Stat Med
1998;17:2635 (paired differences).
"""

import m2_finetune_decisions
import numpy as np
import pandas as pd

from labkit.tasks import Judge, LabGrader, Text, Tolerance, case, laws

grader = LabGrader("m2_finetune")


# ---- 1. truncation that keeps the conclusion -----------------------------------------------------------------------

keep_conclusion = grader.function(
    "keep_conclusion",
    points=2,
    forbids=["labkit.text.truncate", "labkit.text.fit_sections"],
    why=Text(
        "Right. A model never says that it did not read the end: whoever cuts chooses which patients are misread. In these notes "
        'the red flag of a "late" note stands in the last sentence.',
        "Juste. Un modèle ne dit jamais qu'il n'a pas lu la fin : qui coupe choisit les patients mal lus. Dans ces notes, le signe "
        "d'alarme d'une note « tardive » est dans la dernière phrase.",
    ),
    hints=[
        Text(
            "A note that fits the budget must come back unchanged: test that first.",
            "Une note qui tient dans le budget doit revenir inchangée : testez cela d'abord.",
        ),
        Text(
            "Keep token_ids[0]: the encoder has never read a note without it. How many places are left for the end?",
            "Gardez token_ids[0] : l'encodeur n'a jamais lu de note sans lui. Combien de places reste-t-il pour la fin ?",
        ),
        Text(
            "For a note that is too long: token_ids[:1] + token_ids[len(token_ids) - (budget - 1):]. Why not [-(budget - 1):]? Try a "
            "budget of 1.",
            "Pour une note trop longue : token_ids[:1] + token_ids[len(token_ids) - (budget - 1):]. Pourquoi pas [-(budget - 1):] ? "
            "Essayez un budget de 1.",
        ),
    ],
    laws=[
        laws.known(
            {"token_ids": [2, 10, 11, 3], "budget": 8},
            [2, 10, 11, 3],
            Text(
                "A note of four tokens fits in eight: nothing may be lost or added.",
                "Une note de quatre jetons tient dans huit : rien ne doit être perdu ni ajouté.",
            ),
        ),
        laws.known(
            {"token_ids": [2, 10, 11, 3], "budget": 1},
            [2],
            Text(
                "A budget of 1: [CLS] takes the only place, nothing is left for the end. (In Python, -0 is 0: list[-0:] is the "
                "whole list.)",
                "Un budget de 1 : [CLS] prend la seule place, il ne reste rien pour la fin. (En Python, -0 vaut 0 : liste[-0:] est "
                "la liste entière.)",
            ),
        ),
        laws.idempotent(
            "token_ids",
            Text(
                "Cutting a note that was already cut must change nothing.",
                "Couper une note déjà coupée ne doit rien changer.",
            ),
        ),
    ],
)


@keep_conclusion.reference
def first_and_last(token_ids, budget):
    token_ids = list(token_ids)
    return token_ids if len(token_ids) <= budget else token_ids[:1] + token_ids[len(token_ids) - budget + 1 :]


@keep_conclusion.alternative
def by_dropping(token_ids, budget):
    kept = list(token_ids)
    while len(kept) > budget:
        del kept[1]
    return kept


@keep_conclusion.alternative
def by_positions(token_ids, budget):
    too_many = max(0, len(token_ids) - budget)
    return [token for place, token in enumerate(token_ids) if place == 0 or place > too_many]


@keep_conclusion.mutant(
    "head_matters_most",
    Text(
        "You keep the head of the note: the age and the vital signs. In a note, what decides often comes last: this cut throws the "
        "conclusion away, and the patient's red flag with it.",
        "Vous gardez le début de la note : l'âge et les constantes. Dans une note, ce qui décide vient souvent à la fin : cette coupe "
        "jette la conclusion, et avec elle le signe d'alarme du patient.",
    ),
)
def head_matters_most(token_ids, budget):
    return list(token_ids)[:budget]


@keep_conclusion.mutant(
    "head_with_separator",
    Text(
        "The note is properly closed, but it is still its head that you keep (what libraries do by default): the conclusion is lost.",
        "La note est bien fermée, mais c'est encore son début que vous gardez (ce que font les bibliothèques par défaut) : la "
        "conclusion est perdue.",
    ),
)
def head_with_separator(token_ids, budget):
    token_ids = list(token_ids)
    return token_ids if len(token_ids) <= budget else token_ids[: budget - 1] + token_ids[-1:]


@keep_conclusion.mutant(
    "decision_token_lost",
    Text(
        "The conclusion is there, the first token is gone: every text the encoder has read began with [CLS], this one does not.",
        "La conclusion y est, le premier jeton a disparu : tous les textes que l'encodeur a lus commençaient par [CLS], pas celui-ci.",
    ),
)
def decision_token_lost(token_ids, budget):
    return list(token_ids)[-budget:]


@keep_conclusion.mutant(
    "one_too_many",
    Text(
        "The result is one token longer than the budget: [CLS] takes a place too, and a model refuses position 129 of 128.",
        "Le résultat dépasse le budget d'un jeton : [CLS] prend une place aussi, et un modèle refuse la position 129 sur 128.",
    ),
)
def one_too_many(token_ids, budget):
    token_ids = list(token_ids)
    return token_ids if len(token_ids) <= budget else token_ids[:1] + token_ids[-budget:]


@keep_conclusion.mutant(
    "half_and_half",
    Text(
        "You keep half of the beginning and half of the end. A fair idea, but here the whole budget after [CLS] goes to the end.",
        "Vous gardez une moitié du début et une moitié de la fin. L'idée se défend, mais ici tout le budget après [CLS] va à la fin.",
    ),
)
def half_and_half(token_ids, budget):
    token_ids, half = list(token_ids), budget // 2
    return token_ids if len(token_ids) <= budget else token_ids[:half] + token_ids[-(budget - half) :]


@keep_conclusion.mutant(
    "minus_zero",
    Text(
        "Right until the budget is 1: then -(budget - 1) is -0, and token_ids[-0:] is the whole note, longer than the budget. Count "
        "from the beginning: len(token_ids) - (budget - 1).",
        "Juste, sauf avec un budget de 1 : alors -(budget - 1) vaut -0, et token_ids[-0:] est la note entière, plus longue que le "
        "budget. Comptez depuis le début : len(token_ids) - (budget - 1).",
    ),
)
def minus_zero(token_ids, budget):
    token_ids = list(token_ids)
    return token_ids if len(token_ids) <= budget else token_ids[:1] + token_ids[-(budget - 1) :]


@keep_conclusion.cases
def notes_in_tokens(rng):
    for length, budget in ((6, 12), (12, 12), (13, 12), (30, 12), (47, 12), (9, 2), (7, 1)):
        yield case(token_ids=[2, *(int(i) for i in rng.integers(10, 3000, length - 2)), 3], budget=budget)


# ---- 2. masked loss ------------------------------------------------------------------------------------------------

masked_loss = grader.function(
    "masked_loss",
    points=1,
    why=Text(
        "Right. Padding is there for the machine, not for the patient: with a loss that counts it, the same note weighs more or less "
        "according to its neighbours in the batch.",
        "Juste. Le remplissage est là pour la machine, pas pour le patient : si la perte le compte, la même note pèse plus ou moins "
        "selon ses voisines dans le lot.",
    ),
    hints=[
        Text(
            "Multiplying by the mask puts zeros where nothing counts. What do you divide by?",
            "Multiplier par le masque met des zéros là où rien ne compte. Par quoi diviser ?",
        ),
        Text(
            "Divide the sum of the losses that count by how many count: mask.sum().",
            "Divisez la somme des pertes qui comptent par leur nombre : mask.sum().",
        ),
        Text(
            "(losses * mask).sum() is the sum; divide it by mask.sum(), and return it.",
            "(losses * mask).sum() est la somme ; divisez-la par mask.sum(), et renvoyez le résultat.",
        ),
    ],
    laws=[
        laws.known(
            {
                "losses": np.array([[1.0, 3.0, 100.0], [5.0, 100.0, 100.0]]),
                "mask": np.array([[1, 1, 0], [1, 0, 0]]),
            },
            3.0,
            Text(
                "Three tokens count, with losses 1, 3 and 5: their mean can be worked out by hand, and the 100s are padding.",
                "Trois jetons comptent, de pertes 1, 3 et 5 : leur moyenne se calcule à la main, et les 100 sont du remplissage.",
            ),
        ),
        laws.known(
            {
                "losses": np.array([[1.0, 3.0, 100.0, 70.0, 9.0], [5.0, 100.0, 100.0, 60.0, 8.0]]),
                "mask": np.array([[1, 1, 0, 0, 0], [1, 0, 0, 0, 0]]),
            },
            3.0,
            Text(
                "The same two notes in a wider batch: more padding must not change the loss.",
                "Les deux mêmes notes dans un lot plus large : plus de remplissage ne doit pas changer la perte.",
            ),
        ),
        laws.permutation_invariant(["losses", "mask"]),
        laws.replication_invariant(["losses", "mask"]),
    ],
)


@masked_loss.reference
def mean_of_what_counts(losses, mask):
    return float((losses * mask).sum() / mask.sum())


@masked_loss.alternative
def by_selection(losses, mask):
    return np.asarray(losses)[np.asarray(mask) == 1].mean()


@masked_loss.alternative
def by_average(losses, mask):
    return np.average(losses, weights=mask)


@masked_loss.mutant(
    "padding_counts",
    Text(
        "You average over every place, padding included: a short note beside a long one teaches the model about emptiness.",
        "Vous faites la moyenne de toutes les places, remplissage compris : une note courte à côté d'une longue apprend au modèle le vide.",
    ),
)
def padding_counts(losses, mask):
    return float(np.mean(losses))


@masked_loss.mutant(
    "zeros_in_the_mean",
    Text(
        "The padding is set to 0 and still divides: the loss looks small because much of the batch is empty.",
        "Le remplissage est mis à 0 mais divise encore : la perte paraît petite parce qu'une bonne part du lot est vide.",
    ),
)
def zeros_in_the_mean(losses, mask):
    return float((losses * mask).mean())


@masked_loss.mutant(
    "total",
    Text(
        "That is a sum: a batch twice as large would have twice the loss, and the learning rate would depend on it.",
        "C'est une somme : un lot deux fois plus grand aurait une perte double, et le pas d'apprentissage en dépendrait.",
    ),
)
def total(losses, mask):
    return float((losses * mask).sum())


@masked_loss.mutant(
    "mask_reversed",
    Text(
        'You average what the mask excludes. 1 means "counts".',
        "Vous faites la moyenne de ce que le masque exclut. 1 veut dire « compte ».",
    ),
)
def mask_reversed(losses, mask):
    return float((losses * (1 - mask)).sum() / (1 - mask).sum())


@masked_loss.mutant(
    "mean_of_means",
    Text(
        "A mean for each note, then the mean of those: a token of a short note weighs more than one of a long note. Here each token "
        "that counts weighs the same.",
        "Une moyenne par note, puis la moyenne des moyennes : un jeton d'une note courte pèse plus qu'un jeton d'une note longue. Ici, "
        "chaque jeton qui compte pèse autant.",
    ),
)
def mean_of_means(losses, mask):
    return float(((losses * mask).sum(axis=1) / mask.sum(axis=1)).mean())


@masked_loss.cases
def padded_batches(rng):
    for rows, width in ((3, 6), (5, 9), (4, 12)):
        lengths = rng.permutation(np.linspace(2, width, rows).astype(int))
        mask = (np.arange(width) < lengths[:, None]).astype(int)
        losses = np.round(rng.gamma(2.0, 1.0, (rows, width)), 3)
        yield case(losses=losses, mask=mask)


# ---- 3. ten notes by heart -----------------------------------------------------------------------------------------

# An eleventh note comes twice, with both labels. Over 60 draws each, trainings as below (20 to 40 steps) knew the ten with log-odds of
# at least 2.8 (1.4 are asked for), and the least sure of these by 1.9 or more above the note in doubt (0.5 are asked for).

fine_tune = grader.function(
    "fine_tune",
    points=2,
    judge=Judge("learns_by_heart", {"sure": 0.8, "same": 0.01, "doubt": 0.5}),
    why=Text(
        "Right. Your loop can learn, and stays in doubt where nobody can know; had it failed on ten notes, it would have failed on 500, slowly. Mind: these labels were drawn at random. "
        "A model that knows its own notes has proved nothing about other patients: hence the validation notes.",
        "Juste. Votre boucle sait apprendre, et reste dans le doute là où nul ne peut savoir ; si elle avait échoué sur dix notes, elle aurait échoué sur 500, lentement. Attention : ces "
        "étiquettes étaient tirées au hasard. Un modèle qui connaît ses propres notes n'a rien prouvé sur d'autres patients : d'où les notes "
        "de validation.",
    ),
    hints=[
        Text(
            "The order: torch.manual_seed(seed), then new_model(), then twenty times the four lines of the training cell (loss, zero_grad, "
            "backward, step), then the reading.",
            "L'ordre : torch.manual_seed(seed), puis new_model(), puis vingt fois les quatre lignes de la cellule d'entraînement (perte, "
            "zero_grad, backward, step), puis la lecture.",
        ),
        Text(
            "The labels must be a tensor: torch.tensor(labels). Before reading: network.eval(), or the network goes on leaving numbers out at "
            "random.",
            "Les étiquettes doivent être un tenseur : torch.tensor(labels). Avant de lire : network.eval(), sinon le réseau continue d'omettre "
            "des nombres au hasard.",
        ),
        Text(
            "torch.softmax(logits_of(network, read), dim=1) has two columns, not urgent then urgent: return the second as a list, [:, 1].tolist().",
            "torch.softmax(logits_of(network, read), dim=1) a deux colonnes, non urgent puis urgent : renvoyez la seconde en liste, "
            "[:, 1].tolist().",
        ),
    ],
)


def _start(seed, learning_rate=1e-3):
    """The network and tokenizer as the notebook's `new_model` makes them, and the optimizer."""
    import torch

    from labkit.text import load_encoder

    torch.manual_seed(seed)
    network, tokenizer = load_encoder(head="classifier", num_labels=2, hidden_dropout_prob=0.1)
    tokenizer.truncation_side = "left"
    return (network.train(), tokenizer), torch.optim.AdamW(network.parameters(), lr=learning_rate)


def _logits(model, texts, hide_padding=True):
    network, tokenizer = model
    batch = tokenizer(list(texts), padding=True, truncation=True, max_length=112, return_tensors="pt")
    read = network.bert(**batch).last_hidden_state
    if hide_padding:
        read = read.masked_fill(batch["attention_mask"].unsqueeze(-1) == 0, -1e4)
    return network.classifier(read.max(dim=1).values)


def _step(model, optimizer, texts, labels, hide_padding=True):
    import torch

    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(_logits(model, texts, hide_padding), torch.tensor(labels))
    loss.backward()
    optimizer.step()
    return loss.item()


def _risk(model, texts, column=1, hide_padding=True):
    import torch

    model[0].eval()
    return torch.softmax(_logits(model, texts, hide_padding), dim=1)[:, column].tolist()


@fine_tune.reference
def twenty_full_batches(texts, labels, read, seed):
    model, optimizer = _start(seed)
    for _ in range(20):
        _step(model, optimizer, texts, labels)
    return _risk(model, read)


@fine_tune.alternative
def in_batches_of_six_and_read_one_by_one(texts, labels, read, seed):
    model, optimizer = _start(seed)
    for start in [0, 6] * 15:
        _step(model, optimizer, texts[start : start + 6], labels[start : start + 6])
    return np.array([_risk(model, [text])[0] for text in read])


@fine_tune.alternative
def by_adam_in_an_order_of_its_own(texts, labels, read, seed):
    import torch

    model, _ = _start(seed)
    optimizer = torch.optim.Adam(model[0].parameters(), lr=1e-3)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for _ in range(40):
        _step(model, optimizer, [texts[i] for i in order], [labels[i] for i in order])
    by_length = sorted(range(len(read)), key=lambda i: len(read[i]))
    risks = np.empty(len(read))
    risks[by_length] = _risk(model, [read[i] for i in by_length])
    return risks


@fine_tune.alternative
def thirty_clipped_steps(texts, labels, read, seed):
    import torch

    model, optimizer = _start(seed)
    for _ in range(30):
        optimizer.zero_grad()
        losses = torch.nn.functional.cross_entropy(
            _logits(model, texts), torch.tensor(labels), reduction="none"
        )
        losses.mean().backward()
        torch.nn.utils.clip_grad_norm_(model[0].parameters(), 1.0)
        optimizer.step()
    model[0].eval()
    with torch.inference_mode():
        return _logits(model, read).double().softmax(dim=1)[:, 1]


@fine_tune.mutant(
    "never_steps",
    Text(
        "Flipping every label changes nothing in what you return: the model you read has learned nothing from them. Check the order, zero_grad, "
        "loss, backward, step (step does nothing before backward, nor when zero_grad comes between the two), that you read the network you "
        "trained, not the given `model`, and that you trained it on `texts`.",
        "Inverser toutes les étiquettes ne change rien à ce que vous renvoyez : le modèle que vous lisez n'en a rien appris. Vérifiez l'ordre, "
        "zero_grad, perte, backward, step (step ne fait rien avant backward, ni si zero_grad vient entre les deux), que vous lisez le réseau "
        "que vous avez entraîné et non le `model` donné, et que vous l'avez entraîné sur `texts`.",
    ),
)
def never_steps(texts, labels, read, seed):
    import torch

    model, _ = _start(seed)
    for _ in range(5):
        torch.nn.functional.cross_entropy(_logits(model, texts), torch.tensor(labels)).backward()
    return _risk(model, read)


@fine_tune.mutant(
    "reads_while_learning",
    Text(
        "The same note, read twice in one go, gets two risks: the network is still in its learning mode, where it leaves numbers out at random "
        "(dropout). A patient's risk must not be drawn by lot: say eval() before reading.",
        "La même note, lue deux fois dans un même appel, reçoit deux risques : le réseau est resté en mode d'apprentissage, où il omet des nombres au "
        "hasard (dropout). Le risque d'un patient ne se tire pas au sort : eval() avant de lire.",
    ),
)
def reads_while_learning(texts, labels, read, seed):
    import torch

    model, optimizer = _start(seed)
    for _ in range(20):
        _step(model, optimizer, texts, labels)
    return torch.softmax(_logits(model, read), dim=1)[:, 1].tolist()


@fine_tune.mutant(
    "another_order",
    Text(
        "The risks are there, but not in the order of `read`: each patient gets another's risk. Asked for in another order, the same notes did not "
        "keep their own. If you sort the notes, by length for instance, put the risks back in place.",
        "Les risques y sont, mais pas dans l'ordre de `read` : chaque patient reçoit le risque d'un autre. Demandées dans un autre ordre, les mêmes "
        "notes n'ont pas gardé le leur. Si vous triez les notes, par longueur par exemple, remettez les risques à leur place.",
    ),
)
def another_order(texts, labels, read, seed):
    return twenty_full_batches(texts, labels, sorted(read, key=len), seed)


@fine_tune.mutant(
    "in_no_doubt",
    Text(
        "One note is there twice, with both labels, and comes back as sure as the others. Nobody can know: a model trained on all the notes at each "
        "step stays in doubt about it. A table of the labels does not, nor does the nearest note; steps on one note at a time may keep the last label.",
        "Une note y est deux fois, avec les deux étiquettes, et revient aussi sûre que les autres. Nul ne peut savoir : un modèle entraîné sur toutes "
        "les notes à chaque pas reste dans le doute. Une table des étiquettes, ou la note la plus proche, ne doute pas ; des pas d'une seule note "
        "peuvent retenir la dernière étiquette.",
    ),
)
def looked_up(texts, labels, read, seed):
    known = dict(zip(texts, labels, strict=True))
    chance = [np.random.default_rng([seed, len(text)]).uniform(-0.02, 0.02) for text in read]
    return [0.9 * known.get(text, 0.5) + 0.05 + noise for text, noise in zip(read, chance, strict=True)]


@fine_tune.mutant(
    "left_to_chance",
    Text(
        "The same call, twice, gives two models. The new head of the model is drawn at random: set the seed before it is drawn, and start each "
        "call from a new model. A result that nobody can obtain again cannot be checked.",
        "Le même appel, deux fois, donne deux modèles. La tête neuve du modèle est tirée au hasard : fixez la graine avant ce tirage, et partez "
        "d'un modèle neuf à chaque appel. Un résultat que personne ne peut retrouver ne peut pas être vérifié.",
    ),
)
def left_to_chance(texts, labels, read, seed):
    model, optimizer = _start(int(np.random.default_rng().integers(2**31)))
    for _ in range(20):
        _step(model, optimizer, texts, labels)
    return _risk(model, read)


@fine_tune.mutant(
    "deaf_to_seed",
    Text(
        "Two seeds, one and the same answer: `seed` is not used. Whoever changes it to see how far chance goes (would another draw triage otherwise?) "
        "would be reassured for nothing.",
        "Deux graines, une seule et même réponse : `seed` ne sert pas. Qui la change pour voir jusqu'où va le hasard (un autre tirage trierait-il "
        "autrement ?) serait rassuré à tort.",
    ),
)
def deaf_to_seed(texts, labels, read, seed):
    model, optimizer = _start(0)
    for _ in range(20):
        _step(model, optimizer, texts, labels)
    return _risk(model, read)


@fine_tune.mutant(
    "other_column",
    Text(
        "All ten are read the wrong way round: it has learned them, and you return the risk of not being urgent. Which column is urgent?",
        "Les dix sont lues à l'envers : il les a apprises, et vous renvoyez le risque de ne pas être urgent. Quelle colonne est « urgent » ?",
    ),
)
def other_column(texts, labels, read, seed):
    model, optimizer = _start(seed)
    for _ in range(20):
        _step(model, optimizer, texts, labels)
    return _risk(model, read, column=0)


@fine_tune.mutant(
    "padding_counts",
    Text(
        "A short note has one risk read alone, another beside a long note: its padding speaks. A patient's place in the queue would depend on "
        "who else is waiting. logits_of leaves padding out.",
        "Une note courte a un risque lue seule, un autre à côté d'une longue : son remplissage parle. La place d'un patient dans la file dépendrait "
        "de qui attend avec lui. logits_of laisse le remplissage de côté.",
    ),
)
def neighbours_count(texts, labels, read, seed):
    model, optimizer = _start(seed)
    for _ in range(20):
        _step(model, optimizer, texts, labels, hide_padding=False)
    return _risk(model, read, hide_padding=False)


@fine_tune.mutant(
    "one_note",
    Text(
        "Every note gets the same verdict, and firmly: as if the model had seen one label only. Are all the texts and all the labels in each step?",
        "Toutes les notes reçoivent le même verdict, et fermement : comme si le modèle n'avait vu qu'une étiquette. Tous les textes et toutes les "
        "étiquettes entrent-ils dans chaque pas ?",
    ),
)
def one_note(texts, labels, read, seed):
    model, optimizer = _start(seed)
    for _ in range(20):
        _step(model, optimizer, texts[:1], labels[:1])
    return _risk(model, read)


@fine_tune.mutant(
    "not_by_heart",
    Text(
        "It learns, but does not know all ten: at least 0.8 is asked for if the label is 1, at most 0.2 if it is 0. Three usual reasons: too few steps; gradients of the steps before not cleared "
        "(zero_grad before each backward); labels that are not in the order of the texts.",
        "Il apprend, mais ne sait pas les dix : il faut au moins 0,8 pour une étiquette 1, au plus 0,2 pour une étiquette 0. Trois raisons habituelles : trop peu de pas ; des gradients de pas précédents "
        "qui n'ont pas été effacés (zero_grad avant chaque backward) ; des étiquettes qui ne sont pas dans l'ordre des textes.",
    ),
)
def not_by_heart(texts, labels, read, seed):
    model, optimizer = _start(seed)
    for _ in range(3):
        _step(model, optimizer, texts, labels)
    return _risk(model, read)


@fine_tune.mutant(
    "verdicts",
    Text(
        "You return verdicts, 0 or 1. A risk says how sure the model is: without it nobody can choose the threshold.",
        "Vous renvoyez des verdicts, 0 ou 1. Un risque dit à quel point le modèle est sûr : sans lui, personne ne peut choisir le seuil.",
    ),
)
def verdicts(texts, labels, read, seed):
    model, optimizer = _start(seed)
    for _ in range(20):
        _step(model, optimizer, texts, labels)
    return [int(risk >= 0.5) for risk in _risk(model, read)]


@fine_tune.mutant(
    "shared_out",
    Text(
        "Your risks add up to 1 over the notes, as if the patients shared one emergency out among them. For each note it is its two columns that add "
        "up to 1: dim=1.",
        "Vos risques font 1 au total sur les notes, comme si les patients se partageaient une seule urgence. Pour chaque note, ce sont ses deux "
        "colonnes qui font 1 : dim=1.",
    ),
)
def shared_out(texts, labels, read, seed):
    import torch

    model, optimizer = _start(seed)
    for _ in range(20):
        _step(model, optimizer, texts, labels)
    model[0].eval()
    return torch.softmax(_logits(model, read), dim=0)[:, 1].tolist()


@fine_tune.cases
def ten_notes_with_shuffled_labels(rng):
    from labkit.data import generate_triage

    notes = generate_triage(50, random_state=int(rng.integers(2**31)), language="fr").text.drop_duplicates()
    by_length = sorted(notes, key=len)
    texts = [*by_length[:10], by_length[10], by_length[10]]
    labels = [*(int(label) for label in rng.permutation([0, 1] * 5)), 0, 1]
    order = rng.permutation(len(texts))
    yield case(
        texts=[texts[i] for i in order],
        labels=[labels[i] for i in order],
        read=[by_length[11], by_length[-1]],
        seed=int(rng.integers(1000)),
    )


# ---- 4. early stopping ---------------------------------------------------------------------------------------------

stop_at = grader.function(
    "stop_at",
    points=2,
    forbids=["transformers.EarlyStoppingCallback"],
    why=Text(
        "Right. The rule was written before the training: nobody chose the epoch by looking at the test. Early stopping is the cheapest "
        "cure of overfitting there is.",
        "Juste. La règle a été écrite avant l'entraînement : personne n'a choisi l'époque en regardant le test. L'arrêt précoce est le "
        "remède le moins cher au surapprentissage.",
    ),
    hints=[
        Text(
            "Walk through the losses, remembering the best epoch so far (start with 0).",
            "Parcourez les pertes en retenant la meilleure époque jusque-là (au départ, 0).",
        ),
        Text(
            "When epoch - best reaches `patience` without a lower loss, leave the loop.",
            "Quand époque - meilleure atteint `patience` sans perte plus basse, sortez de la boucle.",
        ),
        Text(
            "Return the best epoch seen, not the one where you stopped.",
            "Renvoyez la meilleure époque vue, pas celle où vous vous êtes arrêté.",
        ),
    ],
    laws=[
        laws.known(
            {"losses": [0.9, 0.7, 0.8, 0.85, 0.1], "patience": 2},
            1,
            Text(
                "Losses 0.9, 0.7, 0.8, 0.85 with a patience of 2: the training is over before the fifth epoch is run.",
                "Pertes 0,9, 0,7, 0,8, 0,85 avec une patience de 2 : l'entraînement est fini avant que la cinquième époque ait lieu.",
            ),
        ),
        laws.known(
            {"losses": [0.9, 0.7, 0.7, 0.8, 0.6], "patience": 2},
            1,
            Text(
                "Losses 0.9, 0.7, 0.7, 0.8 with a patience of 2: an equal loss has not beaten the lowest, so the fifth epoch is not run.",
                "Pertes 0,9, 0,7, 0,7, 0,8 avec une patience de 2 : une perte égale n'a pas battu la plus basse, la cinquième époque n'a donc "
                "pas lieu.",
            ),
        ),
    ],
)


def _walk(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1


@stop_at.reference
def best_before_stopping(losses, patience):
    return _walk(losses, patience)[0]


@stop_at.alternative
def with_a_counter(losses, patience):
    lowest, kept, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, kept, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience:
                break
    return kept


@stop_at.alternative
def with_numpy(losses, patience):
    losses = np.asarray(losses)
    end = next(
        (
            t
            for t in range(patience, len(losses))
            if losses[t - patience + 1 : t + 1].min() >= losses[: t - patience + 1].min()
        ),
        len(losses) - 1,
    )
    return np.argmin(losses[: end + 1])


@stop_at.mutant(
    "sees_the_future",
    Text(
        "You take the lowest loss of all, even after the stop: epochs that were never run. A rule that needs the future is no rule.",
        "Vous prenez la perte la plus basse de toutes, même après l'arrêt : des époques qui n'ont jamais eu lieu. Une règle qui a besoin "
        "de l'avenir n'est pas une règle.",
    ),
)
def sees_the_future(losses, patience):
    return int(np.argmin(losses))


@stop_at.mutant(
    "longer_is_better",
    Text(
        "You keep the last epoch: the longer, the better. From some epoch on, the model learns the training notes by heart and "
        "the new patients' loss rises.",
        "Vous gardez la dernière époque : plus c'est long, mieux c'est. À partir d'un moment, le modèle apprend par cœur les notes "
        "d'entraînement et la perte des nouveaux patients remonte.",
    ),
)
def longer_is_better(losses, patience):
    return len(losses) - 1


@stop_at.mutant(
    "where_it_stopped",
    Text(
        "That is the epoch where patience ran out; the weights to keep are those of the best epoch before.",
        "C'est l'époque où la patience s'épuise ; les poids à garder sont ceux de la meilleure époque avant elle.",
    ),
)
def where_it_stopped(losses, patience):
    return _walk(losses, patience)[1]


@stop_at.mutant(
    "no_patience",
    Text(
        "You stop at the first rise, whatever the patience: one unlucky epoch ends the training.",
        "Vous arrêtez à la première remontée, quelle que soit la patience : une seule époque malchanceuse met fin à l'entraînement.",
    ),
)
def no_patience(losses, patience):
    return _walk(losses, 1)[0]


@stop_at.mutant(
    "counts_from_one",
    Text(
        "One too many: epochs are counted from 0 here, as Python counts.",
        "Un de trop : ici les époques se comptent à partir de 0, comme en Python.",
    ),
)
def counts_from_one(losses, patience):
    return _walk(losses, patience)[0] + 1


@stop_at.mutant(
    "ties_count_as_progress",
    Text(
        "An equal loss renews your patience: a training that no longer learns anything would go on for ever. Only a lower loss counts.",
        "Une perte égale renouvelle votre patience : un entraînement qui n'apprend plus rien durerait toujours. Seule une perte plus basse "
        "compte.",
    ),
)
def ties_count_as_progress(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss <= losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


@stop_at.mutant(
    "rises_in_a_row",
    Text(
        "You count epochs that are worse than the one before. Patience looks at the lowest loss so far: a curve that goes up and down "
        "without ever beating it has run out of patience too.",
        "Vous comptez les époques pires que la précédente. La patience regarde la perte la plus basse jusque-là : une courbe qui monte et "
        "descend sans jamais la battre a épuisé la patience aussi.",
    ),
)
def rises_in_a_row(losses, patience):
    best = rises = 0
    for epoch, loss in enumerate(losses):
        rises = rises + 1 if epoch and loss > losses[epoch - 1] else 0
        best = epoch if loss < losses[best] else best
        if rises >= patience:
            break
    return best


@stop_at.mutant(
    "never_forgiven",
    Text(
        "Failures add up over the whole training. When an epoch beats the lowest loss, the count starts again from 0: they must be in a row.",
        "Les échecs s'additionnent sur tout l'entraînement. Quand une époque bat la perte la plus basse, le compte repart de 0 : ils doivent "
        "se suivre.",
    ),
)
def never_forgiven(losses, patience):
    best = failures = 0
    for epoch, loss in enumerate(losses[1:], start=1):
        if loss < losses[best]:
            best = epoch
        else:
            failures += 1
        if failures >= patience:
            break
    return best


@stop_at.mutant(
    "one_too_patient",
    Text(
        "You wait one epoch too long: with a patience of 2, the second failure in a row is the last epoch that is run.",
        "Vous attendez une époque de trop : avec une patience de 2, le deuxième échec de suite est la dernière époque qui ait lieu.",
    ),
)
def one_too_patient(losses, patience):
    return _walk(losses, patience + 1)[0]


@stop_at.cases
def curves(rng):
    """Bumps shorter than the patience, then patience runs out; what comes after, lower still, nobody gets to see."""
    waves = {"rise": (0.03, 0.05, 0.08), "zigzag": (0.08, 0.04, 0.09), "tie": (0.0, 0.04, 0.06)}
    for patience, wave in ((2, "rise"), (3, "zigzag"), (2, "zigzag"), (3, "rise"), (2, "tie")):
        lowest, losses = 0.95, [0.95]
        for bump in (False, False, *[True] * patience):
            losses += [lowest + rng.uniform(0.02, 0.06)] if bump else []
            lowest -= rng.uniform(0.02, 0.06)
            losses.append(lowest)
        losses += [lowest + height for height in waves[wave][:patience]]
        lowest -= rng.uniform(0.02, 0.06)
        losses += [
            lowest,
            *(lowest + np.cumsum(rng.uniform(0.02, 0.06, patience + 1))),
            lowest - 0.05,
            lowest,
        ]
        yield case(losses=[round(float(x), 4) for x in losses], patience=patience)


# ---- 5. a paired interval ------------------------------------------------------------------------------------------

# Notes differ in difficulty for both models alike: shares of notes that both read right, A alone, B alone, neither.
NOTES_A_STUDY, STUDIES_A_WORLD = 120, 40
WORLDS = (
    (0.55, 0.17, 0.05, 0.23),
    (0.60, 0.08, 0.12, 0.20),
    (0.55, 0.07, 0.18, 0.20),
    (0.62, 0.14, 0.10, 0.14),
    (0.50, 0.20, 0.08, 0.22),
    (0.58, 0.11, 0.11, 0.20),
)
# Width of the 95 % interval with the true shares: 2 x 1.96 standard errors of a paired difference. The intervals of z, t,
# the bootstrap and Newcombe are on average within 2 % of it at these sizes; 90 in 100 for 95, or no pairing, are 15 % off and more.
THEIR_WIDTH = float(
    np.mean([2 * 1.96 * np.sqrt((a + b - (a - b) ** 2) / NOTES_A_STUDY) for _, a, b, _ in WORLDS])
)

paired_interval = grader.function(
    "paired_interval",
    points=2,
    # A typical mistake is told by its bounds, whichever of z and t or of n and n - 1 it was made with.
    tolerance=Tolerance(relative=0, absolute=0.004),
    # A right interval at these sizes covers 0.94 to 0.96 (simulated, 4,000 studies a world).
    judge=Judge(
        "coverage",
        {
            "truth": "true_difference",
            "level": 0.95,
            "grace": 0.01,
            "narrowest": 0.93 * THEIR_WIDTH,
            "width": 1.07 * THEIR_WIDTH,
        },
    ),
    forbids=[
        "labkit.evaluate.compare_models",
        "labkit.evaluate.newcombe_paired_difference",
        "labkit.evaluate.bootstrap_interval",
        "scipy.stats.bootstrap",
        "scipy.stats.ttest_rel",
    ],
    why=Text(
        "Right. Both models read the same patients: the notes on which they agree tell nothing about which is better, and the pairing "
        'removes their noise. "The higher score wins" is not an interval.',
        "Juste. Les deux modèles lisent les mêmes patients : les notes où ils s'accordent ne disent rien du meilleur, et l'appariement en "
        "retire le bruit. « Le plus haut score gagne » n'est pas un intervalle.",
    ),
    hints=[
        Text(
            "Take the difference note by note: right_a - right_b is 1, 0 or -1.",
            "Prenez la différence note par note : right_a - right_b vaut 1, 0 ou -1.",
        ),
        Text(
            "The mean of these differences has a standard error: their standard deviation / √n.",
            "La moyenne de ces différences a une erreur type : leur écart type / √n.",
        ),
        Text(
            "Return (mean - 1.96 × standard error, mean + 1.96 × standard error).",
            "Renvoyez (moyenne - 1,96 × erreur type, moyenne + 1,96 × erreur type).",
        ),
    ],
)


def _half(differences, z=1.96):
    return z * np.std(differences, ddof=1) / np.sqrt(len(differences))


def _around(centre, half):
    return float(centre - half), float(centre + half)


def _difference(right_a, right_b):
    return np.asarray(right_a, dtype=float) - np.asarray(right_b)


@paired_interval.reference
def by_differences(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), _half(d))


@paired_interval.alternative
def by_discordant_counts(right_a, right_b):
    a, b = np.asarray(right_a), np.asarray(right_b)
    n, only_a, only_b = len(a), np.sum(a > b), np.sum(b > a)
    variance = (only_a + only_b - (only_a - only_b) ** 2 / n) / n**2
    return [float((only_a - only_b) / n + sign * 1.96 * np.sqrt(variance)) for sign in (-1, 1)]


@paired_interval.alternative
def by_students_t(right_a, right_b):
    from scipy.stats import t

    d = pd.Series(_difference(right_a, right_b))
    return np.array([d.mean() + sign * t.ppf(0.975, len(d) - 1) * d.sem() for sign in (-1, 1)])


@paired_interval.alternative
def by_bootstrap(right_a, right_b):
    d, rng = _difference(right_a, right_b), np.random.default_rng(1)
    return np.percentile(d[rng.integers(0, len(d), (1000, len(d)))].mean(axis=1), [2.5, 97.5])


@paired_interval.alternative
def by_newcombe(right_a, right_b):
    from labkit.evaluate import newcombe_paired_difference

    a, b = np.asarray(right_a) == 1, np.asarray(right_b) == 1
    counts = (int(rows.sum()) for rows in (a & b, a & ~b, ~a & b, ~a & ~b))
    return newcombe_paired_difference(*counts)[1:]


@paired_interval.mutant(
    "higher_mean_wins",
    Text(
        "An interval of width 0: the higher mean wins, as if other patients would give the same score to the last digit. How much does "
        "the difference move from one sample of notes to the next?",
        "Un intervalle de largeur 0 : le plus haut score gagne, comme si d'autres patients donneraient le même score au chiffre près. De "
        "combien la différence bouge-t-elle d'un échantillon de notes à l'autre ?",
    ),
)
def higher_mean_wins(right_a, right_b):
    return _around(_difference(right_a, right_b).mean(), 0.0)


@paired_interval.mutant(
    "unpaired",
    Text(
        "You treat the two scores as if they came from different patients. They read the same notes: take the difference note by note, "
        "and the interval narrows.",
        "Vous traitez les deux scores comme s'ils venaient de patients différents. Ils lisent les mêmes notes : prenez la différence note "
        "par note, et l'intervalle se resserre.",
    ),
)
def unpaired(right_a, right_b):
    a, b = np.asarray(right_a, dtype=float), np.asarray(right_b, dtype=float)
    return _around(a.mean() - b.mean(), np.hypot(_half(a), _half(b)))


@paired_interval.mutant(
    "wrong_way_round",
    Text(
        "That is B minus A. The interval is asked for A minus B: a positive difference must speak for A.",
        "C'est B moins A. On demande A moins B : une différence positive doit parler pour A.",
    ),
)
def wrong_way_round(right_a, right_b):
    d = _difference(right_b, right_a)
    return _around(d.mean(), _half(d))


@paired_interval.mutant(
    "one_standard_error",
    Text(
        "One standard error on each side holds the truth two times in three only. For 95 in 100 take 1.96 of them.",
        "Une erreur type de chaque côté ne contient la vérité que deux fois sur trois. Pour 95 fois sur 100, prenez-en 1,96.",
    ),
)
def one_standard_error(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), _half(d, 1.0))


@paired_interval.mutant(
    "ninety_in_a_hundred",
    Text(
        "With 1.645 standard errors on each side the interval misses the truth one time in ten. For 95 in 100 take 1.96.",
        "Avec 1,645 erreur type de chaque côté, l'intervalle manque la vérité une fois sur dix. Pour 95 fois sur 100, prenez 1,96.",
    ),
)
def ninety_in_a_hundred(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), _half(d, 1.645))


@paired_interval.mutant(
    "spread_of_notes",
    Text(
        "You used the spread from note to note, which does not shrink with more notes. Divide by √n.",
        "Vous avez pris la dispersion d'une note à l'autre, qui ne diminue pas avec plus de notes. Divisez par √n.",
    ),
)
def spread_of_notes(right_a, right_b):
    d = _difference(right_a, right_b)
    # Halfway between n and n - 1: within the tolerance of both.
    return _around(d.mean(), 1.96 * np.std(d, ddof=0.5))


@paired_interval.mutant(
    "divided_by_n",
    Text(
        "You divided the spread by n. A mean of n notes moves √n times less than one note does, not n times: divide by √n.",
        "Vous avez divisé la dispersion par n. Une moyenne de n notes bouge √n fois moins qu'une seule note, pas n fois : divisez par √n.",
    ),
)
def divided_by_n(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), 1.96 * np.std(d, ddof=1) / len(d))


@paired_interval.mutant(
    "variance",
    Text(
        "You used the variance of the differences where their standard deviation is asked for: it is its square root (`std`, not `var`).",
        "Vous avez pris la variance des différences au lieu de leur écart type, qui en est la racine carrée (`std`, pas `var`).",
    ),
)
def variance(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), 1.96 * np.var(d, ddof=1) / np.sqrt(len(d)))


@paired_interval.mutant(
    "root_of_discordant_notes",
    Text(
        "You divided by the root of the number of notes on which the models differ. The mean is over all n notes: divide by √n.",
        "Vous avez divisé par la racine du nombre de notes où les modèles diffèrent. La moyenne porte sur les n notes : divisez par √n.",
    ),
)
def root_of_discordant_notes(right_a, right_b):
    d = _difference(right_a, right_b)
    return _around(d.mean(), 1.96 * np.std(d, ddof=0.5) / np.sqrt(np.count_nonzero(d)))


@paired_interval.mutant(
    "discordant_notes_only",
    Text(
        "You kept only the notes on which the models differ. The ties weigh too: they are zeros of the mean, and without them the "
        "difference is no longer that of the two shares.",
        "Vous n'avez gardé que les notes où les modèles diffèrent. Les autres comptent aussi : ce sont les zéros de la moyenne, et sans "
        "elles la différence n'est plus celle des deux parts.",
    ),
)
def discordant_notes_only(right_a, right_b):
    d = _difference(right_a, right_b)
    d = d[d != 0]
    return _around(d.mean(), _half(d))


@paired_interval.cases
def the_same_study_over_and_over(rng):
    for shares in WORLDS:
        for _ in range(STUDIES_A_WORLD):
            kind = rng.choice(4, NOTES_A_STUDY, p=shares)
            yield case(
                right_a=np.isin(kind, (0, 1)).astype(np.int32),
                right_b=np.isin(kind, (0, 2)).astype(np.int32),
                true_difference=shares[1] - shares[2],
            )


# ---- 6. errors by phenomenon ---------------------------------------------------------------------------------------

errors_by_phenomenon = grader.function(
    "errors_by_phenomenon",
    points=1,
    forbids=["labkit.audit.group_table", "labkit.audit.group_metrics", "fairlearn.metrics.MetricFrame"],
    why=Text(
        "Right. One row for each kind of note: that is where two models with near scores stop looking alike, and where a triage nurse "
        "can say which error she can live with.",
        "Juste. Une ligne par sorte de note : c'est là que deux modèles aux scores proches cessent de se ressembler, et qu'une infirmière "
        "d'accueil peut dire quelle erreur est tolérable.",
    ),
    hints=[
        Text(
            "Take one phenomenon: which rows have it? Among them, how many does the model get wrong?",
            "Prenez un phénomène : quelles lignes l'ont ? Parmi elles, sur combien le modèle se trompe-t-il ?",
        ),
        Text(
            "np.mean(y_pred[rows] != y_true[rows]) is the share of errors.",
            "np.mean(y_pred[rows] != y_true[rows]) est la part d'erreurs.",
        ),
        Text(
            "Loop over np.unique(phenomenon) and fill a dict.",
            "Bouclez sur np.unique(phenomenon) et remplissez un dict.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.permutation_invariant(["y_true", "y_pred", "phenomenon"]),
        laws.replication_invariant(["y_true", "y_pred", "phenomenon"]),
        laws.renamed_alike("phenomenon"),
        laws.known(
            {
                "y_true": np.array([1, 1, 0, 0]),
                "y_pred": np.array([0, 1, 0, 0]),
                "phenomenon": np.array(["late", "late", "family", "family"]),
            },
            {"late": 1 / 2, "family": 0.0},
            Text(
                "Of two notes about the family none is wrong: its row must be there, with 0, not missing nor NaN.",
                "Sur deux notes parlant de la famille, aucune n'est fausse : sa ligne doit y être, avec 0, ni absente ni NaN.",
            ),
        ),
        laws.known(
            {
                "y_true": np.array([1, 1, 0, 0, 0]),
                "y_pred": np.array([0, 1, 0, 0, 1]),
                "phenomenon": np.array(["late", "late", "negated", "negated", "negated"]),
            },
            {"late": 1 / 2, "negated": 1 / 3},
            Text(
                "Five notes, work it out by hand: of two late ones one is wrong, of three negated ones one.",
                "Cinq notes, à faire à la main : sur deux tardives, une est fausse ; sur trois niées, une.",
            ),
        ),
    ],
)


def _by_phenomenon(y_true, y_pred, phenomenon, share):
    y, p, kind = (np.asarray(column) for column in (y_true, y_pred, phenomenon))
    return {str(name): float(share(y, p, kind == name)) for name in np.unique(kind)}


@errors_by_phenomenon.reference
def share_of_each(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.mean(y[rows] != p[rows]))


@errors_by_phenomenon.alternative
def with_pandas(y_true, y_pred, phenomenon):
    wrong = pd.Series(np.asarray(y_true) != np.asarray(y_pred))
    return wrong.groupby(np.asarray(phenomenon)).mean()


@errors_by_phenomenon.alternative
def by_counting(y_true, y_pred, phenomenon):
    seen, wrong = {}, {}
    for truth, guess, name in zip(y_true, y_pred, phenomenon, strict=True):
        seen[str(name)] = seen.get(str(name), 0) + 1
        wrong[str(name)] = wrong.get(str(name), 0) + int(truth != guess)
    return {name: wrong[name] / seen[name] for name in seen}


@errors_by_phenomenon.mutant(
    "share_of_all_errors",
    Text(
        "You share out the errors: a frequent kind of note comes first even if the model handles it well. Divide by the notes of that "
        "kind.",
        "Vous répartissez les erreurs : une sorte de note fréquente vient en tête même si le modèle la traite bien. Divisez par les notes "
        "de cette sorte.",
    ),
)
def share_of_all_errors(y_true, y_pred, phenomenon):
    return _by_phenomenon(
        y_true, y_pred, phenomenon, lambda y, p, rows: np.sum(y[rows] != p[rows]) / max(np.sum(y != p), 1)
    )


@errors_by_phenomenon.mutant(
    "share_of_all_notes",
    Text(
        "You divide by all the notes: rare kinds of note will always look safe.",
        "Vous divisez par toutes les notes : les sortes rares paraîtront toujours sans danger.",
    ),
)
def share_of_all_notes(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.sum(y[rows] != p[rows]) / len(y))


@errors_by_phenomenon.mutant(
    "right_answers",
    Text(
        "That is the share of right answers (accuracy). Errors are what one learns from.",
        "C'est la part de bonnes réponses (exactitude). C'est des erreurs que l'on apprend.",
    ),
)
def right_answers(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.mean(y[rows] == p[rows]))


@errors_by_phenomenon.mutant(
    "one_score_for_all",
    Text(
        "Every row has the same number, the overall share of errors: that is the score again, which hides who is misread.",
        "Toutes les lignes ont le même nombre, la part d'erreurs globale : c'est encore le score, qui cache qui est mal lu.",
    ),
)
def one_score_for_all(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.mean(y != p))


@errors_by_phenomenon.mutant(
    "counts",
    Text(
        "Those are counts: ten errors in ninety notes and ten in ten are not the same kind of trouble. Divide by the notes of that kind.",
        "Ce sont des effectifs : dix erreurs sur quatre-vingt-dix notes ou dix sur dix, ce n'est pas le même problème. Divisez par les notes de "
        "cette sorte.",
    ),
)
def counts(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.sum(y[rows] != p[rows]))


@errors_by_phenomenon.mutant(
    "predicted_urgent",
    Text(
        "That is the share of notes called urgent, right or wrong. An error is a prediction that differs from the truth.",
        "C'est la part de notes dites urgentes, à tort ou à raison. Une erreur est une prédiction qui diffère de la vérité.",
    ),
)
def predicted_urgent(y_true, y_pred, phenomenon):
    return _by_phenomenon(y_true, y_pred, phenomenon, lambda y, p, rows: np.mean(p[rows]))


@errors_by_phenomenon.mutant(
    "only_kinds_with_errors",
    Text(
        "A kind of note without any error is missing. Its row is 0, and it matters: whoever reads the table must see that it was looked at.",
        "Une sorte de note sans aucune erreur manque. Sa ligne vaut 0, et elle compte : qui lit le tableau doit voir qu'on l'a regardée.",
    ),
)
def only_kinds_with_errors(y_true, y_pred, phenomenon):
    return {name: share for name, share in share_of_each(y_true, y_pred, phenomenon).items() if share > 0}


@errors_by_phenomenon.cases
def read_notes(rng):
    for n in (60, 90, 120):
        # The last kind is never misread: a table made from the errors alone would not have its row.
        names = np.array(["negated", "late", "family", "plain", "not_only"])
        kind = np.concatenate([names, names, rng.choice(names, n - 10, p=[0.3, 0.2, 0.1, 0.3, 0.1])])
        y_true = (rng.random(n) < 0.4).astype(int)
        error = pd.Series(kind).map({"late": 0.5, "not_only": 0.0}).fillna(0.25)
        y_pred = np.where(rng.random(n) < error, 1 - y_true, y_true)
        yield case(y_true=y_true, y_pred=y_pred, phenomenon=kind)


m2_finetune_decisions.declare(grader)
