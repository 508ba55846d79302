"""What is kept, checked, built and asked."""
