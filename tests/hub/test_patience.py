"""A hub waits for its exchange as long as a busy machine needs."""

from jupyterhub.services.service import Service
from traitlets.config import Config

from labkit.hub.exchange.on_the_hub import exchange_with


def test_a_hub_waits_longer_for_the_exchange_than_of_itself(tmp_path):
    c = Config()
    exchange_with(c, tmp_path)
    [service] = c.JupyterHub.services.get_value([])
    assert service["timeout"] > Service.timeout.default_value
    assert set(service) <= {"name", "url", "command", "environment", "oauth_no_confirm", "timeout"} & set(
        Service.class_traits()
    )
