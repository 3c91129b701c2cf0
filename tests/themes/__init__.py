"""Themes: found, kept, changed by people."""
