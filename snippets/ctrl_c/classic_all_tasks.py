# /// snippet
# raises = "RuntimeError"
# since = "3.14"
# interrupt = 0.5
# pythons = ">=3.6"
# ///
"""The form of old notes: catch KeyboardInterrupt, cancel all by hand."""

import asyncio


async def worker(name, seconds):
    print(f"{name}: started")
    try:
        await asyncio.sleep(seconds)
        return f"{name}: done"
    finally:
        print(f"{name}: cleaned up")


async def main():
    tasks = [
        asyncio.ensure_future(worker("mail", 2)),
        asyncio.ensure_future(worker("weather", 4)),
    ]
    return await asyncio.gather(*tasks)


loop = asyncio.get_event_loop()  # (1)!
try:
    print(loop.run_until_complete(main()))
except KeyboardInterrupt:
    tasks = asyncio.Task.all_tasks()  # (2)!
    print(f"Ctrl+C, tasks to cancel: {len(tasks)}")
    print(f"cancelled: {asyncio.gather(*tasks).cancel()}")  # (3)!
    loop.stop()
    loop.run_forever()  # (4)!
finally:
    loop.close()
    print("loop closed")
