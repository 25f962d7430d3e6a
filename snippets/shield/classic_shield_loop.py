# /// snippet
# pythons = ">=3.6"
# since = "3.10"
# raises = "TypeError"
# ///
"""The classic form: a shield that is told its loop."""

import asyncio


async def charge():
    await asyncio.sleep(0.1)
    return "receipt 7"


async def order(loop):
    receipt = await asyncio.shield(charge(), loop=loop)  # (1)!
    print("order: " + receipt)


loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(order(loop))
finally:
    loop.close()
