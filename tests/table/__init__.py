"""Tests of the text stage."""
