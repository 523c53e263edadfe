package io.sluice.functions.videotransform;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.sluice.functions.Algorithms;
import io.sluice.functions.BlockingDataFile;
import io.sluice.functions.Data;
import io.sluice.functions.DataFile;
import io.sluice.functions.media.Functions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Makes a video of a video: splits it, has each frame painted, several at once, and joins them with its sound. */
@Singleton
public final class VideoTransformFunction {

    private static final int LEAST_PARALLEL = 4;

    private final Functions functions;
    private final Data data;
    private final int parallel =
            Math.max(LEAST_PARALLEL, 2 * Runtime.getRuntime().availableProcessors());

    @Inject
    VideoTransformFunction(Algorithms algorithms, Data data) {
        this(Functions.of(algorithms), data);
    }

    VideoTransformFunction(Functions functions, Data data) {
        this.functions = functions;
        this.data = data;
    }

    /** @param input an object with the address of a video ({@code video}), and how it is to be painted */
    @Funq("video-transform")
    public Transformed transform(JsonNode input) {
        Wish wish = Wish.of(input, parallel);
        @Nullable DataFile told = wish.progress().map(data::file).orElse(null);
        requirePlace(wish.target());
        return new Transformation(functions, wish, new ProgressFile(told, System::nanoTime)).run();
    }

    /** What can't be written at the end should be known before the work. */
    private void requirePlace(String target) {
        BlockingDataFile file = data.file(target).await();
        if (!file.exists()) {
            file.put(new byte[0]);
            file.delete();
        }
    }
}
