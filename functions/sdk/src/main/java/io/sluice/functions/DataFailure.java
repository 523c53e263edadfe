package io.sluice.functions;

import io.sluice.contract.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A file of {@link Data} that could not be read or written: let it out, and the caller is told which and why. */
public final class DataFailure extends AlgorithmException {

    private static final long serialVersionUID = 1;
    private static final int SERVER_ERROR = 500;

    private final String address;
    private final int status;

    private DataFailure(String address, int status, String reason, String errorType, @Nullable Throwable cause) {
        super(address + ": " + reason, errorType, cause);
        this.address = address;
        this.status = status;
    }

    /** The file's address. */
    public String address() {
        return address;
    }

    /** The runtime's HTTP status, such as 404 where there is no such file; 0 when it did not answer. */
    public int status() {
        return status;
    }

    static DataFailure noAddress(String address) {
        return new DataFailure(
                "'" + address + "'",
                0,
                "must be the address of a file, such as data://.session/a.png or data://.my/box/a.png",
                Failure.INPUT_ERROR,
                null);
    }

    /** What the runtime refuses of an address is for the caller to mend; that it is out of order isn't. */
    static DataFailure refused(String address, int status, String reason) {
        return new DataFailure(
                address, status, reason, status >= SERVER_ERROR ? Failure.ALGORITHM_ERROR : Failure.INPUT_ERROR, null);
    }

    static DataFailure tooLarge(String address, long most) {
        return new DataFailure(
                address,
                0,
                "is larger than the " + most + " bytes that may be read into memory (sluice-sdk.max-request)",
                Failure.TOO_LARGE_ERROR,
                null);
    }

    static DataFailure late(String address, Duration within) {
        return new DataFailure(
                address,
                0,
                "was not done within the " + within.toMillis() + " ms that were left",
                Failure.TIMEOUT_ERROR,
                null);
    }

    static DataFailure broken(String address, Throwable cause) {
        return new DataFailure(address, 0, "the transfer broke: " + cause.getMessage(), Failure.ALGORITHM_ERROR, cause);
    }

    static DataFailure noRuntime(String address) {
        return new DataFailure(
                address,
                0,
                "SLUICE_API is not set, so there is no runtime that has data: deploy this function, or set SLUICE_API",
                Failure.ALGORITHM_ERROR,
                null);
    }
}
