package io.sluice.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.client.Paths;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Json;
import io.sluice.cli.console.Progress;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.ContentType;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.api.FunctionStats;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Sends tweets through the pipe, several at once, and gathers what comes out in the order of the file. */
final class TweetPipe {

    private static final int AT_ONCE = 8;
    private static final List<FunctionReference> STEPS = Stream.of(
                    "demo/clean", "demo/tokenize", "demo/lemmatize", "demo/sentiment")
            .map(FunctionReference::parse)
            .toList();

    private final RuntimeClient client;
    private final Console console;

    /** What became of one tweet. */
    private sealed interface Outcome {
        record Label(Report.Labelled tweet) implements Outcome {}

        record Failure(String message) implements Outcome {}
    }

    TweetPipe(RuntimeClient client, Console console) {
        this.client = client;
        this.console = console;
    }

    Report run(byte[] input) {
        List<Tweet> tweets = ingest(input);
        long begin = System.nanoTime();
        List<Outcome> outcomes = label(tweets);
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<Report.Labelled> labelled = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Label(Report.Labelled tweet) -> labelled.add(tweet);
                case Outcome.Failure(String message) -> failures.add(message);
            }
        }
        return new Report(
                labelled,
                seconds,
                failures.size(),
                failures.isEmpty() ? null : failures.getFirst(),
                Report.counts(labelled),
                Report.measure(labelled),
                client.list("/v1/stats", FunctionStats.class));
    }

    private List<Tweet> ingest(byte[] input) {
        String path = Paths.call(FunctionReference.parse("demo/ingest"));
        JsonNode answer = answer(client.exchange(path, ContentType.TEXT.mediaType(), input));
        if (answer.has("error")) {
            throw new CliFailure(
                    ExitCode.FUNCTION_FAILED,
                    "demo/ingest cannot read the tweets: "
                            + answer.path("error").path("message").asText());
        }
        return Tweet.of(answer.path("result"));
    }

    private List<Outcome> label(List<Tweet> tweets) {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
                Progress progress = Progress.of(console, "piping tweets", tweets.size())) {
            List<Future<Outcome>> calls = tweets.stream()
                    .map(tweet -> pool.submit(() -> label(tweet)))
                    .toList();
            for (Future<Outcome> call : calls) {
                outcomes.add(await(call));
                progress.advance(1);
            }
        }
        return outcomes;
    }

    private static Outcome await(Future<Outcome> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CliFailure failure) {
                return new Outcome.Failure(failure.text());
            }
            throw new IllegalStateException("a tweet's call ended unexpectedly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure(130, "interrupted", e);
        }
    }

    private Outcome label(Tweet tweet) {
        byte[] body = tweet.text().getBytes(StandardCharsets.UTF_8);
        JsonNode answer = answer(client.exchange(Paths.pipe(STEPS), ContentType.TEXT.mediaType(), body));
        if (answer.has("error")) {
            return new Outcome.Failure(answer.path("error").path("message").asText());
        }
        JsonNode result = answer.path("result");
        String label =
                result.isTextual() ? result.asText() : result.path("label").asText("unknown");
        return new Outcome.Label(new Report.Labelled(
                tweet.text(),
                label.toLowerCase(Locale.ROOT),
                result.path("confidence").asDouble(0),
                tweet.label().orElse(null)));
    }

    private JsonNode answer(HttpResponse<byte[]> reply) {
        if (reply.statusCode() / 100 != 2) {
            throw client.failure(reply, new String(reply.body(), StandardCharsets.UTF_8));
        }
        try {
            return Json.MAPPER.readTree(reply.body());
        } catch (IOException e) {
            throw client.unreadable(reply);
        }
    }
}
