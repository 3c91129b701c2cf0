"""What we ask, tested."""
