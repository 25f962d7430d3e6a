"""asyncio.run() runs one coroutine to its end and hands back its result."""

import asyncio


async def greet(name: str) -> str:
    print("the body runs")
    await asyncio.sleep(0.2)  # (1)!
    return f"Hello, {name}!"


async def main() -> str:
    greeting = await greet("reader")  # (2)!
    print(greeting)
    return "main has returned"


print("before run")
print(asyncio.run(main()))  # (3)!
print("after run")
