# /// snippet
# pythons = ">=3.7"
# since = "3.14"
# raises = "RuntimeError"
# terminate = 0.5
# ///
"""The classic form: cancel every task of the loop, then stop the loop."""

import asyncio
import signal


async def worker():
    try:
        while True:
            await asyncio.sleep(0.2)
            print("job: printed")
    finally:
        print("worker: clean-up")


async def shutdown(loop):
    print("SIGTERM: cancelling everything")
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()  # (1)!
    await asyncio.gather(*tasks, return_exceptions=True)
    loop.stop()


loop = asyncio.get_event_loop()
loop.add_signal_handler(
    signal.SIGTERM, lambda: loop.create_task(shutdown(loop))
)
loop.create_task(worker())  # noqa: RUF006
loop.run_forever()
loop.close()
print("goodbye")
