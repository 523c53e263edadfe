package io.sluice.functions.videosplit;

import io.sluice.functions.Data;
import io.sluice.functions.media.Destination;
import io.sluice.functions.media.InputErrors;
import io.sluice.functions.media.Options;
import io.sluice.functions.media.PictureFormat;
import io.sluice.functions.media.Pictures;
import io.sluice.functions.media.Transfers;
import io.sluice.functions.video.Sampler;
import io.sluice.functions.video.Video;
import io.sluice.functions.video.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one video is split into frames, and those that there are so far. For one thread. */
final class Splitting {

    private static final double MICROS = 1e6;

    private final Data data;
    private final double fps;
    private final int width;
    private final PictureFormat format;
    private final Destination destination;
    private final int most;
    private final List<String> frames = new ArrayList<>();
    private final Transfers<Void> puts = new Transfers<>();
    private final Sampler sampler;
    private int files;

    private Splitting(Data data, double fps, int width, PictureFormat format, Destination destination, int most) {
        this.data = data;
        this.fps = fps;
        this.width = width;
        this.format = format;
        this.destination = destination;
        this.most = most;
        this.sampler = new Sampler(fps);
    }

    static Splitting of(Options options, Data data, int most) {
        return new Splitting(
                data,
                options.number("fps", 0.1, 60, 10),
                options.whole("width", 16, 4096, 0),
                options.word("format", PictureFormat.JPEG),
                Destination.of(options),
                most);
    }

    Frames split(Video video, String address) {
        if (width > 0) {
            video.scaleTo(width);
        }
        try {
            all(video, address);
            puts.finish();
        } finally {
            puts.cancel();
        }
        return new Frames(
                frames, fps, video.width(), video.height(), frames.size() / fps, video.hasSound(), video.metadata());
    }

    private void all(Video video, String address) {
        VideoFrame current = video.next()
                .orElseThrow(
                        () -> InputErrors.of(address + ": has a video stream, but not one frame in it can be read"));
        long begin = current.micros();
        for (Optional<VideoFrame> next = video.next(); next.isPresent(); next = video.next()) {
            show(current, next.get().micros() - begin, address);
            current = next.get();
        }
        show(current, current.micros() - begin + (long) (MICROS / video.rate()), address);
    }

    private void show(VideoFrame frame, long until, String address) {
        int times = sampler.until(until);
        if (times == 0) {
            return;
        }
        if (frames.size() + times > most) {
            throw InputErrors.mustBe(
                    address, "at most " + most + " frames at " + fps + " a second", "more: choose fewer with 'fps'");
        }
        String name = destination.file(++files, format.extension());
        if (puts.full()) {
            puts.next();
        }
        puts.begin(data.file(name).put(Pictures.encode(frame.picture(), format)));
        for (int i = 0; i < times; i++) {
            frames.add(name);
        }
    }
}
