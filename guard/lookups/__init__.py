"""What is asked of the network about a post, and only where the workspace says that it may be."""
