# /// snippet
# expect = "times"
# ///
"""timeout_at() takes a moment: pass a deadline down, not a duration."""

import asyncio


async def download(part: str, deadline: float) -> None:
    loop = asyncio.get_running_loop()
    print(f"{part}: {deadline - loop.time():.1f} s left")
    async with asyncio.timeout_at(deadline):  # (1)!
        await asyncio.sleep(0.2)


async def main() -> None:
    deadline = asyncio.get_running_loop().time() + 0.5
    for part in ("cover", "index", "book"):
        try:
            await download(part, deadline)
        except TimeoutError:
            print(f"{part}: out of time")


asyncio.run(main())
