"""The words of Hatcheck as frozen values. Nothing here reads a file, a clock or the network."""
