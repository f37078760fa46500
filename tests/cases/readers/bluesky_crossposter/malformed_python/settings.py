input_source = "bluesky"
outputs = {"twitter": True
post_default = True
