# /// snippet
# expect = "times"
# beside = [
#     "event_loop/mini_loop",
#     "event_loop/mini_asyncio",
#     "concurrency/tasks_overlap",
# ]
# ///
"""Lesson 3's program, not a letter changed, on the loop of this page."""

import runpy
import sys

import mini_asyncio

sys.modules["asyncio"] = mini_asyncio  # (1)!
runpy.run_path("tasks_overlap.py", run_name="__main__")
