"""What a function's author may use of Sluice; nothing of it is needed for a plain function.

``call`` and ``pipe`` call other functions, ``context`` tells about the call in progress, ``Event`` is a CloudEvent,
and ``AlgorithmError`` fails with a type that callers can tell apart.
"""

__all__ = [
    "AlgorithmError",
    "AlgorithmFailure",
    "Context",
    "Event",
    "Interrupted",
    "call",
    "call_async",
    "context",
    "pipe",
    "pipe_async",
]


class AlgorithmError(Exception):
    """A failure that callers can tell apart: its type is an error type such as ``InputError``."""

    def __init__(self, message, error_type="AlgorithmError"):
        super().__init__(message)
        self.error_type = error_type


class AlgorithmFailure(AlgorithmError):
    """A call of another function failed, or could not be made; ``function`` names it."""

    def __init__(self, function, message, error_type="AlgorithmError", status=None):
        super().__init__("%s: %s" % (function, message), error_type)
        self.function = function
        self.status = status


class Interrupted(BaseException):
    """Raised inside a function whose call was cancelled; not an Exception, so that ``except Exception`` lets it pass."""


class Event:
    """A CloudEvent, that a function is called with (``context.event``) or answers with.

    Attributes are texts or None; ``time`` is RFC 3339. An answer without an id gets one.
    """

    __slots__ = ("type", "source", "data", "id", "subject", "time", "dataschema", "datacontenttype", "extensions")

    def __init__(
        self,
        type,
        source,
        data=None,
        id=None,
        subject=None,
        time=None,
        dataschema=None,
        datacontenttype=None,
        extensions=None,
    ):
        self.type = type
        self.source = source
        self.data = data
        self.id = id
        self.subject = subject
        self.time = time
        self.dataschema = dataschema
        self.datacontenttype = datacontenttype
        self.extensions = dict(extensions or {})

    def __repr__(self):
        return "Event(type=%r, source=%r, id=%r)" % (self.type, self.source, self.id)


class Context:
    """The call in progress, for the function that takes a second argument, or from ``sluice.context()``."""

    def function(self):
        """The entry point that was called."""
        raise NotImplementedError

    def invocation(self):
        """The invocation's id, as the runtime's log has it; empty where the caller gave none."""
        raise NotImplementedError

    def token(self):
        """What HTTP requests to the runtime hand back in ``sluice-token`` to belong to this call, or None."""
        raise NotImplementedError

    def remaining(self):
        """Seconds that are left of the call's time, never negative."""
        raise NotImplementedError

    def cancelled(self):
        """Whether nobody waits for the answer any more."""
        raise NotImplementedError

    def trace_parent(self):
        """The W3C traceparent of the call, or None."""
        raise NotImplementedError

    @property
    def event(self):
        """The CloudEvent that the call carries, or None."""
        raise NotImplementedError


def context():
    """The context of the call in progress; a RuntimeError outside of any call."""
    from sluice_runner import current

    call = current.call()
    if call is None:
        raise RuntimeError("sluice.context() is for use inside a call, and there is none here")
    return call


def call(function, input=None):
    """Calls ``owner/name`` or ``owner/name@version`` and returns its result; blocks.

    Raises AlgorithmFailure where it fails, and at the deadline of the call in progress.
    """
    from sluice_runner import nested

    return nested.call(function, input)


def pipe(*functions):
    """A function that passes its input through all of these, one after the other: ``pipe("a/b", "a/c")(input)``."""

    def piped(input=None):
        value = input
        for function in functions:
            value = call(function, value)
        return value

    return piped


async def call_async(function, input=None):
    """The same as ``call``, for ``async def``."""
    from sluice_runner import nested

    return await nested.call_async(function, input)


def pipe_async(*functions):
    """The same as ``pipe``, for ``async def``."""

    async def piped(input=None):
        value = input
        for function in functions:
            value = await call_async(function, value)
        return value

    return piped
