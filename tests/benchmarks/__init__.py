"""Measurements as ratios of two things timed in turn; run by hand, no tests."""
