"""The zip format in the terms of its specification, PKWARE APPNOTE.TXT 6.3.10."""
