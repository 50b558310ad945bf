from inspector.visible import one_line, visible  # noqa: F401
