"""The service: errands in, invitations out, answers stored, insight shown."""
