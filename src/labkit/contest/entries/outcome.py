"""How an entry fared: its answers, or why it has none, in a sentence for the team."""

from dataclasses import dataclass, field

from labkit.contest.criteria import Answers
from labkit.language import Text

REASONS: dict[str, Text] = {
    "unreadable": Text(
        "The file could not be read as a notebook or as a form: {detail}. Hand in the .ipynb or the .toml itself.",
        "Le fichier n'a pas pu être lu comme carnet ni comme formulaire : {detail}. Remettez le .ipynb ou le .toml lui-même.",
    ),
    "cell": Text(
        "A cell of the notebook stopped with {detail}. Run all its cells from a new kernel, with nothing but the practice file beside it.",
        "Une cellule du carnet s'est arrêtée sur {detail}. Exécutez toutes ses cellules dans un noyau neuf, avec le seul fichier d'entraînement à côté.",
    ),
    "missing": Text(
        "The notebook has no function `{detail}`: it needs `predict(stays)` and `decide(risk)`.",
        "Le carnet n'a pas de fonction `{detail}` : il lui faut `predict(stays)` et `decide(risk)`.",
    ),
    "crashed": Text(
        "`{function}` stopped with {detail} on stays of a hospital that it had not seen.",
        "`{function}` s'est arrêtée sur {detail}, sur des séjours d'un hôpital qu'elle n'avait pas vu.",
    ),
    "shape": Text(
        "`{function}` must give one number a stay: it gave {detail}.",
        "`{function}` doit donner un nombre par séjour : elle a donné {detail}.",
    ),
    "missing_values": Text(
        "`{function}` gave no number (NaN) for {detail} stays: say a risk for everybody, also where a measure is extreme.",
        "`{function}` n'a donné aucun nombre (NaN) pour {detail} séjours : donnez un risque à tout le monde, même si une mesure est extrême.",
    ),
    "range": Text(
        "A risk is a probability, from 0 to 1: `predict` gave {detail}.",
        "Un risque est une probabilité, de 0 à 1 : `predict` a donné {detail}.",
    ),
    "constant": Text(
        "`predict` gave everybody the same risk: that tells no patient from another.",
        "`predict` a donné à tout le monde le même risque : cela ne distingue aucun patient d'un autre.",
    ),
    "decision": Text(
        "`decide` must give 0 or 1 for each risk: it gave {detail}.",
        "`decide` doit donner 0 ou 1 pour chaque risque : elle a donné {detail}.",
    ),
    "unstable": Text(
        "`{function}` gave other answers for the same patients when they came in another order, in a smaller batch or a second time "
        "({detail} of those asked again). An answer may depend on the patient alone: nothing may be fitted to the batch, drawn at "
        "random without a seed, read from a clock or kept from call to call.",
        "`{function}` a donné d'autres réponses pour les mêmes patients présentés dans un autre ordre, en plus petit lot ou une seconde fois "
        "({detail} de ceux à qui la question a été reposée). Une réponse ne dépend que du patient : rien ne s'ajuste au lot, ne se tire au "
        "hasard sans graine, ne se lit sur une horloge ni ne se garde d'un appel à l'autre.",
    ),
    "clock": Text(
        "The notebook reads a clock (`{detail}`): a patient's risk does not depend on when the entry is run. Take it out.",
        "Le carnet lit une horloge (`{detail}`) : le risque d'un patient ne dépend pas de l'heure à laquelle le carnet tourne. Retirez-la.",
    ),
    "time": Text(
        "It took longer than the {detail} s allowed. The limits stand in contest.toml.",
        "Cela a pris plus que les {detail} s permises. Les limites se trouvent dans contest.toml.",
    ),
    "memory": Text(
        "It needed more memory than the {detail} MiB allowed. The limits stand in contest.toml.",
        "Il a fallu plus que les {detail} Mio de mémoire permis. Les limites se trouvent dans contest.toml.",
    ),
    "stopped": Text(
        "Its process ended ({detail}). Nothing may end the kernel, open another process's files or send anything but data.",
        "Son processus a pris fin ({detail}). Rien ne doit arrêter le noyau, ouvrir les fichiers d'un autre processus ni envoyer autre chose que des données.",
    ),
    "form": Text("The form: {detail}.", "Le formulaire : {detail}."),
    "ours": Text(
        "The entry could not be asked, by no fault of yours ({detail}). It cost no attempt; the organisers were told.",
        "L'entrée n'a pas pu être interrogée, sans que vous y soyez pour rien ({detail}). Aucun essai n'est décompté ; l'organisation est prévenue.",
    ),
}


@dataclass(frozen=True)
class Outcome:
    """What came of asking an entry.

    Attributes
    ----------
    answers : tuple of Answers
        One a hospital; empty where `reason` says why there are none.
    reason : str
        A key of `REASONS`, or ``""``.
    said : dict
        What the sentence quotes.
    """

    answers: tuple[Answers, ...] = ()
    reason: str = ""
    said: dict[str, str] = field(default_factory=dict)

    @property
    def costs(self) -> bool:
        """Whether it counts as one of the team's attempts: not where the fault is ours."""
        return self.reason != "ours"

    def sentence(self, language: str) -> str:
        """Why there are no answers, in the team's language; empty where there are."""
        return sentence(self.reason, self.said, language)


def sentence(reason: str, said: dict[str, str], language: str) -> str:
    """A reason in the team's language."""
    if not reason:
        return ""
    text = REASONS[reason].in_language(language)
    for name in ("detail", "function"):
        text = text.replace("{" + name + "}", said.get(name, "?"))
    return text


class Refused(Exception):
    """An entry that cannot be scored.

    Parameters
    ----------
    reason : str
        A key of `REASONS`.
    **said
        What its sentence quotes.
    """

    def __init__(self, reason: str, **said: object) -> None:
        super().__init__(reason)
        self.outcome = Outcome(reason=reason, said={name: str(value)[:200] for name, value in said.items()})
