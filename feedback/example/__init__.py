"""Example data for `likvardig demo`: two invented years, with inequalities planted on purpose and written down."""
