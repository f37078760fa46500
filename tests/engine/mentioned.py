"""A brand that is mentioned steadily, for tests of what is usual and of alerts."""

from datetime import UTC, datetime, tzinfo
from random import Random

from guard.mentions.alerts import Alert, Volume
from guard.mentions.excess import Sensitivity

MONDAY = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp())
HOUR, DAY = 3600, 24 * 3600


class Told:
    """A volume with its clock; minutes are lived one after another."""

    def __init__(
        self, rate: float, zone: tzinfo = UTC, start: int = MONDAY, sensitivity: Sensitivity = Sensitivity.NORMAL
    ) -> None:
        """``rate`` mentions an hour, by chance but the same each time."""
        self.volume, self.rate, self.now = Volume(zone, sensitivity), rate, start
        self.alerts: list[Alert] = []
        self.dice = Random(7)  # noqa: S311 - the same ones each time

    def minute(self, rate: float, *, judged: bool = True) -> None:
        """One minute at so many mentions an hour, watched."""
        whole, part = divmod(rate / 60, 1)
        count = int(whole) + (self.dice.random() < part)
        if count:
            self.volume.heard(self.now, self.now, count)
        self.volume.watched(self.now, self.now)
        if judged and (alert := self.volume.judge(self.now)):
            self.alerts.append(alert)
        self.now += 60

    def live(self, hours: float, times: float = 1.0, every: int = 1) -> list[Alert]:
        """So long, at so many times the usual rate, judged ``every`` so many minutes; what was told meanwhile."""
        before = len(self.alerts)
        for minute in range(round(hours * 60)):
            self.minute(self.rate * times, judged=minute % every == 0)
        return self.alerts[before:]

    def away(self, hours: float) -> None:
        """Nobody looks."""
        self.now += round(hours * HOUR)
