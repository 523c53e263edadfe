package io.sluice.cli.client;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/** Sends requests to one runtime, those that may be sent again until it answers or the endpoint's patience is at an end. */
final class Sender {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Endpoint endpoint;
    private final HttpClient http;

    Sender(Endpoint endpoint) {
        this.endpoint = endpoint;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        if (endpoint.ca() != null) {
            builder.sslContext(Certificates.trusting(endpoint.ca()));
        }
        this.http = builder.build();
    }

    /**
     * Sends a request.
     *
     * @param readOnce whether its body is gone once it was read
     */
    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler, boolean readOnce) {
        long begin = System.nanoTime();
        for (int attempts = 1; ; attempts++) {
            Duration left = endpoint.patience().minusNanos(System.nanoTime() - begin);
            Optional<Duration> pause =
                    Patience.pause(attempts, ThreadLocalRandom.current().nextDouble(), left);
            try {
                HttpResponse<T> reply = http.send(request, handler);
                if (pause.isEmpty() || readOnce || !Patience.afterAnswer(request.method(), reply)) {
                    return reply;
                }
                discard(reply.body());
            } catch (IOException e) {
                if (pause.isEmpty() || !mayFollow(e, request, readOnce)) {
                    throw failure(e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            await(pause.orElseThrow());
        }
    }

    /** Whether another attempt may come after one that failed like this. */
    private static boolean mayFollow(IOException e, HttpRequest request, boolean readOnce) {
        if (isUntrusted(e) || e.getCause() instanceof UnresolvedAddressException) {
            return false;
        }
        return isRefused(e) || (!readOnce && Patience.afterBreak(request.method()));
    }

    private static boolean isRefused(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    }

    private static boolean isUntrusted(IOException e) {
        return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .anyMatch(CertificateException.class::isInstance);
    }

    private static void discard(Object body) {
        try {
            if (body instanceof InputStream stream) {
                stream.close();
            } else if (body instanceof BaseStream<?, ?> lines) {
                lines.close();
            }
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }

    private static void await(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CliFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CliFailure(130, "interrupted", e);
    }

    private CliFailure failure(IOException e) {
        if (isUntrusted(e)) {
            return new CliFailure(
                    ExitCode.UNREACHABLE,
                    "the runtime at " + endpoint + " is not trusted: " + reason(e)
                            + "\n  'sluice context add --ca FILE' names the certificates that it is trusted by; its address must be"
                            + " one that its own certificate is for.",
                    e);
        }
        return isRefused(e)
                ? new CliFailure(
                        ExitCode.UNREACHABLE,
                        "no runtime answers at " + endpoint + waited()
                                + "\n  Start one with 'sluice up', or name another with --url or --context.",
                        e)
                : new CliFailure(
                        ExitCode.UNREACHABLE,
                        "the connection to the runtime at " + endpoint + " broke: " + reason(e)
                                + "\n  'sluice status' tells whether it still runs.",
                        e);
    }

    private String waited() {
        return endpoint.patience().isZero()
                ? ""
                : ", tried for " + endpoint.patience().toSeconds() + " s";
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
