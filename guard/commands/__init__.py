"""What a posting command would do: as whom, which text, which pictures. What is known of each tool lies in ``data``."""
