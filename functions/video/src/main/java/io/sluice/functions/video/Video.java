package io.sluice.functions.video;

import io.sluice.functions.AlgorithmException;
import io.sluice.functions.media.InputErrors;
import io.sluice.functions.media.Pictures;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.jboss.logging.Logger;

/** A video that is read from its beginning to its end, a frame at a time. Blocks; for one thread. */
public final class Video implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Video.class);
    private static final Set<String> TECHNICAL =
            Set.of("major_brand", "minor_version", "compatible_brands", "encoder", "duration");
    private static final int EVEN = ~1;
    private static final int BYTES = 3;
    private static final double MICROS = 1e6;
    private static final double HALF_A_SECOND = 0.5;

    private final FFmpegFrameGrabber grabber;
    private final String name;
    private final Turn turn;
    private long last;

    private Video(FFmpegFrameGrabber grabber, String name) {
        this.grabber = grabber;
        this.name = name;
        this.turn = Turn.ofDegrees(grabber.getDisplayRotation());
    }

    /**
     * Opens one.
     *
     * @param name what errors call it
     * @throws AlgorithmException an {@code InputError} when it is no video, or beyond the limits
     */
    public static Video open(Path file, String name, VideoLimits limits) {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
        grabber.setPixelFormat(avutil.AV_PIX_FMT_BGR24);
        try {
            start(grabber, name);
            limits.check(name, grabber.getLengthInTime(), grabber.getImageWidth(), grabber.getImageHeight());
            return new Video(grabber, name);
        } catch (RuntimeException refused) {
            release(grabber);
            throw refused;
        }
    }

    private static void start(FFmpegFrameGrabber grabber, String name) {
        try {
            grabber.start();
        } catch (FFmpegFrameGrabber.Exception noVideo) {
            throw InputErrors.of(name + ": is no video that FFmpeg can read", noVideo);
        }
        if (!grabber.hasVideo() || grabber.getImageWidth() <= 0 || grabber.getImageHeight() <= 0) {
            throw InputErrors.of(name + ": has no video stream" + (grabber.hasAudio() ? ", only sound" : ""));
        }
    }

    /** Has frames come so wide, and as high as fits; to be said before the first. */
    public void scaleTo(int width) {
        double scale = (double) width / width();
        int height = Math.max(2, (int) Math.round(height() * scale) & EVEN);
        grabber.setImageWidth(turn.swapsSides() ? height : width);
        grabber.setImageHeight(turn.swapsSides() ? width : height);
    }

    /** How wide an upright frame is. */
    public int width() {
        return turn.swapsSides() ? grabber.getImageHeight() : grabber.getImageWidth();
    }

    /** How high an upright frame is. */
    public int height() {
        return turn.swapsSides() ? grabber.getImageWidth() : grabber.getImageHeight();
    }

    /** Frames a second, on the average where that varies. */
    public double rate() {
        double rate = grabber.getVideoFrameRate();
        return rate > 0 && Double.isFinite(rate) ? rate : 25;
    }

    /** How long it says it is. */
    public double seconds() {
        return grabber.getLengthInTime() / MICROS;
    }

    /** Whether it has sound. */
    public boolean hasSound() {
        return grabber.hasAudio();
    }

    /** What its author says of it, such as {@code title}. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>(grabber.getMetadata());
        metadata.keySet().removeAll(TECHNICAL);
        return metadata;
    }

    /**
     * The next frame; nothing at the end.
     *
     * @throws AlgorithmException an {@code InputError} when it is broken here
     */
    public Optional<VideoFrame> next() {
        try {
            Frame frame = grabber.grabImage();
            if (frame == null) {
                checkEnd();
                return Optional.empty();
            }
            last = grabber.getTimestamp();
            return Optional.of(new VideoFrame(turn.of(picture(frame)), last));
        } catch (FFmpegFrameGrabber.Exception broken) {
            throw InputErrors.of(
                    "%s: is broken after %.2f s: %s".formatted(name, last / MICROS, broken.getMessage()), broken);
        }
    }

    private void checkEnd() {
        AVStream stream = grabber.getFormatContext().streams(grabber.getVideoStream());
        checkEnd(stream, last / MICROS + 1 / rate(), name);
    }

    /** A file that was cut off ends like any other; but it says how long it should be. */
    static void checkEnd(AVStream stream, double end, String name) {
        double whole = stream.duration()
                * (double) stream.time_base().num()
                / stream.time_base().den();
        if (stream.duration() > 0 && end < whole - Math.max(HALF_A_SECOND, whole / 100)) {
            throw InputErrors.of("%s: breaks off after %.2f s of %.2f s".formatted(name, end, whole));
        }
    }

    private static BufferedImage picture(Frame frame) {
        BufferedImage picture = Pictures.blank(frame.imageWidth, frame.imageHeight);
        byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        ByteBuffer rows = (ByteBuffer) frame.image[0];
        int row = frame.imageWidth * BYTES;
        for (int y = 0; y < frame.imageHeight; y++) {
            rows.get(y * frame.imageStride, bytes, y * row, row);
        }
        return picture;
    }

    @Override
    public void close() {
        release(grabber);
    }

    private static void release(FFmpegFrameGrabber grabber) {
        try {
            grabber.release();
        } catch (FFmpegFrameGrabber.Exception alreadyGone) {
            LOG.debug("a video could not be closed", alreadyGone);
        }
    }
}
