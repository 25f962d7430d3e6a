# /// snippet
# expect = "times"
# ///
"""Five a second, three at once to begin with: a bucket of tokens."""

import asyncio
import time


class Bucket:
    def __init__(self, rate: float, burst: float) -> None:
        self.rate, self.burst = rate, burst
        self.tokens, self.at = burst, time.monotonic()

    async def take(self) -> None:
        now = time.monotonic()
        self.tokens += (now - self.at) * self.rate  # (1)!
        self.tokens = min(self.tokens, self.burst) - 1
        self.at = now
        if self.tokens < 0:
            try:
                await asyncio.sleep(-self.tokens / self.rate)  # (2)!
            except asyncio.CancelledError:
                self.tokens += 1  # (3)!
                raise


async def visit(page: int, bucket: Bucket, start: float) -> None:
    await bucket.take()
    print(f"page {page} at {time.monotonic() - start:.1f} s")
    await asyncio.sleep(0.5)


async def main() -> None:
    bucket, start = Bucket(rate=5, burst=3), time.monotonic()
    async with asyncio.TaskGroup() as group:
        for page in range(7):
            group.create_task(visit(page, bucket, start))


asyncio.run(main())
