import os

input_source = "mastodon"
outputs = {
    "twitter": False,
    "mastodon": True,
    "bluesky": True,
}
mentions = "strip"
post_default = True
outputs["twitter"] = os.environ.get("X").lower() == "true" if os.environ.get("X") else outputs["twitter"]
