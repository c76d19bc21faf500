"""Ctrl-C and the signal of a service manager, as an event of the loop."""

import asyncio
import signal


def stop_at_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
