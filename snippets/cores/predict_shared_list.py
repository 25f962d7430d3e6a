# /// snippet
# since = "3.14"
# dev = "took"
# ///
"""Predict the output: who sees what was put into the list?"""

import asyncio
from concurrent.futures import ProcessPoolExecutor

found: list[str] = []


def find(photo: str) -> int:
    found.append(photo)
    return len(found)


async def main() -> None:
    loop = asyncio.get_running_loop()
    print("here:", find("beach"))
    print("in a thread:", await asyncio.to_thread(find, "hills"))
    with ProcessPoolExecutor(1) as pool:
        elsewhere = await loop.run_in_executor(pool, find, "river")
        print("in a process:", elsewhere)
    print(found)


if __name__ == "__main__":
    asyncio.run(main())
