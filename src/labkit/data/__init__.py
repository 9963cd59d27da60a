"""Data with known truth: generated cohorts whose planted effects are recorded; readers for data people bring.

Nothing heavy is imported until a name is used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
