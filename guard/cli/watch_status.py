"""``hatcheck watch status``: what the running guard hears."""

from guard import door
from guard.cli import output
from guard.cli.failure import Failure
from guard.clients.line import Line, LineLost, Refused
from guard.languages import said
from guard.model.sentence import Sentence


def status(form: str, language: str) -> int:
    """What is said of each brand, and how each source does. Exit code 1 where the guard does not run."""
    try:
        with Line.open("face", "hatcheck watch", language) as line:
            found = line.ask("listen", 10.0)["brands"]
    except (door.NobodyThere, LineLost, TimeoutError):
        text = Sentence.of("The guard does not run, so nobody listens: hatcheck-tray or hatcheck engine starts it.")
        raise Failure(said(text, language), 1) from None
    except Refused as refused:
        raise Failure(refused.text, 1) from None
    if form == "json":
        output.show_json(found)
        return 0
    if not found:
        text = Sentence.of("No brand is listened for in public.")
        output.show(f"{output.plain(said(text, language))} hatcheck watch add BRAND")
    for one in found:
        output.show(f"[bold]{output.plain(one['badge']['name'])}[/] {output.plain(one['talk']['text'])}")
        for source in one["talk"]["sources"]:
            output.show(f"  {output.plain(source)}")
        for post in one["talk"]["latest"][:5]:
            words = " ".join(post["text"].split())[:100]
            output.show(f"    {output.plain(post['who'])}: {output.plain(words)}")
    return 0
