"""What we ask: vocabularies, survey versions, and the rules that check them."""
