"""A download of 2015: names with blanks, tabs in the recommendations, a photo at the top. All people are invented."""

from tests.archives import table
from tests.holdings.eras import Era, columns, tabbed

DOWNLOAD = Era(
    "LinkedInDataExport_06-03-2015.zip",
    {
        "Inbox.csv": table(
            columns("From,To,Date,Subject,Content,Direction,Folder"),
            ["Lis Opdigtet", "Bo Eksempel", "5/1/15, 3:04 PM", "Tea", "At four, in the garden?", "OUTGOING", "SENT"],
            ["Bo Eksempel", "Lis Opdigtet", "5/1/15, 4:04 PM", "Re: Tea", "Gladly.", "INCOMING", "INBOX"],
        ),
        "Likes.csv": table(["Date", "Type", "Link"], ["2015-04-30 10:11:12", "LIKE", "https://example.org/1"]),
        "Login Attempts.csv": tabbed(
            ["Login Date", "IP Address", "User Agent", "Login Type"],
            ["2015/04/29 10:11:12 UTC", "192.0.2.9", "Mozilla/4.0", "WEB"],
        ),
        "Registration Info.csv": table(
            columns(
                "Registration Date,Registration IP Address,Invited by (First Name),Invited by (Last Name),"
                "Subscription Types"
            ),
            ["1/9/08, 5:06 AM", "192.0.2.1", "Bo", "Eksempel", "Basic"],
        ),
        "Mobile Applications.csv": table(["Application", "Added"], ["Phone", "4/4/14"]),
        "-1169023372.jpg": b"\xff\xd8\xff\xe0 no photo",
        "Recommendations Received.csv": (
            "Text\tFirst Name\tLast Name\tCompany\tJob Title\tCreation Date\tStatus\n"
            "Brews with care, always.\tBo\tEksempel\tTe & Co\tTaster\t03/02/15, 01:02 PM\tVISIBLE\n"
        ),
        "Recommendations Given.csv": (
            "Text\tFirst Name\tLast Name\tCompany\tJob Title\tCreation Date\tStatus\n"
            "Tastes everything.\tBo\tEksempel\tTe & Co\tTaster\t03/03/15, 01:02 PM\tVISIBLE\n"
        ),
        "Profile.csv": table(
            columns(
                "First Name,Last Name,Maiden Name,Address,Birth Date,Contact Instructions,Headline,Summary,"
                "Industry,Country,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers"
            ),
            [*columns("Lis,Opdigtet,,,Jan 9,,Tea,,Food,Denmark,1000"), "Copenhagen Area, Denmark", "", "", ""],
        ),
        "Connections.csv": table(
            ["First Name", "Last Name", "Email Address", "Company", "Position", "Connected On"],
            ["Bo", "Eksempel", "bo@example.org", "Te & Co", "Taster", "4/2/14, 8:00 AM"],
        ),
        "Group Posts.csv": table(["Group", "Text"], ["Tea lovers", "Which cup?"]),
        "Groups.csv": table(["Group Name", "Group URL"], ["Tea lovers", "https://example.org/groups/1"]),
        "Ads Clicked.csv": table(["Ad clicked Date", "Ad Title/Id"], ["2015/03/04 05:06:07 UTC", "Fine cups"]),
        "Languages.csv": table(["Name", "Proficiency"], ["Danish", "Native or bilingual proficiency"]),
        "Courses.csv": table(["Name", "Number"], ["Infusions", "101"]),
        "Endorsement Received Info.csv": tabbed(
            ["Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorsement Status"],
            ["2015/02/03 04:05:06 UTC", "Brewing", "Bo", "Eksempel", "ACCEPTED"],
        ),
    },
    {
        "Inbox.csv": ("messages", 2),
        "Likes.csv": ("reactions", 1),
        "Login Attempts.csv": ("logins", 1),
        "Registration Info.csv": ("registration", 1),
        "Mobile Applications.csv": ("mobile_applications", 1),
        "-1169023372.jpg": ("photos", 1),
        "Recommendations Received.csv": ("recommendations_received", 1),
        "Recommendations Given.csv": ("recommendations_given", 1),
        "Profile.csv": ("profile", 1),
        "Connections.csv": ("connections", 1),
        "Group Posts.csv": ("group_posts", 1),
        "Groups.csv": ("groups", 1),
        "Ads Clicked.csv": ("ads_clicked", 1),
        "Languages.csv": ("languages", 1),
        "Courses.csv": ("courses", 1),
        "Endorsement Received Info.csv": ("endorsement_received_info", 1),
    },
    {
        "Inbox.csv": ["2015-05-01", "2015-05-01"],
        "Likes.csv": ["2015-04-30"],
        "Login Attempts.csv": ["2015-04-29"],
        "Registration Info.csv": ["2008-01-09"],
        "Recommendations Received.csv": ["2015-03-02"],
        "Recommendations Given.csv": ["2015-03-03"],
        "Connections.csv": ["2014-04-02"],
        "Ads Clicked.csv": ["2015-03-04"],
        "Endorsement Received Info.csv": ["2015-02-03"],
    },
)
