"""The categories that a person looks for, as they are shown."""

from inspector.window.localization import localize


def category_name(category: str) -> str:
    """A category as a heading, in the language of the application."""
    from inspector.summary.labels import title_category  # loads the policy, which the first window does not wait for

    return localize(title_category(category))
