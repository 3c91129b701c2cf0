"""What we conclude: pure functions from counts to findings."""
