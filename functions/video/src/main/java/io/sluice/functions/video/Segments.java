package io.sluice.functions.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_format;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;

import io.sluice.functions.media.InputErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Cuts a video into files at key frames, without decoding it: whatever its length, a few packets are in memory. Only its
 * pictures are taken. Blocks; for one thread. To be closed.
 */
public final class Segments implements AutoCloseable {

    private static final String LIST = "segments.csv";
    private static final int ERROR_BYTES = 256;

    private final String name;
    private final Path folder;
    private final AVFormatContext input = new AVFormatContext(null);
    private final AVFormatContext output = new AVFormatContext(null);
    private boolean opened;

    private Segments(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    /**
     * A part of a video.
     *
     * @param start where it begins in the whole, in seconds from the first frame
     * @param end where the next one begins, or the whole ends
     */
    public record Segment(Path file, double start, double end) {}

    /**
     * Cuts a video at the first key frame after each so many seconds.
     *
     * @param name what errors call it
     * @param folder an empty one for the files
     * @throws io.sluice.functions.AlgorithmException an {@code InputError} when it is broken
     */
    public static List<Segment> cut(Path video, String name, Path folder, long seconds) throws IOException {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        try (Segments cutting = new Segments(name, folder)) {
            cutting.open(video);
            cutting.copy(seconds);
        }
        return read(folder);
    }

    private void open(Path video) {
        check(avformat_open_input(input, video.toString(), (AVInputFormat) null, (AVDictionary) null));
        opened = true;
        check(avformat_find_stream_info(input, (PointerPointer<?>) null));
    }

    private void copy(long seconds) {
        int index = check(av_find_best_stream(input, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0));
        AVStream from = input.streams(index);
        String format = format(from);
        check(avformat_alloc_output_context2(
                output, null, "segment", folder.resolve("%06d." + format).toString()));
        AVStream to = avformat_new_stream(output, null);
        check(avcodec_parameters_copy(to.codecpar(), from.codecpar()));
        to.codecpar().codec_tag(0);
        to.time_base(from.time_base());
        begin(Map.of(
                "segment_time",
                Long.toString(seconds),
                "segment_format",
                format,
                "segment_list",
                folder.resolve(LIST).toString(),
                "segment_list_type",
                "csv",
                "reset_timestamps",
                "1"));
        packets(index, from, to);
        check(av_write_trailer(output));
    }

    /** The usual format says how a camera was held; the other takes every codec. */
    private static String format(AVStream from) {
        AVOutputFormat mp4 = av_guess_format("mp4", null, null);
        boolean fits = avformat_query_codec(mp4, from.codecpar().codec_id(), avcodec.FF_COMPLIANCE_NORMAL) == 1;
        return fits ? "mp4" : "matroska";
    }

    private void begin(Map<String, String> settings) {
        AVDictionary options = new AVDictionary(null);
        settings.forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
        try {
            check(avformat_write_header(output, options));
        } finally {
            avutil.av_dict_free(options);
        }
    }

    private void packets(int index, AVStream from, AVStream to) {
        AVPacket packet = avcodec.av_packet_alloc();
        double last = 0;
        try {
            int got = av_read_frame(input, packet);
            while (got >= 0) {
                if (packet.stream_index() == index) {
                    last = Math.max(last, end(packet, from));
                    packet.stream_index(0);
                    avcodec.av_packet_rescale_ts(packet, from.time_base(), to.time_base());
                    check(av_interleaved_write_frame(output, packet));
                }
                avcodec.av_packet_unref(packet);
                got = av_read_frame(input, packet);
            }
            if (got != avutil.AVERROR_EOF()) {
                check(got);
            }
        } finally {
            avcodec.av_packet_free(packet);
        }
        Video.checkEnd(from, last, name);
    }

    private static double end(AVPacket packet, AVStream stream) {
        long begin = stream.start_time() == avutil.AV_NOPTS_VALUE ? 0 : stream.start_time();
        return (packet.pts() + packet.duration() - begin) * avutil.av_q2d(stream.time_base());
    }

    /** What the muxer wrote down: a line for each file, with where it begins and ends. */
    private static List<Segment> read(Path folder) throws IOException {
        List<Segment> segments = new ArrayList<>();
        double first = 0;
        for (String line : Files.readAllLines(folder.resolve(LIST))) {
            String[] columns = line.split(",", -1);
            double start = Double.parseDouble(columns[1]);
            first = segments.isEmpty() ? start : first;
            segments.add(new Segment(
                    folder.resolve(Path.of(columns[0]).getFileName()),
                    start - first,
                    Double.parseDouble(columns[2]) - first));
        }
        return segments;
    }

    private int check(int result) {
        if (result < 0) {
            try (BytePointer text = new BytePointer(ERROR_BYTES)) {
                avutil.av_strerror(result, text, ERROR_BYTES);
                throw InputErrors.of(name + ": can't be cut into segments: " + text.getString());
            }
        }
        return result;
    }

    @Override
    public void close() {
        if (!output.isNull()) {
            avformat_free_context(output);
        }
        if (opened) {
            avformat_close_input(input);
        }
    }
}
