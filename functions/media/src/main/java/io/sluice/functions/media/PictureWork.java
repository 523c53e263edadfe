package io.sluice.functions.media;

import io.sluice.functions.Data;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What functions do with each picture: make another of it, bytes of bytes and addresses of addresses, or look at it.
 * Blocks; for any number of threads, whose pictures share the memory that there is.
 */
public final class PictureWork {

    private static final String FORMAT = "format";

    private final Data data;
    private final long mostPixels;
    private final Room room;

    /** @param mostPixels of one picture */
    public PictureWork(Data data, long mostPixels) {
        this.data = data;
        this.mostPixels = mostPixels;
        this.room = new Room(mostPixels, Runtime.getRuntime().maxMemory() / 2);
    }

    /** The options of such functions, with their own. */
    public static Set<String> options(Set<String> own) {
        Set<String> all = new HashSet<>(own);
        all.addAll(Destination.OPTIONS);
        all.add(FORMAT);
        return Set.copyOf(all);
    }

    /**
     * Works on each picture, one after the other.
     *
     * @return a picture's bytes, or an object with {@code image} or {@code images}
     */
    public Object each(PictureInput input, UnaryOperator<BufferedImage> work) {
        PictureFormat format = input.options().word(FORMAT, PictureFormat.JPEG);
        if (input.isBytes()) {
            return make(input, 0, format, work);
        }
        Destination destination = Destination.of(input.options());
        List<String> made = new ArrayList<>();
        for (int i = 0; i < input.count(); i++) {
            String address =
                    input.isList() ? destination.file(i + 1, format.extension()) : destination.file(format.extension());
            data.file(address).await().put(make(input, i, format, work));
            made.add(address);
        }
        return input.isList() ? Map.of("images", made) : Map.of("image", made.getFirst());
    }

    /** What is seen on each picture, in their order. */
    public <T> List<T> seen(PictureInput input, Function<BufferedImage, T> look) {
        List<T> seen = new ArrayList<>();
        for (int i = 0; i < input.count(); i++) {
            seen.add(with(input, i, look));
        }
        return List.copyOf(seen);
    }

    private byte[] make(PictureInput input, int index, PictureFormat format, UnaryOperator<BufferedImage> work) {
        return with(input, index, picture -> Pictures.encode(work.apply(picture), format));
    }

    private <T> T with(PictureInput input, int index, Function<BufferedImage, T> work) {
        byte[] bytes = input.picture(index);
        String name = input.name(index);
        try (Room.Taken taken = room.take(Pictures.pixels(bytes, name, mostPixels))) {
            return work.apply(Pictures.decode(bytes, name, mostPixels));
        }
    }
}
