"""The first answer wins; the losers are cancelled and waited for."""

import asyncio


async def translate(service: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    print(f"    {service}: done, and on the bill")
    return f"good morning, says {service}"


async def first() -> str:
    services = {"slow": 0.3, "quick": 0.1, "medium": 0.2}
    calls = [translate(*service) for service in services.items()]
    tasks = list(map(asyncio.create_task, calls))
    done, pending = await asyncio.wait(
        tasks, return_when=asyncio.FIRST_COMPLETED
    )
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)  # (1)!
    return done.pop().result()


async def main() -> None:
    print(await first())
    await asyncio.sleep(0.4)


asyncio.run(main())
