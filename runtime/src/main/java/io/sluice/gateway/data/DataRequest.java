package io.sluice.gateway.data;

import io.sluice.data.DataAccess;
import io.sluice.data.DataPath;
import io.sluice.data.DataPaths;
import io.sluice.data.Viewpoint;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.sluice.router.CallInProgress;
import io.sluice.router.Origin;
import io.sluice.router.RootCall;
import io.sluice.router.RunRecord;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client or a function wants of the store: the head of its request, read.
 *
 * @param path where
 * @param access who asks
 * @param root the call in whose course a function asks
 * @param record where it is noted that the call's result must not be kept, or null
 */
record DataRequest(
        DataPath path,
        DataAccess access,
        RootCall root,
        @Nullable RunRecord record,
        Options options) {

    /** What the query and the headers say. */
    record Options(
            boolean withoutBody,
            boolean acl,
            boolean force,
            @Nullable String marker,
            @Nullable String accept,
            @Nullable String range,
            @Nullable String ifRange,
            @Nullable String ifNoneMatch) {

        static Options of(HttpServerRequest request, boolean withoutBody) {
            try {
                return read(request, withoutBody);
            } catch (IllegalArgumentException e) {
                throw new BadRequest(
                        400, ErrorReply.INVALID_INPUT, "the query has a broken %-escape: " + e.getMessage());
            }
        }

        private static Options read(HttpServerRequest request, boolean withoutBody) {
            return new Options(
                    withoutBody,
                    isTrue(request.getParam("acl")),
                    isTrue(request.getParam("force")),
                    request.getParam("marker"),
                    request.getHeader("Accept"),
                    request.getHeader("Range"),
                    request.getHeader("If-Range"),
                    request.getHeader("If-None-Match"));
        }

        private static boolean isTrue(@Nullable String word) {
            return word != null && word.toLowerCase(Locale.ROOT).equals("true");
        }
    }

    static DataRequest of(HttpServerRequest request, String encoded, Origin origin, Sessions sessions) {
        CallInProgress parent = origin.parent();
        Viewpoint viewpoint = parent == null
                ? Viewpoint.outside(origin.caller().user())
                : new Viewpoint(origin.caller().user(), sessions.id(origin.root()), parent.function());
        DataRequest asked = new DataRequest(
                DataPaths.parse(encoded, viewpoint),
                new DataAccess(origin.caller(), parent == null ? null : parent.function()),
                origin.root(),
                origin.record(),
                Options.of(request, request.method().name().equals("HEAD")));
        if (DataPaths.isCallersOwn(encoded)) {
            asked.spoilResult();
        }
        return asked;
    }

    /** What the call comes to is for its caller alone, or for now alone. */
    void spoilResult() {
        if (record != null) {
            record.spoil();
        }
    }
}
