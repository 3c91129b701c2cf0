"""Themes of residents' comments as they are kept: runs, themes, which comment belongs where, the human hand."""
