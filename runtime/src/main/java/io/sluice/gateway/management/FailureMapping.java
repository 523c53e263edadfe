package io.sluice.gateway.management;

import io.sluice.accounts.NameTaken;
import io.sluice.algorithms.AlgorithmFailure;
import io.sluice.contract.api.ErrorBody;
import io.sluice.deploy.DeployConflict;
import io.sluice.deploy.DeployNotAllowed;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.Calls;
import io.sluice.gateway.ErrorReply;
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
    RestResponse<ErrorBody> known(Exception failure) {
        String id = calls.newId();
        return reply(ErrorReply.of(failure, id), id);
    }

    @ServerExceptionMapper
    RestResponse<ErrorBody> noSuchPath(NotFoundException failure) {
        return reply(
                new ErrorReply(404, 0, "there is nothing at this path; /q/openapi lists what there is", null),
                calls.newId());
    }

    @ServerExceptionMapper
    RestResponse<ErrorBody> framework(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        String message = String.valueOf(failure.getMessage());
        return reply(new ErrorReply(status, 0, message, null), calls.newId());
    }

    private static RestResponse<ErrorBody> reply(ErrorReply error, String id) {
        return RestResponse.ResponseBuilder.<ErrorBody>create(error.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorBody(new ErrorBody.Error(error.message(), error.hint(), error.code(), id)))
                .build();
    }
}
