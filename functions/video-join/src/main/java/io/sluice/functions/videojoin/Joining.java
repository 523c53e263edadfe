package io.sluice.functions.videojoin;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.functions.Data;
import io.sluice.functions.media.Destination;
import io.sluice.functions.media.InputErrors;
import io.sluice.functions.media.Options;
import io.sluice.functions.media.Pictures;
import io.sluice.functions.media.Transfers;
import io.sluice.functions.video.Film;
import io.sluice.functions.video.FilmFormat;
import io.sluice.functions.video.Sound;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How one video is made of frames. For one thread.
 *
 * @param fps frames a second
 * @param mostPixels of a frame
 */
record Joining(
        Data data, double fps, FilmFormat format, String address, Map<String, String> metadata, long mostPixels) {

    private static final int MOST_METADATA = 100;

    static Joining of(Options options, Data data, long mostPixels) {
        FilmFormat format = options.word("format", FilmFormat.MP4);
        String address = Destination.of(options).file(format.name().toLowerCase(Locale.ROOT));
        return new Joining(data, options.number("fps", 0.1, 60, 10), format, address, metadata(options), mostPixels);
    }

    private static Map<String, String> metadata(Options options) {
        Map<String, String> metadata = new TreeMap<>();
        JsonNode given = options.node("metadata");
        if (given.isMissingNode() || given.isNull()) {
            return metadata;
        }
        if (!given.isObject() || given.size() > MOST_METADATA) {
            throw InputErrors.mustBe(
                    "metadata", "an object of at most " + MOST_METADATA + " texts", given.getNodeType());
        }
        given.fields()
                .forEachRemaining(
                        each -> metadata.put(each.getKey(), each.getValue().asText()));
        return metadata;
    }

    Joined join(List<String> frames, Path local, @Nullable Sound sound) throws IOException {
        Transfers<byte[]> gets = new Transfers<>();
        try {
            BufferedImage first =
                    Pictures.decode(data.file(frames.getFirst()).await().get(), frames.getFirst(), mostPixels);
            try (Film film = new Film(local, format, first.getWidth(), first.getHeight(), fps, sound, metadata)) {
                all(frames, first, film, gets);
            }
            data.file(address).await().put(local);
            return new Joined(
                    address,
                    Files.size(local),
                    frames.size(),
                    frames.size() / fps,
                    first.getWidth() & ~1,
                    first.getHeight() & ~1,
                    sound != null);
        } finally {
            gets.cancel();
        }
    }

    private void all(List<String> frames, BufferedImage first, Film film, Transfers<byte[]> gets) {
        int begun = 0;
        for (String frame : frames) {
            while (begun < frames.size() && !gets.full()) {
                gets.begin(data.file(frames.get(begun++)).get());
            }
            BufferedImage picture = Pictures.decode(gets.next(), frame, mostPixels);
            if (picture.getWidth() != first.getWidth() || picture.getHeight() != first.getHeight()) {
                throw InputErrors.mustBe(
                        frame,
                        "as large as the first frame, %dx%d".formatted(first.getWidth(), first.getHeight()),
                        "%dx%d".formatted(picture.getWidth(), picture.getHeight()));
            }
            film.add(picture);
        }
    }
}
