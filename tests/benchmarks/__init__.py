"""Measurements as ratios of two things run in turn: ``python -m tests.benchmarks``. They are no tests."""
