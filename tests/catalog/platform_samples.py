"""Small invented downloads of other platforms, in the shapes that each of them writes."""

from tests.archives import Files, table

JSON = "[]"
PAGE = "<html><body>Nothing</body></html>"
PICTURE = b"\xff\xd8\xff\xe0 beach"

REDDIT_COMMENT = ("id", "permalink", "date", "ip", "subreddit", "gildings", "link", "parent", "body", "media")
REDDIT_MESSAGE = ("id", "permalink", "thread_id", "date", "ip", "from", "to", "subject", "body")
REDDIT: Files = {
    "comments.csv": table(
        REDDIT_COMMENT, ("k1", "https://x/1", "2026-02-03 04:05:06 UTC", "", "birds", "0", "https://x", "", "Hi", "")
    ),
    "messages.csv": table(
        REDDIT_MESSAGE, ("m1", "https://x/2", "t1", "2026-02-03 04:05:06 UTC", "", "nora_b", "otto_p", "Hello", "Hi")
    ),
    "posts.csv": table(("id", "permalink", "date", "ip", "subreddit", "gildings", "title", "url", "body")),
    "post_votes.csv": table(("id", "permalink", "direction"), ("p1", "https://x/3", "up")),
    "friends.csv": table(("username", "note"), ("otto_p", "")),
    "ip_logs.csv": table(("date", "ip"), ("2026-02-03 04:05:06 UTC", "192.0.2.1")),
    "linked_identities.csv": table(("issuer_id", "subject_id"), ("1", "2")),
}

