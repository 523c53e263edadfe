package io.sluice.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

    private final Vertx vertx = Vertx.vertx();
    private final LoadGenerator generator = new LoadGenerator();
    private int port;

    @BeforeEach
    void listen() {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> request.body()
                .onSuccess(body -> request.response().end(body)));
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterEach
    void end() {
        generator.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void run_expectedAnswers_countsThemAndTakesTheirTime() {
        Outcome outcome = generator.run(target("hello"), 4, Duration.ofMillis(50));

        assertThat(outcome.inFlight()).isEqualTo(4);
        assertThat(outcome.calls()).isPositive();
        assertThat(outcome.errors()).isZero();
        assertThat(outcome.perSecond()).isPositive();
        assertThat(outcome.p50Micros()).isPositive().isLessThanOrEqualTo(outcome.p99Micros());
    }

    @Test
    void run_otherAnswers_countsThemAsErrors() {
        Outcome outcome = generator.run(target("something else"), 2, Duration.ofMillis(50));

        assertThat(outcome.calls()).isZero();
        assertThat(outcome.errors()).isPositive();
    }

    private Target target(String expected) {
        return Target.tcp(port, "/", Map.of(), "hello", expected);
    }
}
