"""Hostile and damaged archives of every kind, each with what the program must make of it.

``python -m tests.corpus`` runs the real command on every case in a process of its own and prints a table.
"""
