"""What __await__ yields goes all the way up; the answer comes back down."""

from collections.abc import Generator


class Wish:
    """Something that can be awaited."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __await__(self) -> Generator[str, str, str]:
        return (yield self.text)  # (1)!


async def brew(tea: str) -> str:
    print(f"{tea}: in the pot")
    water = await Wish("water, please")  # (2)!
    print(f"{tea}: drawn with {water}")
    return f"a cup of {tea}"


async def serve() -> str:
    cup = await brew("mint")
    return f"{cup} on a tray"


coro = serve()
print(f"up came {coro.send(None)!r}")
print(f"brew waits in line {coro.cr_await.cr_frame.f_lineno}")
try:
    coro.send("boiling water")  # (3)!
except StopIteration as end:
    print(f"StopIteration, with {end.value!r}")
