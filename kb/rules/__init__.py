"""What must hold across files: one rule, one function, one sentence; `check` runs them all."""
