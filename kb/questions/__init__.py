"""Derived queries: one question, one module, one decorated function; `registry` lists them."""
