package io.sluice.functions.video;

import org.bytedeco.ffmpeg.global.avcodec;

/** How a video is written. */
public enum FilmFormat {
    /** H.264 and AAC. */
    MP4(avcodec.AV_CODEC_ID_H264, avcodec.AV_CODEC_ID_AAC),
    /** VP9 and Opus. */
    WEBM(avcodec.AV_CODEC_ID_VP9, avcodec.AV_CODEC_ID_OPUS);

    private final int picture;
    private final int sound;

    FilmFormat(int picture, int sound) {
        this.picture = picture;
        this.sound = sound;
    }

    /** FFmpeg's number of the codec for pictures. */
    int picture() {
        return picture;
    }

    /** FFmpeg's number of the codec for sound. */
    int sound() {
        return sound;
    }

    /** Opus knows but a few rates, this one among them. */
    int sampleRate(int original) {
        return this == WEBM ? 48_000 : original;
    }
}
