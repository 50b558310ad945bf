"""Figures for the sample member, found by hand: the rows in its files, and the rules applied to them.

No test is in here. Where a number is a sum, the comment names the data categories that it is made of.
"""

Table = dict[str, dict[str, int]]
COULD, ONCE, ONLY, SILENT, OUT = (
    "could_be_used",
    "could_have_been_used",
    "limited",
    "not_stated",
    "excluded",
)

HELD: dict[str | None, int] = {
    "profile_core": 44,  # profile 1, positions 6, schools 3, skills 22, certificates 5, volunteering 3, publications 4
    "profile_endorsements": 33,  # recommendations 3 given, 4 received; endorsements 8 given, 18 received
    "profile_endorsements_hidden": 4,  # endorsements 2 given, 2 received, pending or hidden
    "profile_other": 21,  # languages 5, courses 5, honours 3, projects 4, causes 4
    "contact_details": 15,  # profile 1, e-mail 3, phones 3, WhatsApp 1, applications 6, job preferences 1
    "content_public": 72,  # posts 31, comments 32, votes 8, article 1
    "content_restricted": 7,  # posts for connections
    "media": 14,
    "jobs_saved": 20,  # saved answers 6, screening answers 8, CVs 2, answers in applications 4 (two have none)
    "jobs_applications": 6,
    "jobs_preferences": 12,  # saved jobs 8, alerts 3, preferences 1
    "services_marketplace": 2,
    "private_messages": 41,
    "private_messages_multi": 13,
    "receipts": 6,
    "payment": 6,
    "genai_inputs": 2,  # AI summary 1, free words in job preferences 1
    "ai_coach_messages": 16,
    "reactions": 70,  # reactions 51, reposts 9, bookmarks 10
    "search_history": 24,
    "events": 7,
    "connections": 46,
    "imported_contacts": 13,
    "follows": 31,  # people 10, companies 13, topics 8
    "invitations": 16,
    "ads_interactions": 11,  # clicked 6, on other sites 5
    "inferences": 11,  # inferences 10, ad targeting 1
    "learning": 8,
    "device_usage": 1,  # registration, on 2011-02-07
    "login_history": 26,  # sign-ins 22, challenges 4
    "verification": 2,
    None: 4,  # a file that nobody knows
}
OTHERS: dict[str | None, dict[str, int]] = {
    "profile_endorsements": {"other": 22},
    "profile_endorsements_hidden": {"other": 2},
    "private_messages": {"other": 23},
    "private_messages_multi": {"other": 8},
    "invitations": {"other": 10},
    "genai_inputs": {"linkedin": 1},
    "ai_coach_messages": {"linkedin": 8},
    "connections": {"linkedin": 46},
    "inferences": {"linkedin": 11},
    "receipts": {"linkedin": 6},
    "payment": {"linkedin": 6},
    "login_history": {"linkedin": 26},
    "events": {"unknown": 7},
    None: {"unknown": 4},
}
"""Items not written by the member."""
BORN_SINCE_NOVEMBER_2025 = {
    "profile_core": 1,
    "profile_endorsements": 9,
    "content_public": 32,
    "reactions": 42,
    "follows": 10,
    "ads_interactions": 8,
}
"""Items dated 2025-11-03 or later, of the data categories that ads sharing names."""

# LinkedIn's own content-generating models, from the published list of data. It runs in the EEA and the UK since
# 2025-11-03 (before: excluded by regime), in the US since 2024-09-18; all items live on the as-of day, so both
# give the same outcomes but for one item.
TRAINED: Table = {
    "profile": {COULD: 77, SILENT: 40},  # core 44 + endorsements 33; other 21 + contact 15 + hidden 4
    "posts": {COULD: 86, SILENT: 7},  # public 72 + media 14; limited audience 7
    "jobs": {COULD: 20, SILENT: 14, OUT: 6},  # saved 20; preferences 12 + services 2; applications 6
    "messages": {OUT: 41, SILENT: 13},  # to one person 41; to several 13
    "payment": {OUT: 6, SILENT: 6},  # payment 6; receipts 6
    "ai_conversations": {COULD: 18},  # inputs 2 + chats 16
    "activity": {SILENT: 101},  # reactions 70 + searches 24 + events 7
    "network": {SILENT: 106},  # connections 46 + address book 13 + follows 31 + invitations 16
    "ads_inferences": {SILENT: 22},  # ads 11 + inferences 11
    "learning": {SILENT: 8},
    "account_security": {SILENT: 29},  # registration 1 + sign-ins 26 + verification 2
    "unsorted": {SILENT: 4},
}
# Models that create no content. EEA and UK: the notice in force since 2025-11-03 lists these; safety only for
# messages and for account, payment and verification data.
RANKED: Table = {
    "profile": {COULD: 77, SILENT: 40},  # core 44 + endorsements 33; other 21 + contact 15 + hidden 4
    "posts": {COULD: 93},  # public 72 + limited audience 7 + media 14: all content is named
    "jobs": {COULD: 32, SILENT: 8},  # saved 20 + preferences 12; applications 6 + services 2
    "messages": {ONLY: 54},  # 41 + 13
    "payment": {ONLY: 12},  # payment 6 + receipts 6
    "ai_conversations": {COULD: 18},
    "activity": {COULD: 101},  # reactions 70 + searches 24 + events 7
    "network": {COULD: 77, SILENT: 29},  # connections 46 + follows 31; address book 13 + invitations 16
    "ads_inferences": {COULD: 22},
    "learning": {SILENT: 8},
    "account_security": {COULD: 1, ONLY: 28},  # registration 1; sign-ins 26 + verification 2
    "unsorted": {SILENT: 4},
}
# No such purpose in the European notice: everything that has a data category is excluded; 4 items have none.
NOWHERE: Table = {
    "profile": {OUT: 117},
    "posts": {OUT: 93},
    "jobs": {OUT: 40},
    "messages": {OUT: 54},
    "payment": {OUT: 12},
    "ai_conversations": {OUT: 18},
    "activity": {OUT: 101},
    "network": {OUT: 106},
    "ads_inferences": {OUT: 22},
    "learning": {OUT: 8},
    "account_security": {OUT: 29},
    "unsorted": {SILENT: 4},
}

