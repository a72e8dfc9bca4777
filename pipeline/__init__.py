"""jiaokan (校勘): archived Chinese newspaper pages become clean, defensible tables and articles."""

__version__ = "0.1.0"
