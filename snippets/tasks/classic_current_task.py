# /// snippet
# raises = "AttributeError"
# since = "3.9"
# pythons = ">=3.6"
# ///
"""Before 3.7: current_task() and all_tasks() were methods of Task."""

import asyncio


async def deliver(parcel):
    await asyncio.sleep(0.1)
    print(parcel, "delivered by a", type(asyncio.Task.current_task()))


async def main():
    tasks = [loop.create_task(deliver(p)) for p in ("book", "vase")]
    print("tasks:", len(asyncio.Task.all_tasks()))
    await asyncio.wait(tasks)


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.run_until_complete(main())
loop.close()
