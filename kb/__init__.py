"""The knowledge base of claims from papers; import what you need by its module path."""

__version__ = "0.1.0"
