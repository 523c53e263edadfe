package io.sluice.functions;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes the beans that have more than one part. */
final class SdkBeans {

    @Produces
    @Singleton
    Surroundings surroundings() {
        return Surroundings.of(System.getenv());
    }

    @Produces
    @Singleton
    PayloadMapper payloadMapper(ObjectMapper mapper) {
        return new PayloadMapper(mapper.copy()
                .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
    }

    @Produces
    @Singleton
    RuntimeLink runtimeLink(Vertx vertx, Surroundings surroundings, SdkConfig config) {
        return new RuntimeLink(
                surroundings.api().map(api -> new RuntimeClient(vertx, api, config.nestedConnections())));
    }

    @Produces
    @Singleton
    Algorithms algorithms(RuntimeLink link, CallScope scope, PayloadMapper mapper) {
        return new HttpAlgorithms(link.client(), scope, mapper.mapper());
    }

    /** The application's mapper, made lenient where query strings need it: they know only text and single values. */
    record PayloadMapper(ObjectMapper mapper) {}

    /** The way to the runtime, where there is one. */
    record RuntimeLink(Optional<RuntimeClient> client) {}
}
