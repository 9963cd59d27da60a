"""`labkit hub`: a course on JupyterHub; arguments in, sentences out."""

from typing import Any

from labkit.cli import hub_exchange, hub_lti
from labkit.cli.arguments import OptionsAnywhere
from labkit.language import catalogue

_ = catalogue("hub")

# Each adds its sub-commands under `labkit hub`.
_STEPS = (hub_exchange, hub_lti)


def add_parsers(commands: Any) -> None:
    """Add this room's sub-commands to the `labkit` command."""
    text = _("a course on JupyterHub: try it out, deadlines, one learner's data, the LMS")
    hub = commands.add_parser("hub", help=text, description=text)
    steps = hub.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), required=True, parser_class=OptionsAnywhere
    )
    for room in _STEPS:
        room.add_steps(steps)
