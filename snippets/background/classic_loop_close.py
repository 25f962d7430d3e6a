# /// snippet
# pythons = ">=3.6"
# ///
"""The classic form: the loop is closed while a background task waits."""

import asyncio


async def send_mail():
    print("mail: begun")
    await asyncio.sleep(0.3)
    print("mail: sent")


async def order():
    asyncio.ensure_future(send_mail())  # noqa: RUF006
    await asyncio.sleep(0.1)
    print("order: done")


loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda _, log: print("log:", log["message"]))
loop.run_until_complete(order())
loop.close()  # (1)!
print("loop closed")
