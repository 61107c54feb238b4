"""What a worker says reaches a parent that looks only when the bell rings."""

import os
import select
import socket
import threading

from piiscan.engines.process import BLOCK
from piiscan.engines.worker import Answers

PATIENCE = 20.0  # seconds; only a parent that was not told waits so long


def hear(channel, bell, whole):
    """Take in what there is each time the bell rings, as the parent does between two of its own looks."""
    heard = bytearray()
    while len(heard) < whole and select.select([bell], [], [], PATIENCE)[0]:
        os.read(bell, 1 << 16)
        while len(heard) < whole:
            try:
                heard += channel.recv(BLOCK)
            except BlockingIOError:
                break
    return heard


def test_a_line_of_megabytes_rings_each_time_the_socket_is_full():
    ours, its = socket.socketpair()
    bell, its_bell = os.pipe()
    os.set_blocking(its_bell, False)
    said = b"R%d:%s" % (8 << 20, b"x" * (8 << 20))
    answers = Answers(its, its_bell)
    answers.add(said)
    answers.urgent = True  # rings for the rest of it, which fits
    worker = threading.Thread(target=answers.send, daemon=True)
    with ours, its:
        ours.settimeout(0)
        worker.start()
        heard = hear(ours, bell, len(said) + 1)
        assert len(heard) == len(said) + 1
        worker.join(PATIENCE)
    os.close(bell)
    os.close(its_bell)
    assert heard == said + b"\n"
    assert not answers.waiting
