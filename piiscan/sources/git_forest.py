"""The order of commits: by time with parents first, and as the forest that first parents make."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping

from msgspec import Struct


class Commit(Struct, frozen=True):
    """What is needed of one."""

    name: str
    tree: str
    parents: tuple[str, ...]
    time: int


def oldest_first(commits: Mapping[str, Commit]) -> Iterator[str]:
    """Names so that parents come before their children, and else by time."""
    children: dict[str, list[str]] = {}
    waits = {}
    for commit in commits.values():
        parents = {parent for parent in commit.parents if parent in commits}
        waits[commit.name] = len(parents)
        for parent in parents:
            children.setdefault(parent, []).append(commit.name)
    ready = [(commits[name].time, name) for name, count in waits.items() if not count]
    heapq.heapify(ready)
    while ready:
        _, name = heapq.heappop(ready)
        yield name
        for child in children.get(name, ()):
            waits[child] -= 1
            if not waits[child]:
                heapq.heappush(ready, (commits[child].time, child))


def forest(commits: Mapping[str, Commit], rank: Mapping[str, int]) -> tuple[list[Commit], list[int]]:
    """The commits so that all below one by first parents come right behind it; and where these end."""
    below: dict[str, list[str]] = {}
    tops = []
    for name in sorted(rank, key=rank.__getitem__):
        parents = commits[name].parents
        if parents and parents[0] in commits:
            below.setdefault(parents[0], []).append(name)
        else:
            tops.append(name)
    order: list[Commit] = []
    ends: list[int] = []
    todo: list[tuple[str, int]] = [(name, -1) for name in reversed(tops)]
    while todo:
        name, place = todo.pop()
        if place >= 0:
            ends[place] = len(order)
            continue
        todo.append((name, len(order)))
        order.append(commits[name])
        ends.append(0)
        todo += [(child, -1) for child in reversed(below.get(name, []))]
    return order, ends
