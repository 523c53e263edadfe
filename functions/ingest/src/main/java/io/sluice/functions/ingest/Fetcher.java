package io.sluice.functions.ingest;

import io.sluice.functions.AlgorithmException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gets the body of an http(s) address. A host's name is looked up once, its address checked, and that very address
 * connected to, so that a name that changes its mind between check and connection gains nothing; each redirect is checked
 * anew. Blocks: call it from a virtual thread.
 */
final class Fetcher {

    static final int MAX_REDIRECTS = 5;

    private static final Pattern NUMBER = Pattern.compile("[0-9.]+|0[xX].*");

    private final Vertx vertx;
    private final HttpClient client;
    private final AddressRules rules;
    private final Resolver resolver;

    Fetcher(Vertx vertx, AddressRules rules, Resolver resolver) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setForceSni(true).setKeepAlive(false).setDecompressionSupported(true));
        this.rules = rules;
        this.resolver = resolver;
    }

    /**
     * The body, following redirects.
     *
     * @throws AlgorithmException an {@code InputError} when the address may not be fetched or does not answer 200 in time
     */
    String fetch(URI address, Budget budget) {
        var at = address;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            var answer = get(at, Map.of(), budget);
            if (answer.location().isEmpty()) {
                return answer.body(at);
            }
            at = resolve(at, answer.location());
        }
        throw InputErrors.of("url: must end within %d redirects, '%s' does not", MAX_REDIRECTS, address);
    }

    /** One request, redirects not followed: its headers may hold a secret that is for this host alone. */
    Answer get(URI address, Map<String, String> headers, Budget budget) {
        var target = checked(address, budget);
        var left = budget.timeLeft();
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(host(address))
                .setPort(target.port())
                .setServer(SocketAddress.inetSocketAddress(
                        target.port(), target.address().getHostAddress()))
                .setSsl(target.tls())
                .setURI(path(address))
                .setConnectTimeout(left.toMillis())
                .setFollowRedirects(false);
        options.putHeader("accept", "application/json, text/*;q=0.9, */*;q=0.5");
        headers.forEach(options::putHeader);
        Promise<Void> givenUp = Promise.promise();
        return await(
                address, left, client.request(options).compose(request -> send(request, budget, givenUp)), givenUp);
    }

    private static Future<Answer> send(HttpClientRequest request, Budget budget, Promise<Void> givenUp) {
        givenUp.future().onComplete(done -> request.connection().close());
        return request.send().compose(response -> collect(request, response, budget));
    }

    private static Future<Answer> collect(HttpClientRequest request, HttpClientResponse response, Budget budget) {
        var body = Buffer.buffer();
        Promise<Answer> answer = Promise.promise();
        response.exceptionHandler(answer::tryFail);
        response.handler(chunk -> {
            try {
                budget.take(chunk.length());
                body.appendBuffer(chunk);
            } catch (AlgorithmException tooLarge) {
                answer.tryFail(tooLarge);
                request.reset();
            }
        });
        response.endHandler(end -> answer.tryComplete(answer(response, body)));
        return answer.future();
    }

    private static Answer answer(HttpClientResponse response, Buffer body) {
        var contentType = response.getHeader("content-type");
        return new Answer(response.statusCode(), location(response), contentType == null ? "" : contentType, body);
    }

    private static String location(HttpClientResponse response) {
        var location = response.getHeader("location");
        return location == null || response.statusCode() / 100 != 3 ? "" : location;
    }

    /** Waits no longer than {@code time}; completes {@code givenUp} when it leaves without what it waited for. */
    private static <T> T await(URI address, Duration time, Future<T> result, Promise<Void> givenUp) {
        try {
            return result.toCompletionStage().toCompletableFuture().get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw InputErrors.of("url: '%s' must answer within %d ms, did not", address, time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw InputErrors.of("url: '%s' was given up, the call was cancelled", address);
        } catch (ExecutionException e) {
            throw failure(address, e.getCause());
        } finally {
            givenUp.tryComplete(); // Its connection serves one request: closing it after the answer's end does no harm.
        }
    }

    private static AlgorithmException failure(URI address, @Nullable Throwable cause) {
        return switch (cause) {
            case AlgorithmException worded -> worded;
            case UnknownHostException unknown ->
                InputErrors.of("url: host '%s' must have an address, has none", host(address));
            case null, default -> InputErrors.of("url: '%s' must be reachable, is not: %s", address, cause);
        };
    }

    private Target checked(URI address, Budget budget) {
        var scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw InputErrors.of("url: scheme must be http or https, was '%s'", scheme);
        }
        if (address.getHost() == null || address.getRawUserInfo() != null) {
            throw InputErrors.of("url: must name a host and no user, was '%s'", address);
        }
        boolean tls = scheme.equals("https");
        int usual = tls ? 443 : 80;
        return new Target(lookedUp(address, budget), address.getPort() < 0 ? usual : address.getPort(), tls);
    }

    /** The platform's look-up blocks for as long as it likes, and its thread with it: a worker's, not the call's. */
    private InetAddress lookedUp(URI address, Budget budget) {
        var host = host(address);
        var lookup = vertx.executeBlocking(() -> resolver.resolve(host), false);
        var addresses = await(address, budget.timeLeft(), lookup, Promise.promise());
        for (var found : addresses) {
            rules.check(host, found);
        }
        return usuallySpelt(host, addresses[0]);
    }

    /** Others take {@code 0177.0.0.1} for loopback and {@code 1.1} for who knows: what is read in two ways is refused. */
    private static InetAddress usuallySpelt(String host, InetAddress address) {
        if (NUMBER.matcher(host).matches() && !host.equals(address.getHostAddress())) {
            throw InputErrors.of(
                    "url: host '%s' must have a public address in its usual spelling, is it '%s'?",
                    host, address.getHostAddress());
        }
        return address;
    }

    private static URI resolve(URI from, String location) {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw InputErrors.of("url: '%s' must redirect to an address, does to '%s'", from, location);
        }
    }

    private static String host(URI address) {
        var host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String path(URI address) {
        var path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    private record Target(InetAddress address, int port, boolean tls) {}

    /** Finds the addresses of a host, at least one. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** What came back. {@code location} is empty but for a redirect, {@code contentType} when the server names none. */
    record Answer(int status, String location, String contentType, Buffer content) {

        private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s\";]+)");

        String body(URI address) {
            if (status != 200) {
                throw InputErrors.of("url: '%s' must answer 200, answered %d", address, status);
            }
            return content.toString(charset(address));
        }

        private Charset charset(URI address) {
            var named = CHARSET.matcher(contentType);
            try {
                return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
            } catch (IllegalArgumentException e) {
                throw InputErrors.of("url: '%s' must answer in a known charset, was '%s'", address, contentType);
            }
        }
    }
}
