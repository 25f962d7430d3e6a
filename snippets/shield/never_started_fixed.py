"""Whoever opens the connection closes it, whatever becomes of the task."""

import asyncio
from contextlib import closing


class Connection:
    is_open = True

    def close(self) -> None:
        print("connection: closed")
        self.is_open = False


async def charge(connection: Connection) -> None:
    print("charge: sent")
    await asyncio.sleep(0.4)


async def main() -> None:
    with closing(Connection()) as connection:  # (1)!
        async with asyncio.TaskGroup() as group:  # (2)!
            task = group.create_task(charge(connection))
            task.cancel()
    print(f"cancelled: {task.cancelled()}")
    print(f"connection open: {connection.is_open}")


asyncio.run(main())
