"""The quarterly summary."""
