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
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        ports.append(port)
    raise OSError(f"no {count} free ports from {LOWEST} to {HIGHEST}")


def free_port() -> int:
    return free_ports(1)[0]
