package io.sluice.gateway.management;

import io.sluice.accounts.NameTaken;
import io.sluice.algorithms.AlgorithmFailure;
import io.sluice.deploy.DeployConflict;
import io.sluice.deploy.DeployNotAllowed;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.Calls;
import io.sluice.gateway.ErrorReply;
import io.sluice.gateway.Replies;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.prepare.PreparationFailed;
import io.sluice.registry.InvalidPackageException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.io.UncheckedIOException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers failures of the management API as every other face does. */
class FailureMapping {

    private final Calls calls;

    FailureMapping(Calls calls) {
        this.calls = calls;
    }

    @ServerExceptionMapper({
        BadRequest.class,
        InvalidManifestException.class,
        InvalidPackageException.class,
        PreparationFailed.class,
        DeployConflict.class,
        DeployNotAllowed.class,
        AlgorithmFailure.class,
        NameTaken.class,
        UncheckedIOException.class,
    })
    RestResponse<String> known(Exception failure) {
        String id = calls.newId();
        return reply(ErrorReply.of(failure, id), id);
    }

    @ServerExceptionMapper
    RestResponse<String> noSuchPath(NotFoundException failure) {
        if (failure.getCause() instanceof NumberFormatException unread) {
            String message = "a parameter that is a number was no number: " + unread.getMessage();
            return reply(new ErrorReply(400, ErrorReply.INVALID_INPUT, message, null), calls.newId());
        }
        return reply(
                new ErrorReply(404, 0, "there is nothing at this path; /q/openapi lists what there is", null),
                calls.newId());
    }

    @ServerExceptionMapper
    RestResponse<String> framework(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        String message = String.valueOf(failure.getMessage());
        return reply(new ErrorReply(status, 0, message, null), calls.newId());
    }

    private static RestResponse<String> reply(ErrorReply error, String id) {
        return RestResponse.ResponseBuilder.<String>create(error.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("X-Error-Message", Replies.headerText(error.message()))
                .entity(Replies.errorBody(error, id).toString())
                .build();
    }
}
