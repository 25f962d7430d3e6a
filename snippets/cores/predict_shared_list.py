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


async def main(pool: ProcessPoolExecutor) -> None:
    loop = asyncio.get_running_loop()
    print("here:", find("beach"))
    print("in a thread:", await asyncio.to_thread(find, "hills"))
    print("in a process:", await loop.run_in_executor(pool, find, "river"))
    print(found)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        asyncio.run(main(pool))
