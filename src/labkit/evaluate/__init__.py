"""Evaluation of a clinical prediction model: arrays and frames in, frames and small dataclasses out.

Everything is loaded when first used, so importing the room costs nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
