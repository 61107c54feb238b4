"""What lets a place in the program fall over with a number to tell, loaded by Python itself before the program."""

SECRET = "010-94-7731"

# Loaded by Python itself at the start of the program and of its workers.
BREAKER = """
import os, sys
SECRET = "010-94-7731"
WHERE = os.environ.get("BREAK", "")

class Panic(BaseException):
    pass

class Dying:
    def __del__(self):
        raise ValueError(SECRET)

def say():
    import logging, warnings
    warnings.warn(SECRET, stacklevel=1)
    logging.getLogger("lib").error(SECRET)
    logging.getLogger().warning(SECRET)
    os.write(2, SECRET.encode())
    print(SECRET, file=sys.__stderr__)

def fall(*args, **kwargs):
    if WHERE.startswith("piiscan.scan."):  # where documents are read; the parent of workers reads none
        say()
    Dying()
    text = SECRET  # a local
    kind = getattr(args[0], "name", "") if args else ""
    if kind == "unicode":
        ("\\xff" + SECRET).encode("ascii")
    if kind == "json":
        import json
        json.loads(SECRET)
    if kind == "int":
        int(SECRET)
    if kind == "key":
        {}[SECRET]
    if kind == "os":
        open("/nowhere/" + SECRET)
    if kind == "panic":
        raise Panic(SECRET)
    if kind == "exit":
        raise SystemExit(SECRET)
    if kind == "group":
        raise ExceptionGroup(SECRET, [ValueError(SECRET)])
    if kind == "thread":
        import threading
        thread = threading.Thread(target=int, args=(SECRET,))
        thread.start()
        thread.join()
    raise RuntimeError(SECRET) from ValueError(SECRET)

if WHERE:
    name, _, attribute = WHERE.rpartition(".")
    import importlib
    setattr(importlib.import_module(name), attribute, fall)
"""
