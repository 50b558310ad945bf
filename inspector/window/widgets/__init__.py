"""Widgets and painting that know nothing of archives or rules."""
