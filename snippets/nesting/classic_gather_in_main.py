# /// snippet
# raises = "RuntimeError"
# since = "3.14"
# pythons = ">=3.6"
# expect = "times"
# ///
"""The form of old notes: main() gathers, the loop is fetched by hand."""

import asyncio
import time


async def fetch(topic, seconds):
    print("waiting for", topic)
    await asyncio.sleep(seconds)
    return f"{topic} after {seconds} s"


async def main():
    tasks = [
        asyncio.ensure_future(fetch("news", 0.4)),
        asyncio.ensure_future(fetch("mail", 0.1)),
        asyncio.ensure_future(fetch("weather", 0.2)),
    ]
    return await asyncio.gather(*tasks)  # (1)!


begun = time.time()
loop = asyncio.get_event_loop()  # (2)!
results = loop.run_until_complete(main())  # (3)!
for result in results:
    print("result:", result)
print(f"in all: {time.time() - begun:.1f} s")
