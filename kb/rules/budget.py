"""Placeholder until the rules of this file are written."""

from kb.rules.violation import Rule

RULES: tuple[Rule, ...] = ()
