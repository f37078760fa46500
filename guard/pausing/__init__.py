"""What each tool that sends posts by itself must be told to keep still, and how it is read back.

One module per tool under ``tools/``, named in ``_index.py``. None of them knows of another, and none decides:
``act.py`` has written down what was going before it is touched (``ledger.py``, one ``book.py`` for each tool), pauses,
and reads back; ``restoring.py`` puts one item back, and ``leaving.py`` leaves one out;
``all.py`` does it to all tools at once, and ``by_hand.py`` says what a person must do where nobody can be asked.
"""
