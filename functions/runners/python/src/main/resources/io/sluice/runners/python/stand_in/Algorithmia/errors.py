"""The errors of calls, by the names that the stock client gives them."""


class ApiError(Exception):
    """A call could not be made, or failed."""


class DataApiError(ApiError):
    """A file or a directory could not be read or written."""


class AlgorithmException(ApiError):
    """An algorithm failed; or what an algorithm raises to fail with a type of its own."""

    def __init__(self, message, stack_trace=None, error_type=None):
        super().__init__(message)
        self.message = message
        self.stack_trace = stack_trace
        self.error_type = error_type
