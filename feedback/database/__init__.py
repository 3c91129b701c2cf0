"""Piccolo's engines, opened once and kept, and the writer that commits many answers at a time."""
