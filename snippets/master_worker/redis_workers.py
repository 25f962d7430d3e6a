# /// script
# dependencies = ["redis==8.1.0"]
# ///
# /// snippet
# needs = ["redis"]
# ///
"""Workers wait for jobs on a Redis list with BLPOP: nobody polls."""

import asyncio
import os

from redis.asyncio import Redis

PORT = int(os.environ.get("REDIS_PORT", "6379"))
JOBS, STOP = "asyncio-recorded:jobs", b"stop"


async def worker() -> None:
    async with Redis(host="127.0.0.1", port=PORT) as redis:  # (1)!
        while True:
            _, job = await redis.blpop([JOBS])  # (2)!
            if job == STOP:
                return
            await asyncio.sleep(int(job) / 10)
            print(f"finished job {int(job)}")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(worker())
        async with Redis(host="127.0.0.1", port=PORT) as redis:
            await redis.rpush(JOBS, 5, 3, 1)
            await redis.rpush(JOBS, *[STOP] * 3)  # (3)!
    print("all workers stopped")


asyncio.run(main())
