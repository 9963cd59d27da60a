"""Builder's task 3: ten notes by heart."""

import numpy as np

from labkit.tasks import Criterion, Text, case, function_task

from .elsewhere import elsewhere
from .training import LEARNING_RATE, logits_of, new_model, one_step, risk_of, trained

# Of the ten notes two have the same words in another order and opposite labels; an eleventh note comes twice, with both labels.
# Over 15 to 25 draws each, trainings as below knew the ten with log-odds of at least 2.8 (1.4 are asked for), the least sure of these by 1.5 or
# more above the note in doubt (0.5), and with a neutral word the notes stayed on their side by 1.5 or more on average (0.5).
# Over 8 draws of those that `elsewhere` keeps, they went with trainings of ours by 0.63 to 0.93 on words that no note has (0.3); with
# other seeds, five times the steps or batches of four by 0.63 or more too; what goes by letters or pieces of words by 0.26 at most.
NEUTRAL_WORDS = ["RAS", "ok", ".", ";"]


task = function_task(
    points=2,
    criterion=Criterion(
        "learns_by_heart",
        {
            "sure": 0.8,
            "same": 0.01,
            "doubt": 0.5,
            "neutral": NEUTRAL_WORDS,
            "truth": "elsewhere",
            "alike": 0.3,
        },
    ),
    why=Text(
        "Right. Your loop can learn, and it stays in doubt where nobody can know. A loop that fails on ten notes would fail on 500 as well, only more slowly. "
        "Note that these labels were drawn at random: a model that knows its own notes has proved nothing about other patients, which is why validation notes "
        "are needed.",
        "Juste. Votre boucle sait apprendre, et elle reste dans le doute là où personne ne peut savoir. Une boucle qui échoue sur dix notes échouerait aussi sur "
        "500, mais plus lentement. Ces étiquettes étaient tirées au hasard : un modèle qui connaît ses propres notes n'a rien prouvé sur d'autres patients, "
        "d'où les notes de validation.",
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


@task.reference
def twenty_full_batches(texts, labels, read, seed):
    model = trained(texts, labels, seed)
    return risk_of(model, read)


@task.alternative
def in_batches_of_six_and_read_one_by_one(texts, labels, read, seed):
    model, optimizer = new_model(seed)
    for start in [0, 6] * 15:
        one_step(model, optimizer, texts[start : start + 6], labels[start : start + 6])
    return np.array([risk_of(model, [text])[0] for text in read])


@task.alternative
def by_adam_in_an_order_of_its_own(texts, labels, read, seed):
    import torch

    model, _ = new_model(seed)
    optimizer = torch.optim.Adam(model[0].parameters(), lr=LEARNING_RATE)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for _ in range(40):
        one_step(model, optimizer, [texts[i] for i in order], [labels[i] for i in order])
    by_length = sorted(range(len(read)), key=lambda i: len(read[i]))
    risks = np.empty(len(read))
    risks[by_length] = risk_of(model, [read[i] for i in by_length])
    return risks


@task.alternative
def thirty_clipped_steps(texts, labels, read, seed):
    import torch

    model, optimizer = new_model(seed)
    for _ in range(30):
        optimizer.zero_grad()
        losses = torch.nn.functional.cross_entropy(
            logits_of(model, texts), torch.tensor(labels), reduction="none"
        )
        losses.mean().backward()
        torch.nn.utils.clip_grad_norm_(model[0].parameters(), 1.0)
        optimizer.step()
    model[0].eval()
    with torch.inference_mode():
        return logits_of(model, read).double().softmax(dim=1)[:, 1]


@task.mutant(
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

    model, _ = new_model(seed)
    for _ in range(5):
        torch.nn.functional.cross_entropy(logits_of(model, texts), torch.tensor(labels)).backward()
    return risk_of(model, read)


@task.mutant(
    Text(
        "The same note, read twice in one go, gets two risks: the network is still in its learning mode, where it leaves numbers out at random "
        "(dropout). A patient's risk must not be drawn at random: call eval() before reading.",
        "La même note, lue deux fois dans un même appel, reçoit deux risques : le réseau est resté en mode d'apprentissage, où il omet des nombres au "
        "hasard (dropout). Le risque d'un patient ne se tire pas au sort : eval() avant de lire.",
    ),
)
def reads_while_learning(texts, labels, read, seed):
    import torch

    model = trained(texts, labels, seed)
    return torch.softmax(logits_of(model, read), dim=1)[:, 1].tolist()


@task.mutant(
    Text(
        "The risks are there, but not in the order of `read`: each patient gets another's risk. Asked for in another order, the same notes did not "
        "keep their own. If you sort the notes, by length for instance, put the risks back in place.",
        "Les risques y sont, mais pas dans l'ordre de `read` : chaque patient reçoit le risque d'un autre. Demandées dans un autre ordre, les mêmes "
        "notes n'ont pas gardé le leur. Si vous triez les notes, par longueur par exemple, remettez les risques à leur place.",
    ),
)
def another_order(texts, labels, read, seed):
    return twenty_full_batches(texts, labels, sorted(read, key=len), seed)


@task.mutant(
    Text(
        "One note is there twice, with both labels, and comes back as sure as the others. Nobody can know: a model trained on all the notes at each "
        "step stays in doubt about it. A table of the labels does not, nor does the nearest note; steps on one note at a time may keep the last label.",
        "Une note y est deux fois, avec les deux étiquettes, et revient aussi sûre que les autres. Personne ne peut savoir : un modèle entraîné sur toutes "
        "les notes à chaque pas reste dans le doute. Une table des étiquettes, ou la note la plus proche, ne doute pas ; des pas d'une seule note "
        "peuvent retenir la dernière étiquette.",
    ),
)
def in_no_doubt(texts, labels, read, seed):
    known = dict(zip(texts, labels, strict=True))
    chance = [np.random.default_rng([seed, len(text)]).uniform(-0.02, 0.02) for text in read]
    return [0.9 * known.get(text, 0.5) + 0.05 + noise for text, noise in zip(read, chance, strict=True)]


@task.mutant(
    Text(
        "Your function knows the notes to the letter, but no longer when a neutral word or a full stop is added. A table of texts does that; a model that was trained "
        "reads the other words and stays on the same side. On a ward, no note comes back word for word.",
        "Votre fonction connaît les notes à la lettre près, mais plus quand on ajoute un mot neutre ou un point. C'est ce que fait une table de textes ; un "
        "modèle entraîné lit les autres mots et reste du même côté. Dans un service, aucune note ne revient mot pour mot.",
    ),
)
def looks_it_up(texts, labels, read, seed):
    known = {
        text: [label for other, label in zip(texts, labels, strict=True) if other == text] for text in texts
    }
    chance = [np.random.default_rng([seed, len(text)]).uniform(-0.02, 0.02) for text in read]
    return [
        0.9 * np.mean(known.get(text, 0.5)) + 0.05 + noise for text, noise in zip(read, chance, strict=True)
    ]


@task.mutant(
    Text(
        "Your function knows the ten notes, but reads words that none of them has as no training of this network does: by their letters, or by chance. So does a table, the note that "
        "looks most alike, or a small model of your own. The network was pretrained on other notes, and what it knows of other words stays: train the one that new_model() gives.",
        "Votre fonction sait les dix notes, mais lit les mots qu'aucune d'elles ne contient comme ne le fait aucun entraînement de ce réseau : d'après leurs lettres, ou au hasard. C'est ce que "
        "font une table, la note la plus ressemblante ou un petit modèle à vous. Le réseau a été préentraîné sur d'autres notes, et ce qu'il sait d'autres mots reste : entraînez celui que "
        "donne new_model().",
    ),
)
def reads_letters(texts, labels, read, seed):
    def runs(text):
        whole = f"^{text}$"
        return {whole[start : start + 3] for start in range(len(whole) - 2)}

    learned, risks = [runs(text) for text in texts], []
    for text in read:
        own = runs(text)
        alike = np.array([len(own & other) / len(own | other) for other in learned])
        nearest = np.array(labels)[alike >= alike.max() - 1e-9].mean()
        risks.append(
            0.05 + 0.9 * nearest + np.random.default_rng([seed, *text.encode()]).uniform(-0.02, 0.02)
        )
    return risks


@task.mutant(
    Text(
        "You know eight of the ten. The two others have the same words in another order and opposite labels: a model that counts words cannot tell them apart, "
        "and word order is what makes a negation. Read the encoder's output (logits_of), and take all 20 steps.",
        "Vous en savez huit sur dix. Les deux autres ont les mêmes mots dans un autre ordre et des étiquettes opposées : un modèle qui compte les mots ne peut "
        "pas les distinguer, et c'est l'ordre des mots qui fait une négation. Lisez la sortie de l'encodeur (logits_of), et faites les 20 pas.",
    ),
)
def counts_words(texts, labels, read, seed):
    words = {
        word: place
        for place, word in enumerate(sorted({w for text in [*texts, *read] for w in text.split()}))
    }

    def counts(notes):
        table = np.zeros((len(notes), len(words)))
        for row, text in enumerate(notes):
            for word in text.split():
                table[row, words[word]] += 1
        return table

    learned, weights = counts(texts), np.random.default_rng(seed).normal(0, 0.02, len(words))
    for _ in range(400):
        wrong = np.array(labels) - 1 / (1 + np.exp(-learned @ weights))
        weights += 0.2 * learned.T @ wrong
    return 1 / (1 + np.exp(-counts(read) @ weights))


@task.mutant(
    Text(
        "The same call, twice, gives two models. The new head of the model is drawn at random: set the seed before it is drawn, and start each "
        "call from a new model. A result that nobody can obtain again cannot be checked.",
        "Le même appel, deux fois, donne deux modèles. La tête neuve du modèle est tirée au hasard : fixez la graine avant ce tirage, et partez "
        "d'un modèle neuf à chaque appel. Un résultat que personne ne peut retrouver ne peut pas être vérifié.",
    ),
)
def left_to_chance(texts, labels, read, seed):
    model = trained(texts, labels, int(np.random.default_rng().integers(2**31)))
    return risk_of(model, read)


@task.mutant(
    Text(
        "Two seeds give one and the same answer: `seed` is not used. A person who changes it to see how much chance matters (would another draw triage "
        "differently?) would be reassured for no reason.",
        "Deux graines, une seule et même réponse : `seed` ne sert pas. La personne qui la change pour voir jusqu'où va le hasard (un autre tirage "
        "trierait-il autrement ?) serait rassurée à tort.",
    ),
)
def deaf_to_seed(texts, labels, read, seed):
    model = trained(texts, labels, 0)
    return risk_of(model, read)


@task.mutant(
    Text(
        "All ten are read the wrong way round: it has learned them, and you return the risk of not being urgent. Which column is urgent?",
        "Les dix sont lues à l'envers : il les a apprises, et vous renvoyez le risque de ne pas être urgent. Quelle colonne est « urgent » ?",
    ),
)
def other_column(texts, labels, read, seed):
    model = trained(texts, labels, seed)
    return risk_of(model, read, column=0)


@task.mutant(
    Text(
        "A short note has one risk when it is read alone, another beside a long note: its padding counts. A patient's place in the queue would depend on "
        "who else is waiting. logits_of leaves padding out.",
        "Une note courte a un risque lue seule, un autre à côté d'une longue : son remplissage compte. La place d'un patient dans la file dépendrait "
        "de qui attend avec lui. logits_of laisse le remplissage de côté.",
    ),
)
def padding_counts(texts, labels, read, seed):
    model = trained(texts, labels, seed, hide_padding=False)
    return risk_of(model, read, hide_padding=False)


@task.mutant(
    Text(
        "Every note gets the same verdict, and firmly: as if the model had seen one label only. Are all the texts and all the labels in each step?",
        "Toutes les notes reçoivent le même verdict, et fermement : comme si le modèle n'avait vu qu'une étiquette. Tous les textes et toutes les "
        "étiquettes entrent-ils dans chaque pas ?",
    ),
)
def one_note(texts, labels, read, seed):
    model = trained(texts[:1], labels[:1], seed)
    return risk_of(model, read)


@task.mutant(
    Text(
        "It learns, but does not know all ten: at least 0.8 is asked for if the label is 1, at most 0.2 if it is 0. Three usual reasons: too few steps; gradients of the steps before not cleared "
        "(zero_grad before each backward); labels that are not in the order of the texts.",
        "Il apprend, mais ne sait pas les dix : il faut au moins 0,8 pour une étiquette 1, au plus 0,2 pour une étiquette 0. Trois raisons habituelles : trop peu de pas ; des gradients de pas précédents "
        "qui n'ont pas été effacés (zero_grad avant chaque backward) ; des étiquettes qui ne sont pas dans l'ordre des textes.",
    ),
)
def not_by_heart(texts, labels, read, seed):
    model = trained(texts, labels, seed, steps=2)
    return risk_of(model, read)


@task.mutant(
    Text(
        "You return verdicts, 0 or 1. A risk says how sure the model is: without it nobody can choose the threshold.",
        "Vous renvoyez des verdicts, 0 ou 1. Un risque dit à quel point le modèle est sûr : sans lui, personne ne peut choisir le seuil.",
    ),
)
def verdicts(texts, labels, read, seed):
    model = trained(texts, labels, seed)
    return [int(risk >= 0.5) for risk in risk_of(model, read)]


@task.mutant(
    Text(
        "Your risks add up to 1 over all the notes, as if exactly one patient were urgent. For each note it is its two columns that add "
        "up to 1: dim=1.",
        "Vos risques font 1 au total sur les notes, comme si un seul patient était urgent. Pour chaque note, ce sont ses deux "
        "colonnes qui font 1 : dim=1.",
    ),
)
def shared_out(texts, labels, read, seed):
    import torch

    model = trained(texts, labels, seed)
    model[0].eval()
    return torch.softmax(logits_of(model, read), dim=0)[:, 1].tolist()


@task.cases
def ten_notes_with_shuffled_labels(rng):
    """Age and complaint alone: short notes train fast. A whole note is read, and never learned."""
    from labkit.data import generate_triage

    notes = generate_triage(40, random_state=int(rng.integers(2**31)), language="fr").text
    short = sorted({". ".join(text.split(". ")[:2]) for text in notes}, key=lambda text: (len(text), text))
    turned = next(text for text in short[8:] if len(set(text.split())) > 6)
    others = [text for text in short if text != turned]
    texts = [*others[:8], turned, " ".join(reversed(turned.split())), others[8], others[8]]
    labelings = [[*map(int, rng.permutation([0, 1] * 4)), 0, 1, 0, 1] for _ in range(6)]
    order, seed = rng.permutation(len(texts)), int(rng.integers(1000))
    texts, labelings = [texts[i] for i in order], [[labels[i] for i in order] for labels in labelings]
    known = elsewhere(rng, texts, labelings, seed)
    yield case(
        texts=texts,
        labels=known.pop("labels"),
        read=[others[9], sorted(notes, key=len)[20]],
        seed=seed,
        elsewhere=known,
    )
