"""How closed errands come in: by signed webhook or from a file, each of them exactly once."""
