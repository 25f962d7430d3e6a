# /// script
# requires-python = ">=3.14"
# ///
"""An eager task makes its first step at once, so it reaches its finally."""

import asyncio


class Connection:
    is_open = True

    def close(self) -> None:
        print("connection: closed")
        self.is_open = False


async def charge(connection: Connection) -> None:
    try:
        print("charge: sent")
        await asyncio.sleep(0.4)
    finally:
        connection.close()


async def main() -> None:
    connection = Connection()
    task = asyncio.create_task(charge(connection), eager_start=True)  # (1)!
    task.cancel()
    await asyncio.wait([task])
    print(f"cancelled: {task.cancelled()}")
    print(f"connection open: {connection.is_open}")


asyncio.run(main())
