"""What a file may cost. A file beyond a limit is reported, never skipped silently."""

MIB = 1024 * 1024

CONFIG_BYTES = 4 * MIB
MEMBER_BYTES = 64 * MIB
"""Of one member of an archive, or of one data file of an unpacked export."""
ARCHIVE_BYTES = 512 * MIB
"""Of all members read from one archive."""
ARCHIVE_MEMBERS = 10_000
ARCHIVE_RATIO = 100
"""Unpacked to packed, of members over one MiB."""
FILES = 50_000
"""In all folders of one run."""
FOLDER_DEPTH = 64
CPU_SECONDS = 2.0
"""For one file, or for one reader's reading of all its files."""
SILENCE_SECONDS = 10.0
"""Without a word from the reading process, before it is ended. A busy machine is slow to give it its processor time."""
ENDINGS = 8
"""Of the reading process in one run. Each costs the reading of all files once more."""
MEMORY_BYTES = 512 * MIB
"""Of address space in the reading process."""

EXPORT_SUFFIXES = frozenset({".js", ".xml"})
CONFIG_SUFFIXES = frozenset(
    {
        "",
        ".json",
        ".yml",
        ".yaml",
        ".toml",
        ".ini",
        ".cfg",
        ".conf",
        ".config",
        ".env",
        ".txt",
        ".py",
        ".zip",
        ".js",
        ".xml",
    }
)
"""Files that are reported when they cannot be opened or are too large. Pictures and films of an export are not."""
