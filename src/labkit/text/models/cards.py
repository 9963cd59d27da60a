"""Model cards of the shipped models, in English and French, filled from the recipe and the measured scores.

Form: Mitchell et al. 2019, "Model Cards for Model Reporting", FAccT.
"""

from labkit.language import brief, number
from labkit.text.models.pretraining import Recipe

_NAMES = {
    "en": {"encoder": "labkit encoder: a small French and English BERT", "causal": "labkit causal: a small French and English GPT-2"},
    "fr": {"encoder": "labkit encoder : un petit BERT français et anglais", "causal": "labkit causal : un petit GPT-2 français et anglais"},
}  # fmt: skip
_OBJECTIVE = {
    "en": {"encoder": "masked tokens (20 %)", "causal": "next token"},
    "fr": {"encoder": "jetons masqués (20 %)", "causal": "jeton suivant"},
}
_UNLABELLED = {
    "en": ",\nand {n} short triage notes of `generate_triage`, read without their labels, seed {seed}",
    "fr": ",\net {n} courtes notes de triage de `generate_triage`, lues sans leurs étiquettes, graine {seed}",
}
_LOADED_BY = {"encoder": "labkit.text.load_encoder()", "causal": "labkit.text.load_causal()"}

_ENGLISH = """# {name}

## What it is
{layers} layers of {width}, {heads} heads, {parameters:,.0f} parameters, context of {context} tokens; byte-level BPE vocabulary of
{vocab_size:,} tokens, cased, accents kept. Weights in 16-bit floats (safetensors). Pretrained from nothing by labkit's own
script on labkit's own generated notes. Licence: as labkit's content.

## What for
Teaching: fine-tuning on a few hundred notes, reading attention, perplexity, sampling, memorisation. Load with `{load}`.

## Not for
Any use with patients. It has read nothing but generated notes: it knows no medicine, and its fluent sentences are not
information. Do not use it to de-identify, code, triage or summarise real notes.

## Data
{notes:,} notes of all kinds and {triage:,} triage notes from `labkit.data.notes` (French of France and Québec, English of Canada
and the United States), seeds {random_state} and {next_state}{unlabelled_words}: invented patients, no real text. Biases of the generator
are the model's: usual names, stock phrases, conditions at the generator's frequencies.

## Training and result
Objective: {objective}. {steps} steps of {batch} windows of {window} tokens ({tokens_read:,.0f} tokens read), AdamW, peak rate
{learning_rate}, one thread, {cpu_seconds:.0f} seconds of CPU. Loss on {held_out} held-out notes: {held_out_loss:.2f} nats a
token (perplexity {held_out_perplexity:.1f}); guessing uniformly would give {uniform_loss:.2f}. Held-out notes come from the same
generator, so this says nothing about real notes.

## Rebuild
`python -m labkit.text.pretrain {kind}`
"""
_FRENCH = """# {name}

## Ce que c'est
{layers} couches de {width}, {heads} têtes, {parameters} paramètres, contexte de {context} jetons ; vocabulaire BPE sur octets de
{vocab_size} jetons, casse et accents conservés. Poids en flottants de 16 bits (safetensors). Préentraîné depuis zéro par le
script de labkit sur les notes générées par labkit. Licence : celle du contenu de labkit.

## Pour quoi faire
Enseigner : affiner sur quelques centaines de notes, lire l'attention, la perplexité, l'échantillonnage, la mémorisation.
Se charge avec `{load}`.

## Pas pour
Aucun usage auprès de patients. Il n'a lu que des notes générées : il ne sait pas la médecine, et ses phrases fluides ne
sont pas des informations. Ne pas s'en servir pour dépersonnaliser, coder, trier ou résumer de vraies notes.

## Données
{notes} notes de toutes sortes et {triage} notes de triage de `labkit.data.notes` (français de France et du Québec, anglais du
Canada et des États-Unis), graines {random_state} et {next_state}{unlabelled_words} : patients inventés, aucun texte réel. Les biais du
générateur sont ceux du modèle : noms courants, phrases toutes faites, maladies aux fréquences du générateur.

## Entraînement et résultat
Objectif : {objective}. {steps} pas de {batch} fenêtres de {window} jetons ({tokens_read} jetons lus), AdamW, taux maximal
{learning_rate}, un fil d'exécution, {cpu_seconds} secondes de processeur. Perte sur {held_out} notes mises de côté :
{held_out_loss} nats par jeton (perplexité {held_out_perplexity}) ; répondre au hasard donnerait {uniform_loss}. Ces notes
viennent du même générateur : cela ne dit rien de vraies notes.

## Reconstruire
`python -m labkit.text.pretrain {kind}`
"""


def model_card(recipe: Recipe, scores: dict[str, float], language: str) -> str:
    """The card of a model in ``"en"`` or ``"fr"``: every figure comes from `recipe` or `scores`."""
    values: dict[str, object] = {
        **vars(recipe),
        "cpu_seconds": 0,
        **scores,
        "next_state": recipe.random_state + 1,
        "name": _NAMES[language][recipe.kind],
        "objective": _OBJECTIVE[language][recipe.kind],
        "load": _LOADED_BY[recipe.kind],
    }
    if recipe.unlabelled:
        values["unlabelled_words"] = _UNLABELLED[language].format(
            n=f"{recipe.unlabelled:,}" if language == "en" else _french(recipe.unlabelled, "unlabelled"),
            seed=recipe.random_state + 3,
        )
    else:
        values["unlabelled_words"] = ""
    if language == "en":
        return _ENGLISH.format(**values)
    return _FRENCH.format(**{key: _french(value, key) for key, value in values.items()})


def _french(value: object, key: str) -> object:
    """Numbers as French writes them: decimal comma, no-break spaces between thousands."""
    if isinstance(value, bool) or not isinstance(value, int | float) or key.endswith("_state"):
        return value
    if key in ("held_out_loss", "uniform_loss"):
        return number(value, 2, "fr")
    if key == "held_out_perplexity":
        return number(value, 1, "fr")
    if isinstance(value, float) and value < 1:
        return brief(value, "fr")
    return number(value, 0, "fr")
