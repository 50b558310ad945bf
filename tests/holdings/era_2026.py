"""A download of 2026: numbers added to names, messages quoted throughout, AI chats. All people are invented."""

from tests.archives import table
from tests.holdings.eras import Era, columns

OWN, OTHER = "https://www.linkedin.com/in/remi-fictif", "https://www.linkedin.com/in/lou-exemple"
CHAT = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
)
MESSAGES = [*columns(CHAT), "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT"]
NUMBER = "34875879"
DOWNLOAD = Era(
    "Complete_LinkedInDataExport_03-14-2026.zip.zip",
    {
        f"Shares_{NUMBER}.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        + '2026-03-01 10:00:00,https://example.org/s/1,"Bridges sing.""\n""Listen."'
        + ",,,PUBLIC\n2026-02-28 10:00:00,https://example.org/s/2,Only for friends,,,CONNECTIONS\n",
        f"Comments_{NUMBER}.csv": "Date,Link,Message\n2026-02-27 09:00:00,https://example.org/c/1,Yes\nand no\n",
        f"Reactions_{NUMBER}.csv": "Date,Type,Link\n2026-02-26 08:00:00,LIKE,https://example.org/r/1\n",
        f"Votes_{NUMBER}.csv": "Date,Link,OptionText\n2026-02-25 07:00:00,https://example.org/v/1,Arch\n",
        f"InstantReposts_{NUMBER}.csv": "Date,Link\n2026-02-24 06:00:00,https://example.org/i/1\n",
        f"Saved_Items_{NUMBER}.csv": "savedItem,CreatedTime\nhttps://example.org/p/1,2026-02-23 05:00:00\n",
        f"Member_Follows_{NUMBER}.csv": "Date,Status,FullName\n2026-02-22 04:00:00,Active,Lou Exemple\n",
        f"Hashtag_Follows_{NUMBER}.csv": "HashTag,CreatedTime,LastModifiedTime,State\n"
        "bridges,2026-02-21 03:00:00,2026-02-21 03:00:00,FOLLOW\n",
        "messages.csv": table(
            MESSAGES,
            [
                "1",
                "",
                "Rémi Fictif",
                OWN,
                "Lou Exemple",
                OTHER,
                "2026-03-10 12:00:00 UTC",
                "",
                "Two\r\nlines",
                "INBOX",
                "",
                "No",
                "No",
            ],
            [
                "1",
                "",
                "Lou Exemple",
                OTHER,
                "Rémi Fictif",
                OWN,
                "2026-03-10 12:01:00 UTC",
                "",
                "",
                "INBOX",
                "",
                "No",
                "No",
            ],
            quoted=True,
        ),
        "coach_messages.csv": f"{CHAT}\n1,,Rémi Fictif,{OWN},,,2026-03-09 20:00:00 UTC,,Draft a post,INBOX\n"
        f"1,,,,Rémi Fictif,{OWN},2026-03-09 20:00:09 UTC,,,INBOX\n",
        "guide_messages.csv": f"{CHAT}\n",
        "learning_role_play_messages.csv": f"{CHAT}\n",
        "LearningCoachMessages.csv": "No conversations found",
        "Profile.csv": table(
            columns(
                "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
                "Twitter Handles,Websites,Instant Messengers"
            ),
            ["Rémi", "Fictif", "", "", "Feb 29, 1988", "Bridge tuner", "", "Music", "", "Lyon, France", "", "", ""],
        ),
        "Invitations.csv": table(
            ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"],
            ["Rémi Fictif", "Lou Exemple", "3/8/26, 9:05 PM", "Hello", "OUTGOING", OWN, OTHER],
        ),
        "Connections.csv": 'Notes:\n"One sentence, with commas, of another length than before."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        f"Lou,Exemple,{OTHER},,Pont Chantant SA,Ear,08 Mar 2026\n",
        "Rich_Media.csv": table(
            ["Date/Time", "Media Description", "Media Link"],
            ["You uploaded a feed photo on March 8, 2026 at 9:37 AM (GMT)", "A bridge", "https://example.org/m/1"],
        ),
        "Jobs/Job Applications_1.csv": table(
            columns(
                "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
                "Question And Answers"
            ),
            [
                "3/7/26, 8:06 AM",
                "remi@example.org",
                "",
                "Pont Chantant SA",
                "Tuner",
                "",
                "CV.pdf",
                "Perfect pitch?:Yes",
            ],
        ),
        "Jobs/Job Applications_2.csv": table(
            columns(
                "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
                "Question And Answers"
            ),
            ["12/31/25, 11:06 PM", "", "", "Corde AG", "Listener", "", "", ""],
        ),
        "Receipts_v2.csv": "First Name,Last Name,Billing Country,Postal Code,Transaction Made At,Payment Method Type,"
        "Invoice Number,Description,Tax Amount,Sub Total,Total Amount,Currency Code\n"
        "Rémi,Fictif,FR,69001,03/06/26 07:05 AM UTC,CREDIT_CARD,T-2,Premium,1,2,3,EUR\n",
        "Notes.csv": table(
            [
                "Connection First Name",
                "Connection Last Name",
                "Connection Profile URL",
                "Note",
                "Created On",
                "Edited On",
            ],
            ["Lou", "Exemple", OTHER, "Hums in B flat", "2026-03-05 06:04:00 UTC", "2026-03-05 06:04:00 UTC"],
        ),
        "Verifications/Verifications.csv": table(
            columns(
                "First name,Middle name,Last name,Verification type,Organization name,Email address,Country,State,City,"
                "Year of birth,Issuing authority,Document type,Verification service provider,Verified date,Expiry date"
            ),
            [
                "Rémi",
                "N/A",
                "Fictif",
                "ID verification",
                *["N/A"] * 2,
                "France",
                *["N/A"] * 2,
                "1988",
                *["N/A"] * 3,
                "2026-03-04",
                "N/A",
            ],
        ),
        "VerifiedExternalCapability.csv": "Capability,Issuer\nTuning,Example Guild\n",
        "Events.csv": table(
            ["Event Name", "Event Time", "Status", "External Url"],
            ["Bridge night", "May 01, 2026 02:00 PM - May 01, 2026 03:00 PM", "APPROVED", ""],
        ),
        "Registration.csv": 'Registered At,Registration Ip,Subscription Types\n"6/5/15, 4:03 AM",192.0.2.3,Basic\n',
    },
    {
        f"Shares_{NUMBER}.csv": ("shares", 2),
        f"Comments_{NUMBER}.csv": ("comments", 1),
        f"Reactions_{NUMBER}.csv": ("reactions", 1),
        f"Votes_{NUMBER}.csv": ("votes", 1),
        f"InstantReposts_{NUMBER}.csv": ("instantreposts", 1),
        f"Saved_Items_{NUMBER}.csv": ("saved_items", 1),
        f"Member_Follows_{NUMBER}.csv": ("member_follows", 1),
        f"Hashtag_Follows_{NUMBER}.csv": ("hashtag_follows", 1),
        "messages.csv": ("messages", 2),
        "coach_messages.csv": ("coach_messages", 2),
        "guide_messages.csv": ("guide_messages", 0),
        "learning_role_play_messages.csv": ("learning_role_play_messages", 0),
        "LearningCoachMessages.csv": ("learningcoachmessages", 0),
        "Profile.csv": ("profile", 1),
        "Invitations.csv": ("invitations", 1),
        "Connections.csv": ("connections", 1),
        "Rich_Media.csv": ("rich_media", 1),
        "Jobs/Job Applications_1.csv": ("job_applications", 1),
        "Jobs/Job Applications_2.csv": ("job_applications", 1),
        "Receipts_v2.csv": ("receipts_v2", 1),
        "Notes.csv": ("notes", 1),
        "Verifications/Verifications.csv": ("verifications", 1),
        "VerifiedExternalCapability.csv": ("verifiedexternalcapability", 1),
        "Events.csv": ("events", 1),
        "Registration.csv": ("registration", 1),
    },
    {
        f"Shares_{NUMBER}.csv": ["2026-03-01", "2026-02-28"],
        f"Comments_{NUMBER}.csv": ["2026-02-27"],
        f"Reactions_{NUMBER}.csv": ["2026-02-26"],
        f"Votes_{NUMBER}.csv": ["2026-02-25"],
        f"InstantReposts_{NUMBER}.csv": ["2026-02-24"],
        f"Saved_Items_{NUMBER}.csv": ["2026-02-23"],
        f"Member_Follows_{NUMBER}.csv": ["2026-02-22"],
        f"Hashtag_Follows_{NUMBER}.csv": ["2026-02-21"],
        "messages.csv": ["2026-03-10", "2026-03-10"],
        "coach_messages.csv": ["2026-03-09", "2026-03-09"],
        "Profile.csv": [None, None],
        "Invitations.csv": ["2026-03-08"],
        "Connections.csv": ["2026-03-08"],
        "Rich_Media.csv": ["2026-03-08"],
        "Jobs/Job Applications_1.csv": ["2026-03-07", "2026-03-07", "2026-03-07"],
        "Jobs/Job Applications_2.csv": ["2025-12-31"],
        "Receipts_v2.csv": ["2026-03-06", "2026-03-06"],
        "Notes.csv": ["2026-03-05"],
        "Verifications/Verifications.csv": ["2026-03-04"],
        "Events.csv": ["2026-05-01"],
        "Registration.csv": ["2015-06-05"],
    },
)
