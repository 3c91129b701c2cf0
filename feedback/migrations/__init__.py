"""The schema, step by step. Piccolo runs what has not run yet; steps only add."""
