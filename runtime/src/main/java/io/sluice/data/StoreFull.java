package io.sluice.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The disk of the store takes no more. The message names the folder and says what is free. */
public final class StoreFull extends IOException {

    private static final long serialVersionUID = 1L;

    /** As the operating system words it; Java has no type for it. */
    private static final List<String> WORDS = List.of("No space left on device", "Disk quota exceeded");

    private StoreFull(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong in the folder, told as that where it is that. */
    public static IOException orElse(IOException failure, Path folder) {
        String message = String.valueOf(failure.getMessage());
        return WORDS.stream().anyMatch(message::contains) ? new StoreFull(message(folder), failure) : failure;
    }

    private static String message(Path folder) {
        return "the disk of the runtime's data is full: '" + folder + "' has " + free(folder)
                + ", and nothing of this request is kept; make room there, or delete data that is not needed";
    }

    private static String free(Path folder) {
        try {
            return (Files.getFileStore(folder).getUsableSpace() >> 10) + " KiB free";
        } catch (IOException e) {
            return "no room";
        }
    }
}
