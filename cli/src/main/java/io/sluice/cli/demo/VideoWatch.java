package io.sluice.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.client.RuntimeClient;
import io.sluice.cli.console.Console;
import io.sluice.cli.console.Progress;
import io.sluice.cli.data.DataPath;
import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Shows how far a video is, by the file in which {@code demo/video-transform} tells it. For one thread. */
final class VideoWatch {

    private static final long PAUSE = 200;
    private static final Map<String, String> WORDS =
            Map.of("split", "splitting", "paint", "painting", "join", "joining");

    private final RuntimeClient client;
    private final Console console;
    private final String address;
    private String stage = "";
    private @Nullable Progress shown;
    private long done;

    VideoWatch(RuntimeClient client, Console console, String address) {
        this.client = client;
        this.console = console;
        this.address = DataPath.parse(address).address();
    }

    /** What the call came to; progress is shown until then. */
    <T> T until(Callable<T> call) {
        try (ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<T> result = caller.submit(call);
            while (true) {
                try {
                    return result.get(PAUSE, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    look();
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CliFailure known
                    ? known
                    : new CliFailure(ExitCode.INTERNAL, "the call broke: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure(130, "interrupted", e);
        } finally {
            end();
        }
    }

    private void look() {
        try {
            show(client.get(address, JsonNode.class));
        } catch (CliFailure notThereYet) {
            if (notThereYet.exitCode() != ExitCode.NOT_FOUND) {
                throw notThereYet;
            }
        }
    }

    private void show(JsonNode told) {
        String now = told.path("stage").asText();
        if (!now.equals(stage)) {
            end();
            stage = now;
            done = 0;
            long of = told.path("of").asLong();
            shown = Progress.of(console, WORDS.getOrDefault(now, now), now.equals("paint") && of > 0 ? of : -1);
        }
        Progress bar = shown;
        if (bar != null && told.path("done").asLong() > done) {
            bar.advance(told.path("done").asLong() - done);
            done = told.path("done").asLong();
        }
    }

    private void end() {
        if (shown != null) {
            shown.close();
            shown = null;
        }
    }
}
