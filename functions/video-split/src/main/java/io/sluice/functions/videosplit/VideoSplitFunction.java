package io.sluice.functions.videosplit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import io.sluice.functions.Data;
import io.sluice.functions.media.Options;
import io.sluice.functions.video.Video;
import io.sluice.functions.video.VideoLimits;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Splits a video into frames. Blocks; for any thread but an event loop's. */
@Singleton
@Startup
public final class VideoSplitFunction {

    private static final Set<String> OPTIONS = Set.of("video", "fps", "width", "to", "name", "format");

    private final Data data;
    private final VideoLimits limits;
    private final int mostFrames;

    VideoSplitFunction(
            Data data,
            @ConfigProperty(name = "VIDEO_MAX_SECONDS", defaultValue = "600") long seconds,
            @ConfigProperty(name = "VIDEO_MAX_PIXELS", defaultValue = "8847360") long pixels,
            @ConfigProperty(name = "VIDEO_MAX_FRAMES", defaultValue = "20000") int frames) {
        this.data = data;
        this.limits = new VideoLimits(Duration.ofSeconds(seconds), pixels);
        this.mostFrames = frames;
    }

    /** @param input the address of a video, or an object with it ({@code video}) and how it is to be split */
    @Funq("video-split")
    public Frames split(JsonNode input) throws IOException {
        Options options = Options.of(object(input), OPTIONS);
        String address = options.required("video");
        Splitting splitting = Splitting.of(options, data, mostFrames);
        Path local = Files.createTempFile("video", ".in");
        try {
            data.file(address).await().get(local);
            try (Video video = Video.open(local, address, limits)) {
                return splitting.split(video, address);
            }
        } finally {
            Files.deleteIfExists(local);
        }
    }

    private static JsonNode object(JsonNode input) {
        return input.isTextual()
                ? JsonNodeFactory.instance
                        .objectNode()
                        .put("video", input.textValue().strip())
                : input;
    }
}
