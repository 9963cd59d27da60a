"""Ports for servers that are started together and told of one another."""

import random
import socket

# Below what Linux (from 32768) and macOS and Windows (from 49152) hand out themselves: a port from there may go to a
# kernel or a browser between the moment it is found free and the moment the server listens.
LOWEST, HIGHEST = 15_000, 32_000


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens to and that it hands to nobody: each call draws others."""
    ports: list[int] = []
    for port in random.SystemRandom().sample(range(LOWEST, HIGHEST), HIGHEST - LOWEST):
        if len(ports) == count:
            return ports
        if is_free(port):
            ports.append(port)
    raise OSError(f"no {count} free ports from {LOWEST} to {HIGHEST}")


def is_free(port: int) -> bool:
    """Whether nobody listens to a port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what was closed a moment ago is free
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
