"""What runs in a process of its own: rdflib is heavy."""
