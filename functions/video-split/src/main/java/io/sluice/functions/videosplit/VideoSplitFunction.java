package io.sluice.functions.videosplit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.Startup;
import io.sluice.functions.Algorithms;
import io.sluice.functions.Data;
import io.sluice.functions.media.Functions;
import io.sluice.functions.video.Segments;
import io.sluice.functions.video.Segments.Segment;
import io.sluice.functions.video.Video;
import io.sluice.functions.video.VideoLimits;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Splits a video into frames; a long one by calls of itself. Blocks; for any thread but an event loop's. */
@Singleton
@Startup
public final class VideoSplitFunction {

    private final Functions functions;
    private final Data data;
    private final VideoLimits limits;
    private final int mostFrames;
    private final long segmentSeconds;

    @Inject
    VideoSplitFunction(
            Algorithms algorithms,
            Data data,
            @ConfigProperty(name = "VIDEO_MAX_SECONDS", defaultValue = "14400") long seconds,
            @ConfigProperty(name = "VIDEO_MAX_PIXELS", defaultValue = "8847360") long pixels,
            @ConfigProperty(name = "VIDEO_MAX_FRAMES", defaultValue = "200000") int frames,
            @ConfigProperty(name = "VIDEO_SEGMENT_SECONDS", defaultValue = "60") long segment) {
        this(Functions.of(algorithms), data, new VideoLimits(Duration.ofSeconds(seconds), pixels), frames, segment);
    }

    VideoSplitFunction(Functions functions, Data data, VideoLimits limits, int frames, long segment) {
        this.functions = functions;
        this.data = data;
        this.limits = limits;
        this.mostFrames = frames;
        this.segmentSeconds = segment;
    }

    /** @param input the address of a video, or an object with it ({@code video}) and how it is to be split */
    @Funq("video-split")
    public Frames split(JsonNode input) throws IOException {
        Wish wish = Wish.of(input);
        Path folder = Files.createTempDirectory("split");
        try {
            Path local = data.file(wish.video()).await().get(folder.resolve("video"));
            try (Video video = open(local, wish)) {
                return split(video, local, wish);
            }
        } finally {
            delete(folder);
        }
    }

    private Video open(Path local, Wish wish) {
        Video video = Video.open(local, wish.video(), limits);
        if (wish.width() > 0) {
            video.scaleTo(wish.width());
        }
        return video;
    }

    private Frames split(Video video, Path local, Wish wish) throws IOException {
        List<String> frames = frames(video, local, wish);
        double seconds = frames.size() / wish.fps();
        return new Frames(
                frames, wish.fps(), video.width(), video.height(), seconds, video.hasSound(), video.metadata());
    }

    private List<String> frames(Video video, Path local, Wish wish) throws IOException {
        if (!wish.isPart() && segmentSeconds > 0 && video.seconds() > segmentSeconds) {
            Splitting.requireFew(wish, (long) (video.seconds() * wish.fps()), mostFrames);
            Path folder = Files.createDirectory(local.resolveSibling("segments"));
            List<Segment> segments = Segments.cut(local, wish.video(), folder, segmentSeconds);
            if (segments.size() > 1) {
                return new LongVideo(functions, data, wish, this::splitPart, segments).split();
            }
        }
        return new Splitting(data, wish, mostFrames).split(video);
    }

    private List<String> splitPart(Path local, Wish part) {
        try (Video video = open(local, part)) {
            return new Splitting(data, part, mostFrames).split(video);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
