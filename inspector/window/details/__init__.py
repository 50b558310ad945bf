"""The circumstances of the member: strip, dialog, fields."""
