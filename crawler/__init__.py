"""Where texts come from and when."""
