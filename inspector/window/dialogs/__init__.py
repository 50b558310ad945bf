"""Dialogs and what belongs to them."""
