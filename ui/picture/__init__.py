"""The picture of the routes: who is mirrored into whom, laid out in layers, drawn, and written to files."""
