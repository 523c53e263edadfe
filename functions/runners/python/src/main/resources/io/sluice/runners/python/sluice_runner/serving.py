"""Runs the author's function for the calls of all connections: on worker threads, or on one event loop where it is async."""

import io
import threading

import sluice

from . import current, output, spooled, workers
from .calls import Call, failure, handed_in, result
from .connection import MAX_INPUT
from .frames import MAX_PAYLOAD

_UNKNOWN = "this instance serves the entry point '%s', not '%s'"


def is_iterator(value):
    """Whether a result comes item by item: a generator or another iterator, async or not."""
    return hasattr(value, "__next__") or hasattr(value, "__anext__")


class Serving:
    """The host of all connections. Methods are called by their reading threads."""

    def __init__(self, function, concurrency):
        self._function = function
        self._workers = workers.Workers(concurrency)
        self._loop = None
        self._tasks = set()
        self._quiet = threading.Condition()
        self._connections = set()

    def start(self):
        """Runs the author's load(); what it raises is passed on."""
        if self._function.is_async:
            self._start_loop()
        load = self._function.load
        if load is None:
            return
        loaded = load()
        if hasattr(loaded, "__await__"):
            import asyncio

            if self._loop is None:
                self._start_loop()
            asyncio.run_coroutine_threadsafe(_awaited(loaded), self._loop).result()

    def _start_loop(self):
        import asyncio

        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._run_loop, name="sluice-loop", daemon=True).start()

    def _run_loop(self):
        import asyncio

        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()

    # What connections tell

    def opened(self, connection):
        with self._quiet:
            self._connections.add(connection)

    def closed(self, connection):
        with self._quiet:
            self._connections.discard(connection)
            self._quiet.notify_all()

    def call(self, connection, call_id, head):
        return Call(connection, call_id, head)

    def called(self, call, payload):
        if call.function() != self._function.entry:
            call.end()
            call.fail(sluice.AlgorithmError(_UNKNOWN % (self._function.entry, call.function())))
        elif self._function.is_async and call.reference is not None:
            self._workers.submit(self._fetch, call)
        elif self._function.is_async:
            self._loop.call_soon_threadsafe(self._begin, call, payload)
        else:
            self._workers.submit(self._run, call, payload)

    def _fetch(self, call):
        """Gets an input that the loop must not wait for."""
        try:
            payload = spooled.read(call.reference, call.token(), MAX_INPUT)
        except BaseException as thrown:
            call.end()
            call.fail(thrown)
        else:
            self._loop.call_soon_threadsafe(self._begin, call, payload)

    def cancelled(self, call):
        call.cancel()

    def ended(self, call):
        pass

    # Functions that block

    def _run(self, call, payload):
        thread = threading.get_ident()
        before = current.enter(call)
        try:
            answer = self._answer(call, payload, thread)
        finally:
            output.end_lines()
            current.leave(before)
        call.connection.answer(call, *answer)

    def _answer(self, call, payload, thread):
        try:
            interrupt = workers.interruption(thread)
            call.on_cancel(interrupt)
            try:
                value = self._invoke(call, self._input(call, payload))
                if spooled.is_stream(value) or not is_iterator(value):
                    return self._result(call, value)
                from . import items

                return items.hand_on(call, value, interrupt, lambda: workers.no_interruption(thread))
            except sluice.Interrupted:
                return failure(sluice.AlgorithmError("the call was cancelled"))
            except BaseException as thrown:
                return failure(_without_own(thrown))
            finally:
                self._end(call, thread)
        except sluice.Interrupted:  # It came while the function had ended already.
            self._end(call, thread)
            return failure(sluice.AlgorithmError("the call was cancelled"))

    @staticmethod
    def _end(call, thread):
        call.end()
        workers.no_interruption(thread)

    def _input(self, call, payload):
        if self._function.streams:
            return io.BytesIO(payload) if call.reference is None else spooled.open_stream(call.reference, call.token())
        if call.reference is not None:
            payload = spooled.read(call.reference, call.token(), MAX_INPUT)
        return call.input(payload)

    @staticmethod
    def _result(call, value):
        if not spooled.is_stream(value):
            return result(value)
        try:
            return handed_in(spooled.post(value, call.token()))
        finally:
            if hasattr(value, "close"):
                value.close()

    def _invoke(self, call, value):
        takes = self._function.takes
        if takes is None:
            return self._function.apply(value)
        return self._function.apply(value, call if takes == "context" else call.event)

    # Functions that are awaited, on the loop

    def _begin(self, call, payload):
        task = self._loop.create_task(self._await(call, payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        call.on_cancel(lambda: self._loop.call_soon_threadsafe(task.cancel))

    async def _await(self, call, payload):
        current.enter(call)
        try:
            value = self._invoke(call, call.input(payload))
            if hasattr(value, "__await__"):
                value = await value
            if spooled.is_stream(value):
                import asyncio

                answer = await asyncio.to_thread(self._result, call, value)
            elif is_iterator(value):
                from . import items

                answer = await items.hand_on_async(call, value)
            else:
                answer = result(value)
        except BaseException as thrown:
            answer = failure(_without_own(thrown))
        call.end()
        output.end_lines()
        if len(answer[2]) > MAX_PAYLOAD:  # It may have to wait for room, which the loop must not.
            self._workers.submit(call.connection.answer, call, *answer)
        else:
            call.connection.answer(call, *answer)

    # The end

    def finish(self, reason, seconds):
        """Takes no more calls and waits until those in progress are over; False where the time ends first."""
        with self._quiet:
            connections = list(self._connections)
        for connection in connections:
            connection.leave(reason)
        with self._quiet:
            finished = self._quiet.wait_for(lambda: not self._connections, seconds)
            left = list(self._connections)
        for connection in left:
            connection.cut()
        return finished


def _without_own(thrown):
    if isinstance(thrown, SystemExit):
        return sluice.AlgorithmError("the function called sys.exit(%s)" % thrown.code, "SystemExit").with_traceback(
            thrown.__traceback__
        )
    return thrown


async def _awaited(awaitable):
    return await awaitable
