"""The page of items: list, filter, and why."""
