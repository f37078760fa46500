"""The windows, one module or package each. A window is given values of the protocol and emits signals."""
