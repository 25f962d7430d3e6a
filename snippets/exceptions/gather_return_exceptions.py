"""gather with return_exceptions=True: every outcome, none raised."""

import asyncio


async def upload(mirror: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    if mirror == "Oslo":
        raise ConnectionError("Oslo: connection refused")
    return f"{mirror} is up to date"


async def main() -> None:
    mirrors = ("Lima", "Oslo", "Rome")
    outcomes = await asyncio.gather(
        *(upload(mirror, n / 10) for n, mirror in enumerate(mirrors, 1)),
        return_exceptions=True,
    )
    for mirror, outcome in zip(mirrors, outcomes, strict=True):
        if isinstance(outcome, BaseException):  # (1)!
            print(f"{mirror} failed: {outcome!r}")
        else:
            print(f"{mirror} gave: {outcome}")
    errors = [o for o in outcomes if isinstance(o, Exception)]
    try:
        if errors:
            raise ExceptionGroup("sync", errors)  # (2)!
    except* ConnectionError as group:
        print(repr(group))


asyncio.run(main())
