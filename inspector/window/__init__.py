"""The window: what the command line knows, seen and touched. The only package that imports Qt."""
