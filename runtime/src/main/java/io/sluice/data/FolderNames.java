package io.sluice.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names in a folder, in order, a range at a time. A first page reads the folder, and leaves its names to those that follow; a
 * folder with more names than there is room for is read for each page, in constant memory.
 */
final class FolderNames {

    private final CaffeineListings listings;

    FolderNames(CaffeineListings listings) {
        this.listings = listings;
    }

    /** Up to so many names beyond that one. */
    List<String> range(Path folder, @Nullable String after, int most) throws IOException {
        @Nullable List<String> known = after == null ? null : listings.find(folder);
        List<String> names = known == null ? read(folder) : known;
        if (names == null) {
            return select(folder, after, most);
        }
        if (known == null && names.size() > most) {
            listings.keep(folder, names);
        }
        int from = after == null ? 0 : position(names, after);
        return names.subList(from, Math.min(names.size(), from + most));
    }

    private static int position(List<String> names, String after) {
        int found = Collections.binarySearch(names, after, DataName.ORDER);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** All of them, or null where they are too many to hold. */
    private @Nullable List<String> read(Path folder) throws IOException {
        Held held = new Held(listings.mostBytesOfOne());
        each(folder, held::add);
        if (held.isTooMany()) {
            return null;
        }
        held.names.sort(DataName.ORDER);
        return held.names;
    }

    /** As many as there is room for. */
    private static final class Held {
        private final List<String> names = new ArrayList<>();
        private long room;

        Held(long room) {
            this.room = room;
        }

        void add(String name) {
            room -= CaffeineListings.bytes(name);
            if (isTooMany()) {
                names.clear();
            } else {
                names.add(name);
            }
        }

        boolean isTooMany() {
            return room < 0;
        }
    }

    private static List<String> select(Path folder, @Nullable String after, int most) throws IOException {
        TreeSet<String> first = new TreeSet<>(DataName.ORDER);
        each(folder, name -> {
            if (after == null || DataName.ORDER.compare(name, after) > 0) {
                first.add(name);
                if (first.size() > most) {
                    first.pollLast();
                }
            }
        });
        return List.copyOf(first);
    }

    private static void each(Path folder, Consumer<String> action) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = StoredName.read(entry.getFileName().toString());
                if (name != null) {
                    action.accept(name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // What is not there has no names.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
