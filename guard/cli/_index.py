"""The table of commands, written by hand, in the order in which help shows them."""

from collections.abc import Mapping

COMMANDS: Mapping[str, tuple[str, str]] = {
    "engine": ("engine", "run the guard without a screen"),
    "demo": ("demo", "see in ten seconds what Hatcheck is for"),
    "init": ("init", "look for your tools, and write down who is who"),
    "identity": ("identity", "add, list and remove identities: the hats you wear"),
    "account": ("account", "say which account belongs to which identity"),
    "answer": ("answer", "answer what is held, in this terminal"),
    "approve": ("approve", "take a second look at a colleague's post, and give the code"),
    "colleague": ("colleague", "say who may take the second look at posts of this desk"),
    "be": ("be", "put on a hat: you post as this identity from now on"),
    "status": ("status", "which hat you wear, and whether all is well"),
    "check": ("check", "judge one post: may it leave?"),
    "routes": ("routes", "what your tools mirror where"),
    "resolve": ("resolve", "say which account a tool's credential is"),
    "review": ("review", "go through the links that stand in no file: apps and phones"),
    "past": ("past", "import what an identity has posted so far, for the checks to compare with"),
    "voice": ("voice", "learn how you and your brands sound, from your own past posts"),
    "audit": ("audit", "find routes that lead from one identity to another"),
    "guard": ("guarding", "run a posting command once it is allowed"),
    "gate": ("gate", "put guards in front of the tools that post"),
    "freeze": ("freeze", "stop every post in an identity's name, at once"),
    "unfreeze": ("unfreeze", "let an identity post again"),
    "crisis": ("crisis", "say that something terrible has happened: brands do not chat on"),
    "pause": ("pause", "let pass what would be held, for a while, and write it down"),
    "resume": ("resume", "end the pause"),
    "pictures": ("pictures", "known pictures, and what cameras write into them"),
    "journal": ("journal", "show, verify and export what was decided"),
    "stats": ("stats", "what was shown, heeded and overridden, rule by rule"),
    "drill": ("drill", "show a made-up slip now, to see whether it is noticed"),
    "checks": ("checks", "which content checks there are, and what they may do here"),
    "replay": ("replay", "run scenarios from a file, leaving no trace"),
    "completion": ("completion", "print what makes your shell complete hatcheck's words"),
}
"""Command → its module in this folder, and its line in the help."""
