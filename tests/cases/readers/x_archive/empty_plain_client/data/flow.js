const nodes = [{"source": "IFTTT"}];
