package io.sluice.functions.video;

import io.sluice.functions.media.InputErrors;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The sound of a video or of a file of sound, from its beginning. Blocks; for one thread. */
public final class Sound implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Sound.class);

    private final FFmpegFrameGrabber grabber;
    private final String name;

    private Sound(FFmpegFrameGrabber grabber, String name) {
        this.grabber = grabber;
        this.name = name;
    }

    /**
     * The sound of a file; nothing where it has none.
     *
     * @param name what errors call it
     */
    public static Optional<Sound> open(Path file, String name) {
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
        Sound sound = new Sound(grabber, name);
        try {
            grabber.start();
        } catch (FFmpegFrameGrabber.Exception unreadable) {
            sound.close();
            throw InputErrors.of(name + ": its sound can't be read: " + unreadable.getMessage(), unreadable);
        }
        if (grabber.hasAudio() && grabber.getAudioChannels() > 0) {
            return Optional.of(sound);
        }
        sound.close();
        return Optional.empty();
    }

    int channels() {
        return grabber.getAudioChannels();
    }

    int sampleRate() {
        return grabber.getSampleRate();
    }

    /** The next samples; null at the end. They are good until the next are asked for. */
    @Nullable
    Frame next() {
        try {
            return grabber.grabSamples();
        } catch (FFmpegFrameGrabber.Exception broken) {
            throw InputErrors.of(name + ": its sound is broken: " + broken.getMessage(), broken);
        }
    }

    @Override
    public void close() {
        try {
            grabber.release();
        } catch (FFmpegFrameGrabber.Exception alreadyGone) {
            LOG.debug("a file of sound could not be closed", alreadyGone);
        }
    }
}
