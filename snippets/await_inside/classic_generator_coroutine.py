# /// snippet
# raises = "AttributeError"
# since = "3.15"
# pythons = ">=3.6"
# ///
"""Before async def: a generator under a decorator, and yield from."""

import asyncio


@asyncio.coroutine
def brew(tea):
    print(tea + ": in the pot")
    yield from asyncio.sleep(0.2)
    return "a cup of " + tea


loop = asyncio.new_event_loop()
print(loop.run_until_complete(brew("mint")))
loop.close()
