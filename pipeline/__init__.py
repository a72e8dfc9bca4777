"""jiaokan (校勘): archived Chinese newspaper pages become clean, defensible tables and articles."""

from pipeline.dataset import load

__version__ = "0.1.0"
__all__ = ["__version__", "load"]
