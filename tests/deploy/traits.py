"""Which classes a hub's configuration may name, and what of it none of them knows."""

from pathlib import Path

from jupyterhub.app import JupyterHub
from jupyterhub.auth import Authenticator, LocalAuthenticator, PAMAuthenticator
from jupyterhub.proxy import ConfigurableHTTPProxy
from jupyterhub.spawner import LocalProcessSpawner, SimpleLocalProcessSpawner, Spawner
from kubespawner import KubeSpawner
from ltiauthenticator.lti13.auth import LTI13Authenticator
from systemdspawner import SystemdSpawner
from traitlets import TraitError
from traitlets.config import Config, LazyConfigValue
from traitlets.config.loader import DeferredConfig, PyFileConfigLoader

from labkit.hub.lti.sign_in import CourseAuthenticator

CLASSES = {
    each.__name__: each
    for each in (
        JupyterHub,
        ConfigurableHTTPProxy,
        Authenticator,
        LocalAuthenticator,
        PAMAuthenticator,
        LTI13Authenticator,
        CourseAuthenticator,
        Spawner,
        LocalProcessSpawner,
        SimpleLocalProcessSpawner,
        SystemdSpawner,
        KubeSpawner,
    )
}


def loaded(file: Path) -> Config:
    """What a configuration in Python sets."""
    return PyFileConfigLoader(file.name, str(file.parent)).load_config()


def unknown(config: Config) -> list[str]:
    """Everything that a class does not know or would not take."""
    found = []
    for section, settings in config.items():
        known = CLASSES[section].class_traits(config=True) if section in CLASSES else {}
        for name, value in settings.items():
            if name not in known:
                found.append(f"{section}.{name}")
            elif not isinstance(value, (LazyConfigValue, DeferredConfig)):
                try:
                    known[name]._validate(None, value)
                except TraitError as error:
                    found.append(f"{section}.{name}: {error}")
                except (
                    AttributeError
                ):  # a trait that asks its own object; the real hub takes it in another test
                    continue
    return found
