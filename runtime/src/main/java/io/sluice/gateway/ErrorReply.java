package io.sluice.gateway;

import io.sluice.accounts.NameTaken;
import io.sluice.algorithms.AlgorithmFailure;
import io.sluice.data.DataFailure;
import io.sluice.data.StoreFull;
import io.sluice.data.StoreUnavailable;
import io.sluice.deploy.DeployConflict;
import io.sluice.deploy.DeployNotAllowed;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.prepare.PreparationFailed;
import io.sluice.registry.InvalidPackageException;
import io.sluice.router.InvocationFailure;
import io.sluice.spool.SpoolFailure;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How a failure looks over HTTP; the one place where failures become statuses.
 *
 * @param code the number that Algorithmia's clients know the case by, or 0
 * @param hint more than the message, where that is one that clients compare, else null
 * @param retryAfter when it is worth trying again, or null where it is not
 */
public record ErrorReply(
        int status,
        int code,
        String message,
        @Nullable String hint,
        @Nullable Duration retryAfter) {

    /** One whose message says all. */
    public ErrorReply(int status, int code, String message, @Nullable Duration retryAfter) {
        this(status, code, message, null, retryAfter);
    }

    /** The code for malformed JSON. */
    public static final int BAD_JSON = 2013;

    /** The code for input that can't be taken. */
    public static final int INVALID_INPUT = 6001;

    /** The code for a caller without the right. */
    public static final int NOT_AUTHORIZED = 2001;

    /** The code for an unknown key. */
    public static final int BAD_KEY = 2002;

    /** The code for an account's name that another has. */
    public static final int NAME_TAKEN = 3003;

    /** The code for a collection that is there already. */
    public static final int PATH_TAKEN = 1002;

    /** The code for an algorithm's name that another has. */
    public static final int ALGORITHM_TAKEN = 1002;

    /** The code for a build that is not there. */
    public static final int NO_SUCH_BUILD = 1010;

    /** The code for logs that are not there, or not yet. */
    public static final int NO_LOGS = 1011;

    /** The code for a place in a list that can't be gone on from. */
    public static final int BAD_MARKER = 5002;

    /** The code for a number of entries that a list can't have. */
    public static final int BAD_LIMIT = 5003;

    /** The code for a version that is there already. */
    public static final int ALREADY_PUBLISHED = 1007;

    private static final Logger LOG = Logger.getLogger(ErrorReply.class);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int INSUFFICIENT_STORAGE = 507;

    /** The reply for any failure; one that nobody thought of is logged, and its caller told where to look. */
    public static ErrorReply of(Throwable failure, String invocation) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case BadRequest bad -> new ErrorReply(bad.status(), bad.code(), message, bad.hint(), null);
            case NoRoom full -> new ErrorReply(503, 0, message, NoRoom.RETRY_AFTER);
            case ClientGone gone -> new ErrorReply(400, 0, message, null);
            case InvocationFailure known -> of(known, message);
            case DataFailure known -> of(known, message);
            case SpoolFailure known -> of(known, message);
            case StoreFull full -> full(full, message);
            case StoreUnavailable away -> new ErrorReply(503, 0, message, NoRoom.RETRY_AFTER);
            case InvalidManifestException invalid -> new ErrorReply(400, INVALID_INPUT, message, null);
            case InvalidPackageException invalid -> new ErrorReply(400, INVALID_INPUT, message, null);
            case PreparationFailed failed -> new ErrorReply(400, INVALID_INPUT, message, null);
            case NameTaken taken -> new ErrorReply(409, NAME_TAKEN, message, null);
            case DeployConflict conflict -> new ErrorReply(409, ALREADY_PUBLISHED, message, null);
            case AlgorithmFailure failed -> of(failed, message);
            case DeployNotAllowed forbidden -> new ErrorReply(403, NOT_AUTHORIZED, message, null);
            default -> unexpected(failure, invocation);
        };
    }

    private static ErrorReply full(StoreFull failure, String message) {
        LOG.warn(message, failure);
        return new ErrorReply(INSUFFICIENT_STORAGE, 0, message, null);
    }

    private static ErrorReply of(AlgorithmFailure failure, String message) {
        return switch (failure.kind()) {
            case NAME_TAKEN -> new ErrorReply(409, ALGORITHM_TAKEN, message, null);
            case NOT_ALLOWED -> new ErrorReply(403, NOT_AUTHORIZED, message, null);
            case INVALID -> new ErrorReply(400, INVALID_INPUT, message, null);
            case NO_SUCH_BUILD -> new ErrorReply(404, NO_SUCH_BUILD, message, null);
            case PUBLISHED_ALREADY -> new ErrorReply(409, ALREADY_PUBLISHED, message, null);
            case BUILD_FAILED -> new ErrorReply(400, 0, message, null);
            case BUSY -> new ErrorReply(503, 0, message, NoRoom.RETRY_AFTER);
        };
    }

    private static ErrorReply of(InvocationFailure failure, String message) {
        return switch (failure) {
            case InvocationFailure.UnknownFunction unknown -> new ErrorReply(404, 1001, message, unknown.hint(), null);
            case InvocationFailure.NotAllowed forbidden -> new ErrorReply(403, NOT_AUTHORIZED, message, null);
            case InvocationFailure.BadRequest bad -> new ErrorReply(400, INVALID_INPUT, message, null);
            case InvocationFailure.Overloaded overloaded ->
                new ErrorReply(TOO_MANY_REQUESTS, 0, message, overloaded.retryAfter());
            case InvocationFailure.FunctionFailed failed ->
                new ErrorReply(500, 0, failed.failure().message(), null);
        };
    }

    private static ErrorReply of(SpoolFailure failure, String message) {
        return switch (failure) {
            case SpoolFailure.TooLarge large -> new ErrorReply(413, INVALID_INPUT, message, null);
            case SpoolFailure.Full full -> new ErrorReply(503, 0, message, NoRoom.RETRY_AFTER);
            case SpoolFailure.Gone gone -> new ErrorReply(500, 0, message, null);
        };
    }

    private static ErrorReply of(DataFailure failure, String message) {
        return switch (failure) {
            case DataFailure.NotFound absent -> new ErrorReply(404, 0, "path not found", message, null);
            case DataFailure.NotAllowed forbidden -> new ErrorReply(403, NOT_AUTHORIZED, message, null);
            case DataFailure.AlreadyThere there -> new ErrorReply(409, PATH_TAKEN, message, null);
            case DataFailure.NotEmpty full -> new ErrorReply(400, INVALID_INPUT, message, null);
            case DataFailure.Invalid invalid -> new ErrorReply(400, INVALID_INPUT, message, null);
        };
    }

    private static ErrorReply unexpected(Throwable failure, String invocation) {
        LOG.errorf(failure, "request failed unexpectedly invocation=%s", invocation);
        return new ErrorReply(
                500, 0, "the runtime failed unexpectedly; its log says more under '" + invocation + "'", null);
    }
}
