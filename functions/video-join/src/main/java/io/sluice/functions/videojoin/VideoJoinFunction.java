package io.sluice.functions.videojoin;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import io.sluice.functions.Data;
import io.sluice.functions.media.Options;
import io.sluice.functions.video.Sound;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Joins frames to a video. Blocks; for any thread but an event loop's. */
@Singleton
@Startup
public final class VideoJoinFunction {

    private static final Set<String> OPTIONS = Set.of("frames", "fps", "sound", "to", "name", "format", "metadata");

    private final Data data;
    private final long mostPixels;
    private final int mostFrames;

    VideoJoinFunction(
            Data data,
            @ConfigProperty(name = "VIDEO_MAX_PIXELS", defaultValue = "8847360") long pixels,
            @ConfigProperty(name = "VIDEO_MAX_FRAMES", defaultValue = "200000") int frames) {
        this.data = data;
        this.mostPixels = pixels;
        this.mostFrames = frames;
    }

    /** @param input an object with the addresses of pictures ({@code frames}), and how they are to be joined */
    @Funq("video-join")
    public Joined join(JsonNode input) throws IOException {
        Options options = Options.of(input, OPTIONS);
        List<String> frames = options.texts("frames", mostFrames);
        Joining joining = Joining.of(options, data, mostPixels);
        Path folder = Files.createTempDirectory("join");
        try (Source sound = source(options, folder)) {
            return joining.join(frames, folder.resolve("film"), sound.sound());
        } finally {
            delete(folder);
        }
    }

    private Source source(Options options, Path folder) {
        return options.text("sound")
                .map(address -> {
                    Path local = data.file(address).await().get(folder.resolve("sound"));
                    return new Source(Sound.open(local, address).orElse(null));
                })
                .orElseGet(() -> new Source(null));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
