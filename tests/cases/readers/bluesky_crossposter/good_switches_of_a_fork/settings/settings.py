Twitter = False
Mastodon = True
Discord = True
Tumblr = False
mentions = "strip"
post_default = True

Mastodon = _env_bool("MASTODON_CROSSPOSTING", Mastodon)
