"""What staff see: the cube read, figures from the analysis desk, dashboards and charts."""