# Outside Europe the list of 2024 names frequency and language, not the registration (B01.b). Everything that is open
# today is on the list of 2025, as in Europe.
TRAINED_ABROAD: Table = TRAINED
# Affiliates, in the US and the rest of the world: public content 72, media 14, core 44, endorsements 33, AI inputs 2,
# saved answers and CVs 20. The published exclusions hold for them as well: messages 41 + 13, applications 6, payment 6.
AFFILIATES_ABROAD: Table = {
    "profile": {COULD: 77, SILENT: 40},  # core 44 + endorsements 33; other 21 + contact 15 + hidden 4
    "posts": {COULD: 86, SILENT: 7},  # public 72 + media 14; limited audience 7
    "jobs": {COULD: 20, SILENT: 14, OUT: 6},  # saved 20; preferences 12 + services 2; applications 6
    "messages": {OUT: 54},  # 41 + 13
    "payment": {OUT: 6, SILENT: 6},  # payment 6; receipts 6
    "ai_conversations": {COULD: 2, SILENT: 16},  # inputs 2; chats 16
    "activity": {SILENT: 101},  # reactions 70 + searches 24 + events 7
    "network": {SILENT: 106},
    "ads_inferences": {SILENT: 22},
    "learning": {SILENT: 8},
    "account_security": {SILENT: 29},
    "unsorted": {SILENT: 4},
}
# Affiliates, in Canada and Hong Kong: after the pauses public content 72 and media 14 only; the data that is disputed
# in the US (profile, AI inputs, saved answers) is not named for them. The exclusions as above.
AFFILIATES_PUBLIC_ONLY: Table = {
    **AFFILIATES_ABROAD,
    "profile": {SILENT: 117},  # core 44 + endorsements 33 + hidden 4 + other 21 + contact 15
    "jobs": {SILENT: 34, OUT: 6},  # saved 20 + preferences 12 + services 2; applications 6
    "ai_conversations": {SILENT: 18},  # inputs 2 + chats 16
}
# No text speaks of Mainland China here: not stated for all items.
SILENCE: Table = {
    "profile": {SILENT: 117},
    "posts": {SILENT: 93},
    "jobs": {SILENT: 40},
    "messages": {SILENT: 54},
    "payment": {SILENT: 12},
    "ai_conversations": {SILENT: 18},
    "activity": {SILENT: 101},
    "network": {SILENT: 106},
    "ads_inferences": {SILENT: 22},
    "learning": {SILENT: 8},
    "account_security": {SILENT: 29},
    "unsorted": {SILENT: 4},
}
# Ads, outside Europe: profile, feed activity and engagement with ads; the rest is not addressed. The narrower sharing
# before 2025-11-03 names the same data, so that no band of dates differs.
ADS_ABROAD: Table = {
    "profile": {COULD: 77, SILENT: 40},  # core 44 + endorsements 33
    "posts": {COULD: 72, SILENT: 21},  # public 72; limited audience 7 + media 14
    "jobs": {SILENT: 40},
    "messages": {SILENT: 54},
    "payment": {SILENT: 12},
    "ai_conversations": {SILENT: 18},
    "activity": {COULD: 70, SILENT: 31},  # reactions 70; searches 24 + events 7
    "network": {COULD: 31, SILENT: 75},  # follows 31; connections 46 + address book 13 + invitations 16
    "ads_inferences": {COULD: 11, SILENT: 11},  # ads 11; inferences 11
    "learning": {SILENT: 8},
    "account_security": {SILENT: 29},
    "unsorted": {SILENT: 4},
}
# Other models, outside Europe: the same data, but the safety row on account, payment and verification data is a
# European one.
RANKED_ABROAD: Table = {
    **RANKED,
    "payment": {SILENT: 12},  # payment 6 + receipts 6
    "account_security": {COULD: 1, SILENT: 28},  # registration 1; sign-ins 26 + verification 2
}

