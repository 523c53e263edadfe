package io.sluice.functions;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

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
        ObjectMapper lenient = mapper.copy()
                .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        return new PayloadMapper(lenient, lenient.writer());
    }

    @Produces
    @Singleton
    FrameConnections frameConnections() {
        return new FrameConnections();
    }

    @Produces
    @Singleton
    Algorithms algorithms(
            Vertx vertx,
            Surroundings surroundings,
            SdkConfig config,
            FrameConnections connections,
            CallScope scope,
            PayloadMapper payloads) {
        NestedCalls calls = nestedCalls(vertx, surroundings, config, connections, payloads.mapper());
        return new NestingAlgorithms(calls, scope, payloads.writer());
    }

    private static NestedCalls nestedCalls(
            Vertx vertx,
            Surroundings surroundings,
            SdkConfig config,
            FrameConnections connections,
            ObjectMapper mapper) {
        if (surroundings.frames()) {
            return new FrameNestedCalls(connections, mapper);
        }
        return surroundings
                .api()
                .<NestedCalls>map(
                        api -> new HttpNestedCalls(new RuntimeClient(vertx, api, config.nestedConnections()), mapper))
                .orElseGet(NestedCalls::ofNoRuntime);
    }

    @Produces
    @Singleton
    Data data(Vertx vertx, Surroundings surroundings, SdkConfig config, CallScope scope, PayloadMapper payloads) {
        return surroundings
                .api()
                .<Data>map(api -> new RuntimeData(
                        new DataClient(
                                new RuntimeClient(vertx, api, config.nestedConnections()),
                                vertx.fileSystem(),
                                payloads.mapper(),
                                config.maxRequest().asLongValue()),
                        scope))
                .orElseGet(RuntimeData::ofNoRuntime);
    }

    /** The application's mapper, made lenient where query strings need it: they know only text and single values. */
    record PayloadMapper(ObjectMapper mapper, ObjectWriter writer) {}
}
