"""Open data: what approval has published, as files anybody may use, as a catalogue, and through the read API."""
