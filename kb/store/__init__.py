"""The compiled base: `build` writes a Draft as one immutable SQLite file, `base` opens it and reads records back."""
