"""The analysis desk's work. Runs in its own process: the only part of the service that imports `analysis`."""
