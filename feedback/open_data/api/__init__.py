"""The read API: the published figures one by one, for other systems."""
