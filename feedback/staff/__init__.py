"""Staff and committee: accounts, signing in, what each may see, and the audit of what they did."""
