"""The categories that a person looks for, as they are shown."""

from inspector.window.localization import translate


def category_name(category: str) -> str:
    """A category as a heading."""
    return {
        "profile": translate("Profile"),
        "posts": translate("Posts"),
        "jobs": translate("Jobs"),
        "messages": translate("Messages"),
        "payment": translate("Payment"),
        "ai_conversations": translate("AI conversations"),
        "activity": translate("Activity"),
        "network": translate("Network"),
        "ads_inferences": translate("Ads and inferences"),
        "learning": translate("Learning"),
        "account_security": translate("Account security"),
    }.get(category) or translate("Unsorted")
