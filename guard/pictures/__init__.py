"""Pictures and other files that go along: looked at in a process of their own, and compared with the known ones."""
