"""Human oversight of a model: when to ask a person, what is logged, when to stop, and reports that recompute.

Everything is loaded when first used, so importing the room costs nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
