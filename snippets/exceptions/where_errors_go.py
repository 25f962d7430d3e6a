# /// snippet
# timeline = false
# ///
"""Two tasks fail: what arrives at once, and what becomes of the second?"""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Coroutine

Work = Coroutine[None, None, None]


async def fail(name: str) -> None:
    await asyncio.sleep(0)
    raise OSError(name)


async def nobody_waits(*works: Work) -> object:
    for work in works:
        asyncio.create_task(work)  # noqa: RUF006
    return await asyncio.sleep(0.1)


async def await_each(*works: Work) -> object:
    tasks = [asyncio.create_task(work) for work in works]
    return [await task for task in tasks]


async def gather(*works: Work) -> object:
    return await asyncio.gather(*works)


async def gather_all(*works: Work) -> object:
    return await asyncio.gather(*works, return_exceptions=True)


async def task_group(*works: Work) -> object:
    async with asyncio.TaskGroup() as group:
        return [group.create_task(work) for work in works]


async def watch(way: Callable[..., Awaitable[object]]) -> None:
    late: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: late.append(context))
    try:
        came = f"returns {await way(fail('one'), fail('two'))}"
    except Exception as error:
        came = f"raises {error!r}"
    await asyncio.sleep(0)
    gc.collect()
    fate = "arrives" if "two" in came else "is lost"
    print(f"{way.__name__}: {came}")
    print(f"{way.__name__}, the second: {'is logged late' if late else fate}")


for way in (nobody_waits, await_each, gather, gather_all, task_group):
    asyncio.run(watch(way))
