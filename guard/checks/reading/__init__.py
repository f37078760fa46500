"""What checks share: how a text, a word, a hashtag, a handle, a host and the reviewed lists are read."""
