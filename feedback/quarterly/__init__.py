"""The committee's quarterly summary: gathered, written, set in type, decided on and kept for good."""
