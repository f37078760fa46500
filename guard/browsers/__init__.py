"""Which browsers there are, where each looks for native hosts, and how Hatcheck's host is put there."""
