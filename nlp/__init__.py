"""What texts mean: mentions and claims, with the words that carry them."""