SAMPLES: dict[str, Files] = {
    "Reddit": REDDIT,
    "X (Twitter)": {
        "Your archive.html": PAGE,
        "data/manifest.js": "window.__THAR_CONFIG = {}",
        "data/tweets.js": "window.YTD.tweets.part0 = []",
        "data/README.txt": "Read me\n",
    },
    "Threads": {"your_instagram_activity/threads/threads_and_replies.json": JSON},
    "Instagram": {
        "your_instagram_activity/comments/post_comments_1.json": JSON,
        "connections/followers_and_following/followers_1.json": JSON,
        "personal_information/personal_information/personal_information.json": JSON,
        "media/posts/202602/1.jpg": PICTURE,
        "start_here.html": PAGE,
    },
    "Facebook": {
        "your_facebook_activity/posts/your_posts_1.html": PAGE,
        "your_facebook_activity/messages/inbox/otto_1/message_1.json": JSON,
        "connections/friends/your_friends.html": PAGE,
        "personal_information/profile_information/profile_information.json": JSON,
        "start_here.html": PAGE,
    },
    "Facebook or Instagram": {
        "messages/inbox/otto_1/message_1.json": JSON,
        "messages/inbox/ina_2/message_1.html": PAGE,
    },
    "WhatsApp": {"_chat.txt": "[03.02.26, 04:05:06] Nora: Hello\n", "00000001-PHOTO-2026-02-03.jpg": PICTURE},
    "Google": {
        "Takeout/archive_browser.html": PAGE,
        "Takeout/YouTube and YouTube Music/comments/comments.csv": table(
            ("Comment ID", "Channel ID", "Comment Create Timestamp", "Video ID", "Comment Text"),
            ("c", "u", "2026-02-03T04:05:06Z", "v", "Nice"),
        ),
        "Takeout/Contacts/All Contacts/All Contacts.csv": table(("Name", "Phone 1 - Value"), ("Otto", "1")),
        "Takeout/Drive/Skills.csv": table(("Level", "What"), ("3", "Knots")),
    },
    "GitHub": {"schema.json": "{}", "users_000001.json": JSON, "issues_000001.json": JSON},
    "Microsoft": {
        "copilot-activity-history.csv": table(
            ("Conversation", "Time", "Author", "Message"), ("Knots", "2026-02-03T04:05:06", "Human", "Which?")
        ),
        "SearchRequestsAndQuery.csv": table(("DateTime", "SearchTerms"), ("2026-02-03", "knots")),
        "contacts.csv": table(
            ("First Name", "Last Name", "Title", "Nickname", "Given Yomi", "Surname Yomi", "E-mail 2 Address"),
            ("Otto", "Probe", "", "", "", "", ""),
        ),
        "BrowseHistory.csv": table(("DateTime", "NavigatedToUrl"), ("2026-02-03", "https://example.org")),
    },
    "TikTok": {
        "TikTok/Activity/Follower.txt": "Date: 2026-02-03 04:05:06\nUsername: otto\n",
        "TikTok/Comment/Comments.txt": "Date: 2026-02-03 04:05:06\nComment: Nice\n",
    },
    "Snapchat": {"json/snap_history.json": "{}", "json/account.json": "{}", "html/snap_history.html": PAGE},
    "Spotify": {"MyData/StreamingHistory_music_0.json": JSON, "MyData/Userdata.json": "{}"},
    "Amazon": {
        "Retail.OrderHistory.1/Retail.OrderHistory.1.csv": table(
            ("Website", "Order ID", "Order Date", "ASIN", "Product Name"), ("x", "1", "2026-02-03", "B0", "Rope")
        )
    },
    "Apple": {
        "Apple_Media_Services/Stores Activity/Reviews.csv": table(("Item", "Stars"), ("Knots", "5")),
        "Apple_Media_Services/Apple Music Activity/Apple Music Play Activity.csv": table(("Song Name",), ("Rope",)),
    },
    "Discord": {
        "account/user.json": "{}",
        "messages/index.json": "{}",
        "messages/c42/messages.csv": table(
            ("ID", "Timestamp", "Contents", "Attachments"), ("1", "2026-02-03 04:05:06", "Hello", "")
        ),
    },
    "Slack": {"channels.json": JSON, "users.json": JSON, "general/2026-02-03.json": JSON},
    "Telegram": {"export_results.html": PAGE, "chats/chat_1/messages.html": PAGE, "lists/contacts.html": PAGE},
    "Netflix": {
        "CONTENT_INTERACTION/ViewingActivity.csv": table(
            ("Profile Name", "Start Time", "Duration", "Title"), ("Nora", "2026-02-03 04:05:06", "00:10:00", "Knots")
        ),
        "PROFILES/Profiles.csv": table(("Profile Name", "Maturity Level"), ("Nora", "Adult")),
    },
    "Strava": {
        "activities.csv": table(("Activity ID", "Activity Date", "Activity Name"), ("1", "3 Feb 2026", "Run")),
        "profile.csv": table(("Athlete ID", "First Name", "Last Name", "City"), ("1", "Nora", "Beispiel", "Ulm")),
        "comments.csv": table(("Comment Date", "Comment"), ("3 Feb 2026", "Nice")),
        "contacts.csv": table(("Name", "Kind"), ("Otto", "friend")),
        "bikes.csv": table(("Bike Name",), ("Red",)),
        "clubs.csv": table(("Club Name",), ("Knots",)),
    },
    "Letterboxd": {
        "watched.csv": table(("Date", "Name", "Year", "Letterboxd URI"), ("2026-02-03", "Rope", "1948", "https://b")),
        "diary.csv": table(
            ("Date", "Name", "Year", "Letterboxd URI", "Rating"), ("2026-02-03", "Rope", "1948", "", "4")
        ),
        "profile.csv": table(("Date Joined", "Username", "Favorite Films"), ("2026-02-03", "nora", "")),
        "comments.csv": table(("Date", "Content", "Comment"), ("2026-02-03", "https://b", "Nice")),
    },
    "ChatGPT": {"conversations.json": JSON, "chat.html": PAGE, "user.json": "{}"},
    "Claude": {"conversations.json": JSON, "users.json": JSON, "projects.json": JSON},
    "Mastodon": {
        "actor.json": "{}",
        "outbox.json": "{}",
        "following_accounts.csv": table(("Account address", "Show boosts"), ("otto@example.org", "true")),
    },
    "Uber": {"Uber Data/Rider/trips_data.csv": table(("City", "Fare Amount"), ("1", "2"))},
}
"""A download of each platform by the platform's name."""
