package io.sluice.gateway.algorithms;

import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one error whose body has no object: clients compare it as it is. */
class NoSuchAlgorithmMapping {

    @ServerExceptionMapper
    RestResponse<Map<String, String>> missing(NoSuchAlgorithm failure) {
        String message = String.valueOf(failure.getMessage());
        return RestResponse.ResponseBuilder.create(RestResponse.Status.NOT_FOUND, Map.of("error", message))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("X-Error-Message", message)
                .build();
    }
}
