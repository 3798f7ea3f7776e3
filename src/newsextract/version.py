"""The version, in a place of its own: it is read before anything is installed."""

__version__ = "0.1.0"
