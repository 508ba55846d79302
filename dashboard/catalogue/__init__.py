"""What is asked of whom: indicators, units, forms, observations, findings."""
