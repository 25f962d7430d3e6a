"""reschedule() moves the deadline: a limit for silence, none for the whole."""

import asyncio


async def send(queue: asyncio.Queue[int]) -> None:
    for number, pause in enumerate((0.2, 0.2, 0.2, 0.2, 1)):
        await asyncio.sleep(pause)
        await queue.put(number)


async def main() -> None:
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[int] = asyncio.Queue()
    sender = asyncio.create_task(send(queue))
    try:
        async with asyncio.timeout(0.4) as silence:
            while True:
                print(f"chunk {await queue.get()}")
                silence.reschedule(loop.time() + 0.4)  # (1)!
    except TimeoutError:
        print("silent for 0.4 s: given up")
    sender.cancel()


asyncio.run(main())
