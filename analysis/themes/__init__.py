"""What residents say: themes found in free text, and where each theme is over-represented."""
