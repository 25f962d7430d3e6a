"""The same photos through three kinds of queue, and a tie."""

import asyncio


async def main() -> None:
    for kind in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue):
        found = kind()
        for megabytes, name in ((4, "cat"), (9, "dog"), (1, "fox")):
            await found.put((megabytes, name))
        names = [(await found.get())[1] for _ in range(3)]
        print(f"{kind.__name__}: {', '.join(names)}")

    cat, owl = {"name": "cat"}, {"name": "owl"}
    found = asyncio.PriorityQueue()
    try:
        await found.put((4, cat))
        await found.put((4, owl))  # (1)!
    except TypeError as error:
        print(f"a tie: {error}")

    found = asyncio.PriorityQueue()
    for number, photo in enumerate((cat, owl)):
        await found.put((4, number, photo))  # (2)!
    print(f"with a number: {await found.get()}")


asyncio.run(main())
