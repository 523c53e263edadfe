package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.functions.media.Pictures;
import io.sluice.functions.video.Film;
import io.sluice.functions.video.FilmFormat;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More long videos at once than there is memory for: all that are being split would call for instances that there can't be. */
final class LongVideosIT {

    private static final int SECONDS = 12;
    private static final int RATE = 10;

    @TempDir
    private Path folder;

    @Test
    void longVideos_thatFillAllInstances_areSplitWithoutAnother() throws Exception {
        try (Sluice sluice = Sluice.start(folder, Map.of("SLUICE_MEMORY_BUDGET", "600M"))) {
            Client client = sluice.administrator();
            client.deployed(Packages.function(
                    "video-split", manifest -> manifest.replace("SECONDS: \"60\"", "SECONDS: \"2\"")));
            client.post("/v1/data/.my", Client.JSON, "{\"name\":\"videos\"}");
            Reply kept = client.send(client.request("/v1/data/.my/videos/long")
                    .PUT(BodyPublishers.ofByteArray(Files.readAllBytes(film())))
                    .build());
            assertThat(kept.status()).as(kept.text()).isEqualTo(200);

            List<Future<Reply>> calls = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 4; i++) {
                    String input =
                            "{\"video\": \"data://.my/videos/long\", \"name\": \"f%d\", \"to\": \"data://.my/videos\"}";
                    String own = input.formatted(i);
                    calls.add(threads.submit(() -> client.call("demo/video-split", own)));
                }
            }

            for (Future<Reply> call : calls) {
                Reply reply = call.resultNow();
                assertThat(reply.status()).as(reply.text()).isEqualTo(200);
                assertThat(reply.result().path("frames").size()).isEqualTo(SECONDS * RATE);
            }
        }
    }

    private Path film() throws IOException {
        Path file = folder.resolve("long.mp4");
        try (Film film = new Film(file, FilmFormat.MP4, 64, 48, RATE, null, Map.of())) {
            for (int i = 0; i < SECONDS * RATE; i++) {
                film.add(Pictures.blank(64, 48));
            }
        }
        return file;
    }
}
