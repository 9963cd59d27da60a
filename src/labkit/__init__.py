"""labkit: hands-on AI for health. Heavy rooms load when they are first used, so `import labkit` is cheap."""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
