"""The categories that a person looks for, as they are shown."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def category_name(category: str) -> str:
    """A category as a heading."""
    return {
        "profile": translate("Category", "Profile"),
        "posts": translate("Category", "Posts"),
        "jobs": translate("Category", "Jobs"),
        "messages": translate("Category", "Messages"),
        "payment": translate("Category", "Payment"),
        "ai_conversations": translate("Category", "AI conversations"),
        "activity": translate("Category", "Activity"),
        "network": translate("Category", "Network"),
        "ads_inferences": translate("Category", "Ads and inferences"),
        "learning": translate("Category", "Learning"),
        "account_security": translate("Category", "Account security"),
    }.get(category) or translate("Category", "Unsorted")
