"""What tells a personal name or an address from other words: lists, cues and rules, without a model."""
