"""What must hold across files: one rule is one function is one sentence, its docstring; `book` runs them all."""
