"""Which points of a directed graph lie on common circles, and what can be reached from them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Components:
    """The strongly connected components, numbered so that every link between two of them goes to the lower number."""

    of: list[int]
    """Per point: the number of its component."""
    after: list[set[int]]
    """Per component: the components that one link leads to."""

    def gathered(self, marks: Sequence[tuple[int, int]]) -> list[int]:
        """Per component: the union of the marks (point, bits) that lie in it or can be reached from it."""
        found = [0] * len(self.after)
        for point, bits in marks:
            found[self.of[point]] |= bits
        for number, nexts in enumerate(self.after):
            bits = found[number]
            for following in nexts:
                bits |= found[following]
            found[number] = bits
        return found

    def handed_on(self, marks: Sequence[tuple[int, int]]) -> list[int]:
        """Per component: the union of the marks (point, bits) that lie in it or from which it can be reached."""
        found = [0] * len(self.after)
        for point, bits in marks:
            found[self.of[point]] |= bits
        for number in range(len(self.after) - 1, -1, -1):
            if bits := found[number]:
                for following in self.after[number]:
                    found[following] |= bits
        return found


def components(after: Sequence[Sequence[int]]) -> Components:
    """The components of a graph given as the followers of each point; depth costs no stack."""
    of = _numbered(after)
    links: list[set[int]] = [set() for _ in range(max(of, default=-1) + 1)]
    for point, followers in enumerate(after):
        own = of[point]
        for follower in followers:
            if of[follower] != own:
                links[own].add(of[follower])
    return Components(of, links)


def _numbered(after: Sequence[Sequence[int]]) -> list[int]:
    """Tarjan's algorithm with the calls kept in a list (Pearce's variant: one number per point)."""
    size = len(after)
    low = [0] * size  # 0: not seen yet
    of = [-1] * size
    seen = done = 0
    waiting: list[int] = []
    for root in range(size):
        if low[root]:
            continue
        seen += 1
        low[root] = seen
        calls = [(root, seen, iter(after[root]))]
        while calls:
            point, entered, followers = calls[-1]
            for follower in followers:
                if not low[follower]:
                    seen += 1
                    low[follower] = seen
                    calls.append((follower, seen, iter(after[follower])))
                    break
                if of[follower] < 0 and low[follower] < low[point]:
                    low[point] = low[follower]
            else:
                calls.pop()
                if calls and low[point] < low[calls[-1][0]]:
                    low[calls[-1][0]] = low[point]
                if low[point] < entered:
                    waiting.append(point)
                    continue
                of[point] = done
                while waiting and low[waiting[-1]] >= entered:
                    of[waiting.pop()] = done
                done += 1
    return of
