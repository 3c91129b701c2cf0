"""What is published of the closed quarters, and what of it is hidden: decided once, at closing, for every surface."""
