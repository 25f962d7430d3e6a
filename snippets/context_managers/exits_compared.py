"""What comes out of an async with block, by what goes wrong where."""

import asyncio


class Connection:
    def __init__(self, on_exit: str) -> None:
        self.on_exit = on_exit
        self.exited = False

    async def __aenter__(self) -> "Connection":  # (1)!
        if self.on_exit == "no entry":
            raise ConnectionError
        return self

    async def __aexit__(self, kind: object, *_: object) -> bool:  # (2)!
        self.exited = True
        await asyncio.sleep(0)
        if self.on_exit == "fails":
            raise OSError
        return self.on_exit == "swallows"  # (3)!


async def outcome(connection: Connection, body: BaseException | None) -> str:
    try:
        async with connection:
            if body:
                raise body
    except BaseException as error:
        inner = error.__context__
        after = f" after {type(inner).__name__}" if inner else ""
        return f"{type(error).__name__}{after}"
    return "no error"


async def main() -> None:
    for on_exit in ("closes", "fails", "swallows", "no entry"):
        for body in (None, ValueError(), asyncio.CancelledError()):
            connection = Connection(on_exit)
            came = await outcome(connection, body)
            print(f"{on_exit}, {type(body).__name__}: {came}")
        print(f"{on_exit}, called: {connection.exited}")


asyncio.run(main())
