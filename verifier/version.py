"""The version of the program. A test holds it equal to the one in pyproject.toml."""

__version__ = "0.1.0"
