"""A contest's recipe, `contest.toml`: its hospitals, criteria, weights and limits. Public before the first entry."""

import hashlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit.content import Content
from labkit.data import network, planted
from labkit.errors import CourseError
from labkit.kernels.limits import MIB, Limits
from labkit.language import Text, catalogue

_ = catalogue("contest")

CRITERIA = ("net_benefit", "calibration", "missed_cases")
DOCUMENTATION = "documentation"  # the jury's
ROLES = ("practice", "board", "final")
GROUPS = ("sex", "area", "language", "age")
# Those whose oracle is exact (`labkit.contest.anchors`): of another effect the best possible risk is not known.
EFFECTS = (
    "site_effect",
    "prevalence_drift",
    "covariate_drift",
    "concept_drift",
    "atypical_presentation",
    "spectrum_effect",
    "underdiagnosis",
    "shortcut",
)
FILE = "contest.toml"


@dataclass(frozen=True)
class Hospital:
    """A hospital of the contest: the case mix of one of the network's sites, in one year, with what is planted there.

    Attributes
    ----------
    role : {"practice", "board", "final"}
    name, site : str
        What teams read in the column ``hospital``; whose case mix it has.
    year, stays : int
    effects : dict
        Sizes of the planted effects by name.
    """

    role: str
    name: str
    site: str
    year: int
    stays: int
    effects: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class LinearModel:
    """A risk that a table of coefficients gives, so that everybody can read it.

    Attributes
    ----------
    intercept, threshold : float
    terms : dict
        Column to (coefficient, centre, spread).
    ward : dict
        What each ward adds to the log-odds.
    """

    intercept: float
    threshold: float
    terms: dict[str, tuple[float, float, float]]
    ward: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """Everything about a contest but its secret.

    Attributes
    ----------
    jury : float
        Weight of the jury's marks where there is a jury; the other criteria share the rest by `weights`.
    digest : str
        SHA-256 of the file: the record says which recipe a round was played by.
    """

    name: str
    title: Text
    rounds: int
    attempts: int
    resamples: int
    capacity: float
    range: tuple[float, float]
    groups: tuple[str, ...]
    weights: dict[str, float]
    jury: float
    limits: Limits
    models: dict[str, LinearModel]
    hospitals: tuple[Hospital, ...]
    digest: str

    def of(self, role: str) -> tuple[Hospital, ...]:
        """The hospitals with that role."""
        return tuple(h for h in self.hospitals if h.role == role)


def competitions(content: Content | None = None) -> Path:
    """The folder of the contests that come with labkit."""
    return (content or Content.find()).root / "competitions"


def read_recipe(file: Path) -> Recipe:
    """Read and check a recipe.

    Raises
    ------
    CourseError
        With the key at fault and what it may be.
    """
    try:
        raw = file.read_bytes()
        said = tomllib.loads(raw.decode("utf-8"))
    except FileNotFoundError:
        raise CourseError(
            _("{file} does not exist: `labkit contest new` makes a contest's folder.").format(file=file)
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(_("{file} is not valid TOML: {error}").format(file=file, error=error)) from None
    try:
        return _recipe(said, hashlib.sha256(raw).hexdigest())
    except KeyError as missing:
        raise CourseError(_("{file}: {key} is missing.").format(file=file, key=missing)) from None
    except (TypeError, ValueError, AttributeError) as error:
        raise CourseError(f"{file}: {error}") from None


def _recipe(said: dict[str, Any], digest: str) -> Recipe:
    weights = {name: float(said["weights"][name]) for name in CRITERIA}
    if min(weights.values()) < 0 or abs(sum(weights.values()) - 1) > 1e-9:
        raise ValueError(_("the weights must be 0 or more and sum to 1"))
    low, high = map(float, said["range"])
    if not 0 < low < high < 1:
        raise ValueError(_("range must be two rising thresholds between 0 and 1"))
    if not 0 < float(said["capacity"]) <= 1:
        raise ValueError(_("capacity must be a share above 0, 1 at most"))
    unknown = set(said["groups"]) - set(GROUPS)
    if unknown:
        raise ValueError(_("groups must be among {known}").format(known=", ".join(GROUPS)))
    jury = float(said.get("jury", 0))
    if not 0 <= jury < 1:
        raise ValueError(_("jury must be a share from 0, below 1"))
    hospitals = tuple(_hospital(one) for one in said["hospitals"])
    roles = [h.role for h in hospitals]
    if roles.count("practice") != 1 or roles.count("board") != 1 or not roles.count("final"):
        raise ValueError(
            _("a contest has one practice hospital, one board hospital and one final hospital or more")
        )
    for name in ("rounds", "attempts", "resamples"):
        if int(said[name]) < (100 if name == "resamples" else 1):
            raise ValueError(_("{key} is too small").format(key=name))
    return Recipe(
        str(said["name"]),
        Text(**said["title"]),
        int(said["rounds"]),
        int(said["attempts"]),
        int(said["resamples"]),
        float(said["capacity"]),
        (low, high),
        tuple(said["groups"]),
        weights,
        jury,
        _limits(said["limits"]),
        {name: _model(one) for name, one in said["models"].items()}
        | {"shipped": _model(said["models"]["shipped"])},
        hospitals,
        digest,
    )


def _limits(said: dict[str, Any]) -> Limits:
    return Limits(
        memory_bytes=int(said["memory_mib"]) * MIB,
        cell_seconds=float(said["notebook_seconds"]),
        call_seconds=float(said["call_seconds"]),
        total_seconds=float(said["total_seconds"]),
    )


def _model(said: dict[str, Any]) -> LinearModel:
    terms = {
        name: (float(c), float(centre), float(spread)) for name, (c, centre, spread) in said["terms"].items()
    }
    return LinearModel(
        float(said["intercept"]),
        float(said["threshold"]),
        terms,
        {name: float(value) for name, value in said.get("ward", {}).items()},
    )


def _hospital(said: dict[str, Any]) -> Hospital:
    one = Hospital(**said)
    if one.role not in ROLES:
        raise ValueError(_("role must be among {known}").format(known=", ".join(ROLES)))
    if one.site not in network.LEVELS["hospital"]:
        raise ValueError(_("site must be among {known}").format(known=", ".join(network.LEVELS["hospital"])))
    if one.year not in (2023, 2024) or one.stays < 500:
        raise ValueError(_("a hospital's year is 2023 or 2024, and it has 500 stays or more"))
    for name, size in one.effects.items():
        if name not in EFFECTS:
            raise ValueError(
                _("{effect} cannot be planted in a contest; there are {known}").format(
                    effect=name, known=", ".join(EFFECTS)
                )
            )
        planted.make(name, **size)  # its own checks
    return one
