# /// snippet
# dev = "took"
# ///
"""Worker processes compute; the master's loop only waits for them."""

import asyncio
import os
from concurrent.futures import ProcessPoolExecutor


def count_primes(limit: int) -> tuple[int, int]:
    found = [2]
    for number in range(3, limit, 2):
        if all(number % prime for prime in found if prime**2 <= number):
            found.append(number)
    return len(found), os.getpid()


async def main() -> None:
    loop = asyncio.get_running_loop()
    limits = (5000, 3000, 1000)
    with ProcessPoolExecutor(max_workers=2) as pool:  # (1)!
        jobs = [loop.run_in_executor(pool, count_primes, n) for n in limits]
        print("master: three jobs handed out")
        counts = await asyncio.gather(*jobs)  # (2)!
    for limit, (count, pid) in zip(limits, counts, strict=True):
        where = "master" if pid == os.getpid() else "worker"
        print(f"{where}: {count} primes below {limit}")


if __name__ == "__main__":  # (3)!
    asyncio.run(main())
