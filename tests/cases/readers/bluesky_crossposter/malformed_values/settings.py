input_source = 5
outputs = ["twitter", 3]
post_default = True
