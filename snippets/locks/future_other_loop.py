# /// snippet
# expect = "none"
# raises = "RuntimeError"
# pythons = ">=3.7"
# ///
"""What was made in one loop cannot be awaited in another."""

import asyncio


class Doors:
    async def close(self) -> None:
        self.opened = asyncio.get_running_loop().create_future()

    async def wait(self) -> None:
        await self.opened


doors = Doors()
asyncio.run(doors.close())
asyncio.run(doors.wait())
