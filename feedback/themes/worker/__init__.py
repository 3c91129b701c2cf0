"""What the process that reads comments does: the one place of this part that knows the analysis."""
