# /// snippet
# pythons = ">=3.6"
# raises = "TypeError"
# since = "3.7"
# ///
"""The classic form: an __aiter__ that is itself a coroutine."""

import asyncio


class Pages:
    def __init__(self, last):
        self.last = last
        self.number = 0

    async def __aiter__(self):  # (1)!
        return self

    async def __anext__(self):
        if self.number == self.last:
            raise StopAsyncIteration
        self.number += 1
        return self.number


async def main():
    async for number in Pages(2):
        print("page", number)


loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(main())
finally:
    loop.close()
