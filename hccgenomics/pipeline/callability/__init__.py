"""What could have been seen: panel and depths, the bases that decide, and what they come to."""
