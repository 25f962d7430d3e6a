"""Who sends a CancelledError, and what the sender makes of it."""

import asyncio
import signal


async def work() -> None:
    try:
        await asyncio.sleep(10)
    except BaseException as error:
        print(f"    {error!r} arrives")
        raise


async def cancel() -> None:
    task = asyncio.create_task(work())
    await asyncio.sleep(0.1)
    task.cancel()
    await task


async def timeout() -> None:
    async with asyncio.timeout(0.1):
        await work()


async def wait_for() -> None:
    await asyncio.wait_for(work(), 0.1)


async def task_group() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(work())
        await asyncio.sleep(0.1)
        raise ConnectionError


async def end_of_run() -> None:
    await asyncio.wait([asyncio.create_task(work())], timeout=0.1)


async def ctrl_c() -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(0.1, signal.raise_signal, signal.SIGINT)
    await work()


for main in (cancel, timeout, wait_for, task_group, end_of_run, ctrl_c):
    try:
        asyncio.run(main())
        print(f"{main.__name__}: nothing")
    except BaseException as error:
        print(f"{main.__name__}: {type(error).__name__}")
