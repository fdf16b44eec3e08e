"""Texts of sources, read and never stored: the canonical form, the outline, and the figures in it."""
