"""The public surface, as an editor and a type checker read it; `lazy_loader` reads it too, so that it is written once."""

from . import audit as audit
from . import data as data
from . import evaluate as evaluate
from . import lexicon as lexicon
from . import oversight as oversight
from . import tasks as tasks
from . import text as text
from .notebook import Lab as Lab

__version__: str
