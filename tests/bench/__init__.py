"""Benchmarks: each figure beside a floor or a peer of the same run; `scripts/bench` runs them, no test asserts a time."""
