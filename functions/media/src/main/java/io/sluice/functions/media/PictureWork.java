package io.sluice.functions.media;

import io.sluice.functions.Data;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Functions that make a picture of each picture: bytes of bytes, and addresses of addresses, in their order. */
public final class PictureWork {

    private static final String FORMAT = "format";

    private PictureWork() {}

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
    public static Object each(PictureInput input, Data data, UnaryOperator<BufferedImage> work) {
        PictureFormat format = input.options().word(FORMAT, PictureFormat.JPEG);
        if (input.isBytes()) {
            return Pictures.encode(work.apply(input.picture(0)), format);
        }
        Destination destination = Destination.of(input.options());
        List<String> made = new ArrayList<>();
        for (int i = 0; i < input.count(); i++) {
            String address =
                    input.isList() ? destination.file(i + 1, format.extension()) : destination.file(format.extension());
            byte[] bytes = Pictures.encode(work.apply(input.picture(i)), format);
            data.file(address).await().put(bytes);
            made.add(address);
        }
        return input.isList() ? Map.of("images", made) : Map.of("image", made.getFirst());
    }
}
