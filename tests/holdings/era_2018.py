"""A download of 2018: two encodings in one zip, seven columns of messages. All people are invented."""

from tests.archives import table
from tests.holdings.eras import Era, columns, tabbed

SHARES_2018 = ["Date", "Share Title", "Share Description", "Share Link", "Share Commentary", "Shared URL", "Media URL"]
MESSAGES_2018 = ["From", "To", "Date", "Subject", "Content", "Direction", "Folder"]
AGENT = "Mozilla/5.0 (Demo)"
DOWNLOAD = Era(
    "Complete_LinkedInDataExport_05-04-2018.zip",
    {
        "Account Status History.csv": tabbed(["Time", "Event"], ["2012/03/04 05:06:07 UTC", "ACCOUNT_CREATED"]),
        "Ad Targeting.csv": tabbed(
            columns(
                "Age Group,Country,Company Sizes,Companies,Followed Companies,Functions,Gender,Industries,"
                "Followed Industries,Partner Opt Out Advertising,Seniorities,State,Postal Code,Schools,"
                "Graduation Year,Groups,Interface Language,Degree Classes,Skills"
            ),
            columns("35-54,Norway,11-50,Fjordprobe AS,,Testing,Female,,,no,,,,,,,en,,Knots"),
        ),
        "Logins.csv": tabbed(
            ["Login Date", "IP Address", "User Agent", "Login Type"],
            ["2018/05/03 06:07:08 UTC", "192.0.2.7", AGENT, "WEB"],
            ["2018/05/02 06:07:08 UTC", "192.0.2.7", AGENT, "WEB"],
        ),
        "Search Queries.csv": tabbed(
            ["Time", "Search Query"],
            ["2018/04/30 10:11:12 UTC", "rope, waxed"],
            ["2018/04/29 10:11:12 UTC", "Åse Døme"],
        ),
        "Security Challenges.csv": tabbed(
            ["Challenge Date", "IP Address", "User Agent", "Country", "Challenge Type"],
            ["2018/01/02 03:04:05 UTC", "192.0.2.8", AGENT, "Norway", "CAPTCHA_CHALLENGE"],
        ),
        "Shares.csv": tabbed(
            [*SHARES_2018, "Type", "Visibility"],
            [
                "2018/04/01 12:00:00 UTC",
                "A knot",
                "Drawn",
                "",
                "Look at this\nknot, please",
                "",
                "",
                "ARTICLE",
                "PUBLIC",
            ],
            ["2017/12/24 12:00:00 UTC", "", "", "", "For friends", "", "", "TEXT", "CONNECTIONS"],
            ["2017/06/01 12:00:00 UTC", "", "", "", "For all", "", "", "TEXT", "MEMBER_NETWORK"],
        ),
        "Messages.csv": table(
            MESSAGES_2018,
            ["Åse Døme", "Ola Prøve", "4/3/18, 9:05 PM", "Rope", "Is it waxed?", "OUTGOING", "SENT"],
            ["Ola Prøve", "Åse Døme", "4/3/18, 9:45 PM", "Re: Rope", "It is.\nTwice.", "INCOMING", "INBOX"],
            ["Ola Prøve", "Åse Døme, Kari Eksempel", "12/31/17, 11:59 AM", "", "Happy new year", "INCOMING", "INBOX"],
        ),
        "Connections.csv": table(
            ["First Name", "Last Name", "Email Address", "Company", "Position", "Connected On"],
            ["Ola", "Prøve", "ola@example.org", "Tauverk AS", "Splicer", "4/2/18, 8:00 AM"],
            ["Kari", "Eksempel", "", "", "", "11/12/16, 10:30 PM"],
        ),
        "Profile.csv": table(
            columns(
                "First Name,Last Name,Maiden Name,Address,Birth Date,Contact Instructions,Headline,Summary,"
                "Industry,Country,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers"
            ),
            [
                "Åse",
                "Døme",
                "",
                "Bryggen 1",
                "Apr 3",
                "",
                "Knots",
                "",
                "Textiles",
                "Norway",
                "5003",
                "Bergen Area, Norway",
                "",
                "",
                "",
            ],
        ),
        "Imported Contacts.csv": table(
            columns(
                "First Name,Last Name,Companies,Title,Email Address,Phone Numbers,Created At,"
                "Instant Message Handles,Addresses,Sites,Full Name,Birthday,Location,Bookmarked At,Profiles"
            ),
            [
                "Per",
                "Person",
                "",
                "",
                "per@example.org",
                "",
                "6/7/15, 1:02 PM",
                "",
                "",
                "",
                "Per Person",
                "",
                "",
                "",
                "",
            ],
        ),
        "Registration.csv": table(
            columns(
                "Registration Date,Registration IP Address,Invited by (First Name),Invited by (Last Name),"
                "Subscription Types"
            ),
            ["3/4/12, 5:06 AM", "192.0.2.1", "Ola", "Prøve", "Basic"],
        ),
        "Invitations.csv": table(
            ["From", "To", "Sent At", "Message", "Direction"],
            ["Åse Døme", "Ola Prøve", "4/1/18, 7:59 AM", "We met on a pier", "OUTGOING"],
            ["Kari Eksempel", "Åse Døme", "11/12/16, 10:29 PM", "", "INCOMING"],
        ),
        "Positions.csv": table(
            ["Company Name", "Title", "Description", "Location", "Started On", "Finished On"],
            ["Fjordprobe AS", "Rope tester", "", "Bergen", "Aug 2014", ""],
        ),
        "Honors.csv": table(
            ["Title", "Description", "Issuer", "Issue Date"], ["Golden Knot", "", "Rope Guild", "May 2016"]
        ),
        "Projects.csv": table(
            ["Title", "Description", "Url", "Start Date", "End Date"], ["A net", "For cod", "", "Jan 2015", "Mar 2015"]
        ),
        "Skills.csv": "Name\nKnots\nSplicing\n",
        "Videos.csv": table(["Description", "Link"], ["Your videos", "https://example.org/videos"]),
        "Likes.csv": table(["Date", "Type", "Link"], ["2018-03-02 01:02:03", "LIKE", "https://example.org/1"]),
        "Recommendations Received.csv": table(
            ["First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status"],
            ["Ola", "Prøve", "Tauverk AS", "Splicer", "Her knots hold.", "02/03/17, 04:05 PM", "VISIBLE"],
        ),
        "Articles/Knots: a love story.html": (
            '<html><title>Knots: a love story</title><body><p class="created">Created on 2017-02-03 04:05</p>'
            '<p class="published">Published on 2017-02-04 05:06</p><div><p>Over, under.</p></div></body></html>'
        ),
    },
    {
        "Account Status History.csv": ("account_status_history", 1),
        "Ad Targeting.csv": ("ad_targeting", 1),
        "Logins.csv": ("logins", 2),
        "Search Queries.csv": ("searchqueries", 2),
        "Security Challenges.csv": ("security_challenges", 1),
        "Shares.csv": ("shares", 3),
        "Messages.csv": ("messages", 3),
        "Connections.csv": ("connections", 2),
        "Profile.csv": ("profile", 1),
        "Imported Contacts.csv": ("importedcontacts", 1),
        "Registration.csv": ("registration", 1),
        "Invitations.csv": ("invitations", 2),
        "Positions.csv": ("positions", 1),
        "Honors.csv": ("honors", 1),
        "Projects.csv": ("projects", 1),
        "Skills.csv": ("skills", 2),
        "Videos.csv": ("videos", 1),
        "Likes.csv": ("reactions", 1),
        "Recommendations Received.csv": ("recommendations_received", 1),
        "Articles/Knots: a love story.html": ("articles", 1),
    },
    {
        "Account Status History.csv": ["2012-03-04"],
        "Logins.csv": ["2018-05-03", "2018-05-02"],
        "Search Queries.csv": ["2018-04-30", "2018-04-29"],
        "Security Challenges.csv": ["2018-01-02"],
        "Shares.csv": ["2018-04-01", "2017-12-24", "2017-06-01"],
        "Messages.csv": ["2018-04-03", "2018-04-03", "2017-12-31"],
        "Connections.csv": ["2018-04-02", "2016-11-12"],
        "Profile.csv": [None, None],
        "Imported Contacts.csv": ["2015-06-07"],
        "Registration.csv": ["2012-03-04"],
        "Invitations.csv": ["2018-04-01", "2016-11-12"],
        "Positions.csv": ["2014-08"],
        "Honors.csv": ["2016-05"],
        "Projects.csv": ["2015-01"],
        "Skills.csv": [None, None],
        "Likes.csv": ["2018-03-02"],
        "Recommendations Received.csv": ["2017-02-03"],
        "Articles/Knots: a love story.html": ["2017-02-04"],
    },
)
