"""A strict platform with a small class, and the registration with it as docs/lti.md writes it."""

import tomllib
from pathlib import Path

import pytest

from tests.hub.platform import keys
from tests.hub.platform.server import served
from tests.hub.platform.strict import ROLE, StrictPlatform

DOCS = Path(__file__).parents[3] / "docs" / "lti.md"
LEARNER, INSTRUCTOR = [f"{ROLE}Learner"], [f"{ROLE}Instructor"]


def block(kind: str) -> str:
    """The page's one block of that language."""
    (found,) = [part.split("```")[0] for part in DOCS.read_text("utf-8").split(f"```{kind}\n")[1:]]
    return found


@pytest.fixture(scope="module")
def platform():
    with served(StrictPlatform) as platform:
        platform.people = {
            "17": ("Ada", "Lovelace", LEARNER),
            "Bob/../x": ("Bob", "O'Neil", LEARNER),
            "ab": ("Cho", "Chang", LEARNER),
            "AB": ("Dan", "Dubois", LEARNER),
            "99": ("Inès", "Roy", INSTRUCTOR),
        }
        yield platform


def write_registration(
    folder: Path, platform: StrictPlatform, hub_url: str, course: str = "ai4health"
) -> Path:
    """The page's ``lti.toml`` with this platform's values in the place of its examples."""
    text = block("toml").replace("[courses.ai4health]", f"[courses.{course}]")
    values = {
        "issuer": platform.issuer,
        "client_id": platform.client_id,
        "authorization_url": f"{platform.url}/authorize",
        "token_url": f"{platform.url}/token",
        "keys_url": f"{platform.url}/keys",
        "hub_url": hub_url,
        "deployment": platform.deployment,
        "context": platform.context,
    }
    said = tomllib.loads(text)
    for example in (said, said["courses"][course]):
        for name, value in example.items():
            if name in values:
                text = text.replace(f'{name} = "{value}"', f'{name} = "{values.pop(name)}"')
    assert not values, "each of them stands on the page"
    (folder / "lti_key.pem").write_text(keys.private(7))
    file = folder / "lti.toml"
    file.write_text(text, encoding="utf-8")
    return file
