package io.sluice.benchmarks.bare;

import io.sluice.functions.video.Film;
import io.sluice.functions.video.FilmFormat;
import io.sluice.functions.video.Sampler;
import io.sluice.functions.video.Video;
import io.sluice.functions.video.VideoFrame;
import io.sluice.functions.video.VideoLimits;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The three stages, one after the other, with all frames in memory.
 *
 * @param width of the frames
 * @param fps frames a second
 * @param out the file that is made
 */
record Whole(Path clip, Painter painter, int width, double fps, Path out) {

    private static final VideoLimits LIMITS = new VideoLimits(Duration.ofMinutes(5), 10_000_000);

    /** The seconds that splitting, painting and joining took, and how many frames there were. */
    double[] run() throws InterruptedException {
        long begin = System.nanoTime();
        List<BufferedImage> frames = split();
        long split = System.nanoTime();
        List<BufferedImage> painted = painter.paint(frames);
        long paint = System.nanoTime();
        join(painted);
        return new double[] {
            (split - begin) / 1e9, (paint - split) / 1e9, (System.nanoTime() - paint) / 1e9, frames.size()
        };
    }

    private List<BufferedImage> split() {
        List<BufferedImage> frames = new ArrayList<>();
        try (Video video = Video.open(clip, clip.toString(), LIMITS)) {
            video.scaleTo(width);
            Sampler sampler = new Sampler(fps, 0);
            VideoFrame current = video.next().orElseThrow();
            long first = current.micros();
            for (Optional<VideoFrame> next = video.next(); next.isPresent(); next = video.next()) {
                add(frames, current, sampler.until(next.get().micros() - first));
                current = next.get();
            }
            add(frames, current, sampler.until(current.micros() - first + (long) (1e6 / video.rate())));
        }
        return frames;
    }

    private static void add(List<BufferedImage> frames, VideoFrame frame, int times) {
        frames.addAll(Collections.nCopies(times, frame.picture()));
    }

    private void join(List<BufferedImage> frames) {
        BufferedImage first = frames.getFirst();
        try (Film film = new Film(out, FilmFormat.MP4, first.getWidth(), first.getHeight(), fps, null, Map.of())) {
            frames.forEach(film::add);
        }
    }
}