EXPECTED: dict[str, dict[str, Table]] = {
    "DE": {
        "genai_training_linkedin": TRAINED,
        "genai_training_affiliate": NOWHERE,
        "ads_affiliate": NOWHERE,
        "non_genai_ml": RANKED,
    },
    "GB": {
        "genai_training_linkedin": TRAINED,
        # The UK's list names public content 72 and media 14. It says nothing of the rest, which rules nothing out.
        # What the FAQ rules out stays ruled out: messages 41 + 13, applications 6, payment 6.
        "genai_training_affiliate": {
            "profile": {SILENT: 117},
            "posts": {COULD: 86, SILENT: 7},
            "jobs": {SILENT: 34, OUT: 6},
            "messages": {OUT: 54},
            "payment": {OUT: 6, SILENT: 6},
            "ai_conversations": {SILENT: 18},
            "activity": {SILENT: 101},
            "network": {SILENT: 106},
            "ads_inferences": {SILENT: 22},
            "learning": {SILENT: 8},
            "account_security": {SILENT: 29},
            "unsorted": {SILENT: 4},
        },
        # Six data categories were open from 2024-07-31 to 2025-11-02: what existed then could have been shared.
        "ads_affiliate": {
            **NOWHERE,
            "profile": {ONCE: 67, OUT: 50},  # core 44-1 + endorsements 33-9; the rest of 117
            "posts": {ONCE: 40, OUT: 53},  # public 72-32; the rest of 93
            "activity": {ONCE: 28, OUT: 73},  # reactions 70-42; the rest of 101
            "network": {ONCE: 21, OUT: 85},  # follows 31-10; the rest of 106
            "ads_inferences": {ONCE: 3, OUT: 19},  # ads 11-8; the rest of 22
        },
        "non_genai_ml": RANKED,
    },
    # A Designated Country under the same notice as the EEA: the same starts and the same rows.
    "CH": {
        "genai_training_linkedin": TRAINED,
        "genai_training_affiliate": NOWHERE,
        "ads_affiliate": NOWHERE,
        "non_genai_ml": RANKED,
    },
    "US": {
        "genai_training_linkedin": TRAINED_ABROAD,
        "genai_training_affiliate": AFFILIATES_ABROAD,
        "ads_affiliate": ADS_ABROAD,
        "non_genai_ml": RANKED_ABROAD,
    },
    # As the US, but the California notice keeps sensitive data out of the sharing for ads since 2026-02-23; before, and
    # elsewhere in the US, the same items are not stated, so that none of them was ever open.
    "US-CA": {
        "genai_training_linkedin": TRAINED_ABROAD,
        "genai_training_affiliate": AFFILIATES_ABROAD,
        "ads_affiliate": {
            **ADS_ABROAD,
            "messages": {OUT: 54},  # 41 + 13
            "account_security": {SILENT: 1, OUT: 28},  # registration 1; sign-ins 26 + verification 2
        },
        "non_genai_ml": RANKED_ABROAD,
    },
    # The pause ended on 2025-11-03, so that what is on the list is open again; ads are disputed (X08), yet open.
    "CA": {
        "genai_training_linkedin": TRAINED_ABROAD,
        "genai_training_affiliate": AFFILIATES_PUBLIC_ONLY,
        "ads_affiliate": ADS_ABROAD,
        "non_genai_ml": RANKED_ABROAD,
    },
    # As Canada: only the day on which the pause began differs, and no outcome of today hangs on it.
    "HK": {
        "genai_training_linkedin": TRAINED_ABROAD,
        "genai_training_affiliate": AFFILIATES_PUBLIC_ONLY,
        "ads_affiliate": ADS_ABROAD,
        "non_genai_ml": RANKED_ABROAD,
    },
    # Neither list nor regime names it for LinkedIn's training, and no covered data for ads. The exclusions from
    # affiliates' training are read as holding everywhere; the general policy on other models holds here too.
    "CN": {
        "genai_training_linkedin": SILENCE,
        "genai_training_affiliate": {
            **SILENCE,
            "jobs": {SILENT: 34, OUT: 6},  # applications 6
            "messages": {OUT: 54},  # 41 + 13
            "payment": {SILENT: 6, OUT: 6},  # receipts 6; payment 6
        },
        "ads_affiliate": SILENCE,
        "non_genai_ml": RANKED_ABROAD,
    },
    # The rest of the world: the rules that hold for the US hold here; the American signal and notices close nothing.
    "JP": {
        "genai_training_linkedin": TRAINED_ABROAD,
        "genai_training_affiliate": AFFILIATES_ABROAD,
        "ads_affiliate": ADS_ABROAD,
        "non_genai_ml": RANKED_ABROAD,
    },
}

ITEMS = sum(HELD.values())
"""How many items the sample holds."""
OPEN_IN_GERMANY = sum(row.get(COULD, 0) for row in EXPECTED["DE"]["genai_training_linkedin"].values())
"""How many of them LinkedIn could use in Germany to train models that create content."""
