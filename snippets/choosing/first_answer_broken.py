"""The first answer wins, but the losers go on, and are paid for."""

import asyncio


async def translate(service: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    print(f"    {service}: done, and on the bill")
    return f"good morning, says {service}"


async def first() -> str:
    services = {"slow": 0.3, "quick": 0.1, "medium": 0.2}
    calls = [translate(*service) for service in services.items()]
    for answer in asyncio.as_completed(calls):
        return await answer
    return "nobody"


async def main() -> None:
    print(await first())
    await asyncio.sleep(0.4)


asyncio.run(main())
