"""A download of 2021: preambles, an address book, two fixed records for media. All people are invented."""

from tests.archives import table
from tests.holdings.eras import Era, columns, tabbed

NOTES = 'Notes:\n"Some of the e-mail addresses, and this sentence has commas, are missing, as their owners wish."\n\n'
DOWNLOAD = Era(
    "Basic_LinkedInDataExport_11-15-2021.zip",
    {
        "Connections.csv": NOTES
        + "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        + 'Beppe,Esempio,,"Forno Finto, Turin",Baker,14 Nov 2021\n'
        + "Ada,Prova,ada@example.org,,,01 Feb 2020\n"
        + ",,,,,02 Mar 2019",
        "Contacts.csv": table(
            columns(
                "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,"
                "InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles"
            ),
            [
                "MOBILE",
                "Zia",
                "Prova",
                "",
                "",
                "",
                "+39 011 5550 1",
                "5/6/21, 7:08 PM",
                "",
                "",
                "",
                "Zia Prova",
                "",
                "",
                "",
                "",
            ],
        ),
        "Rich Media.csv": table(
            ["Type", "Link"], ["Photos", "https://example.org/photos"], ["Videos", "https://example.org/videos"]
        ),
        "Calendar.csv": table(["Owner", "Source", "LastSyncedAt"], ["Pia Finta", "MOBILE", "2/3/21, 4:05 AM"]),
        "SavedJobAlerts.csv": table(
            ["Saved Search Date", "Jobs Search Url"], ["10/9/21, 8:07 AM", "https://example.org/jobs?keywords=oven"]
        ),
        "messages.csv": table(
            columns("CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"),
            columns(
                "1,,Pia Finta,https://www.linkedin.com/in/pia-finta,Beppe Esempio,2021-11-01 10:00:00 UTC,,"
                "Is the oven hot?,INBOX"
            ),
            [
                "1",
                "",
                "Beppe Esempio",
                "https://www.linkedin.com/in/beppe-esempio",
                "Pia Finta, Ada Prova",
                "2021-11-01 10:01:00 UTC",
                "",
                "Always, always",
                "INBOX",
            ],
        ),
        "Invitations.csv": table(
            ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrn", "inviteeProfileUrn"],
            [
                "Pia Finta",
                "Beppe Esempio",
                "11/13/21, 12:00 PM",
                "",
                "OUTGOING",
                "https://www.linkedin.com/in/pia-finta",
                "https://www.linkedin.com/in/beppe-esempio",
            ],
        ),
        "Profile.csv": table(
            columns(
                "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
                "Geo Location,Twitter Handles,Websites,Instant Messengers"
            ),
            ["Pia", "Finta", "", "", "", "Oven poet", "", "Food", "", "Turin, Piedmont, Italy", "", "", ""],
        ),
        "Shares.csv": table(
            ["Date", "ShareLink", "ShareCommentary", "SharedURL", "MediaURL", "Visibility"],
            ["2021-10-31 23:59:59", "https://example.org/s/1", "Bread rises.", "", "", "MEMBER_NETWORK"],
        ),
        "Comments.csv": "Date,Link,Message\n2021-10-30 08:00:00,https://example.org/c/1,First line\nsecond line\n"
        "2021-10-29 08:00:00,https://example.org/c/2,Short\n",
        "Reactions.csv": table(["Date", "Type", "Link"], ["2021-10-28 07:00:00", "EMPATHY", "https://example.org/r/1"]),
        "Votes.csv": table(["Date", "Link", "OptionText"], ["2021-10-27 06:00:00", "https://example.org/v/1", "=Rye"]),
        "Saved Items.csv": table(["savedItem", "createdTime"], ["https://example.org/p/1", "2021-10-26 05:00:00"]),
        "Member_Follows.csv": NOTES
        + table(["Date", "Status", "FullName"], ["2021-10-25 04:00:00", "Active", "Ada Prova"]),
        "Company Follows.csv": table(["Organization", "Followed On"], ["Forno Finto", "Sun Oct 24 03:02:01 UTC 2021"]),
        "Endorsement Received Info.csv": tabbed(
            ["Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorsement Status"],
            ["2021/10/23 02:01:00 UTC", "Baking", "Beppe", "Esempio", "ACCEPTED"],
        ),
        "Learning.csv": "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),"
        "Content Completed At (if completed),Content Saved,Notes taken on videos (if taken),\n"
        'Ovens,"<p>Hot,\nvery</p>",COURSE,2021-10-22 01:00 UTC,N/A,false,N/A,\n',
        "Publications.csv": table(
            ["Name", "Published On", "Description", "Publisher", "Url"],
            ["On crumbs", "Sep 3, 2019", "", "Crumb Press", ""],
        ),
        "Receipts.csv": "First Name,Last Name,Billing Country,Postal Code,Transaction Made At,Payment Method Type,"
        "Invoice Number,Description,Tax Amount,Sub Total,Total Amount,Currency Code\n"
        'Pia,Finta,IT,10100,"9/8/21, 7:06 AM",CREDIT_CARD,T-1,Premium,1,2,3,EUR\n',
        "Registration.csv": table(
            ["Registered At", "Registration Ip", "Subscription Types"], ["1/2/14, 3:04 PM", "192.0.2.2", "Basic"]
        ),
    },
    {
        "Connections.csv": ("connections", 3),
        "Contacts.csv": ("importedcontacts", 1),
        "Rich Media.csv": ("rich_media", 2),
        "Calendar.csv": ("calendar", 1),
        "SavedJobAlerts.csv": ("savedjobalerts", 1),
        "messages.csv": ("messages", 2),
        "Invitations.csv": ("invitations", 1),
        "Profile.csv": ("profile", 1),
        "Shares.csv": ("shares", 1),
        "Comments.csv": ("comments", 2),
        "Reactions.csv": ("reactions", 1),
        "Votes.csv": ("votes", 1),
        "Saved Items.csv": ("saved_items", 1),
        "Member_Follows.csv": ("member_follows", 1),
        "Company Follows.csv": ("company_follows", 1),
        "Endorsement Received Info.csv": ("endorsement_received_info", 1),
        "Learning.csv": ("learning", 1),
        "Publications.csv": ("publications", 1),
        "Receipts.csv": ("receipts", 1),
        "Registration.csv": ("registration", 1),
    },
    {
        "Connections.csv": ["2021-11-14", "2020-02-01", "2019-03-02"],
        "Contacts.csv": ["2021-05-06"],
        "Rich Media.csv": [None, None],
        "Calendar.csv": ["2021-02-03"],
        "SavedJobAlerts.csv": ["2021-10-09"],
        "messages.csv": ["2021-11-01", "2021-11-01"],
        "Invitations.csv": ["2021-11-13"],
        "Shares.csv": ["2021-10-31"],
        "Comments.csv": ["2021-10-30", "2021-10-29"],
        "Reactions.csv": ["2021-10-28"],
        "Votes.csv": ["2021-10-27"],
        "Saved Items.csv": ["2021-10-26"],
        "Member_Follows.csv": ["2021-10-25"],
        "Company Follows.csv": ["2021-10-24"],
        "Endorsement Received Info.csv": ["2021-10-23"],
        "Learning.csv": ["2021-10-22"],
        "Publications.csv": ["2019-09-03"],
        "Receipts.csv": ["2021-09-08", "2021-09-08"],
        "Registration.csv": ["2014-01-02"],
    },
)
