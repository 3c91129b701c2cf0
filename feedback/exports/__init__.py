"""Files of answers for staff: a row for each response, no identity, and nothing about fewer than ten."""
