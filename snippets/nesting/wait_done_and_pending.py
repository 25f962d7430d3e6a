"""wait() sorts tasks into done and pending, and raises nothing."""

import asyncio


async def fetch(topic: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    if topic == "mail":
        raise ConnectionError("mail server is down")
    return topic.upper()


async def main() -> None:
    tasks = [
        asyncio.create_task(fetch("news", 0.5), name="news"),
        asyncio.create_task(fetch("mail", 0.1), name="mail"),
        asyncio.create_task(fetch("weather", 0.2), name="weather"),
    ]
    done, pending = await asyncio.wait(tasks, timeout=0.35)  # (1)!
    print(f"{type(done).__name__}: {len(done)} done, {len(pending)} pending")
    for task in tasks:  # (2)!
        if task in pending:
            print(f"{task.get_name()}: cancelled, it took too long")
            task.cancel()
        else:
            outcome = task.exception() or task.result()  # (3)!
            print(f"{task.get_name()}: {outcome}")


asyncio.run(main())
