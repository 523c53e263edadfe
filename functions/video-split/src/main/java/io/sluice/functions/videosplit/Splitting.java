package io.sluice.functions.videosplit;

import io.sluice.functions.Data;
import io.sluice.functions.media.Destination;
import io.sluice.functions.media.InputErrors;
import io.sluice.functions.media.Pictures;
import io.sluice.functions.media.Transfers;
import io.sluice.functions.video.Sampler;
import io.sluice.functions.video.Video;
import io.sluice.functions.video.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One video, or a part of one, that is being split, and its frames so far. For one thread. */
final class Splitting {

    private static final double MICROS = 1e6;

    private final Data data;
    private final Wish wish;
    private final int most;
    private final List<String> frames = new ArrayList<>();
    private final Transfers<Void> puts = new Transfers<>();
    private final Sampler sampler;

    /** @param most how many frames there may be */
    Splitting(Data data, Wish wish, int most) {
        this.data = data;
        this.wish = wish;
        this.most = most;
        this.sampler = new Sampler(wish.fps(), micros(wish.from()));
    }

    private static long micros(double seconds) {
        return Math.round(seconds * MICROS);
    }

    List<String> split(Video video) {
        try {
            all(video);
            puts.finish();
        } finally {
            puts.cancel();
        }
        return frames;
    }

    private void all(Video video) {
        VideoFrame current = video.next()
                .orElseThrow(() ->
                        InputErrors.of(wish.video() + ": has a video stream, but not one frame in it can be read"));
        long begin = current.micros() - micros(wish.from());
        for (Optional<VideoFrame> next = video.next(); next.isPresent(); next = video.next()) {
            show(current, next.get().micros() - begin);
            current = next.get();
        }
        long end = current.micros() - begin + (long) (MICROS / video.rate());
        show(current, wish.until() > 0 ? micros(wish.until()) : end);
    }

    private void show(VideoFrame frame, long until) {
        long first = sampler.made() + 1;
        int times = sampler.until(until);
        if (times == 0) {
            return;
        }
        requireFew(wish, frames.size() + times, most);
        String name = destination().file(Math.toIntExact(first), wish.format().extension());
        if (puts.full()) {
            puts.next();
        }
        puts.begin(data.file(name).put(Pictures.encode(frame.picture(), wish.format())));
        for (int i = 0; i < times; i++) {
            frames.add(name);
        }
    }

    private Destination destination() {
        return wish.destination();
    }

    static void requireFew(Wish wish, long frames, int most) {
        if (frames > most) {
            throw InputErrors.mustBe(
                    wish.video(),
                    "at most " + most + " frames at " + wish.fps() + " a second",
                    "more: choose fewer with 'fps'");
        }
    }
}
