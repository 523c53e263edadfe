package io.sluice.functions.videojoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.functions.Data;
import io.sluice.functions.media.PictureFormat;
import io.sluice.functions.media.Pictures;
import io.sluice.functions.video.Video;
import io.sluice.functions.video.VideoLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoJoinFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Data data = Data.inMemory();
    private final VideoJoinFunction function = new VideoJoinFunction(data, 100_000, 100);

    private Joined join(String input) throws IOException {
        return function.join(JSON.readTree(input));
    }

    private String frame(int number, int width, int height) {
        String address = "data://.session/f" + number;
        data.file(address).await().put(Pictures.encode(Pictures.blank(width, height), PictureFormat.PNG));
        return address;
    }

    private String frames(int count, int width, int height) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + frame(i, width, height) + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "webm"})
    void frames_becomeAVideo_thatCanBeRead(String format) throws IOException {
        Joined joined = join("{\"frames\": " + frames(20, 65, 48) + ", \"fps\": 5, \"to\": \"data://.my/out\","
                + " \"name\": \"film\", \"metadata\": {\"title\": \"nothing\"}, \"format\": \"" + format + "\"}");

        assertThat(joined.video()).isEqualTo("data://.my/out/film." + format);
        assertThat(joined.seconds()).isEqualTo(4);
        assertThat(joined.width()).isEqualTo(64);
        Path local = data.file(joined.video()).await().get(folder.resolve("film"));
        VideoLimits limits = new VideoLimits(Duration.ofSeconds(10), 100_000);
        try (Video video = Video.open(local, "film", limits)) {
            int count = 0;
            while (video.next().isPresent()) {
                count++;
            }
            assertThat(count).isEqualTo(20);
            assertThat(video.metadata().values()).contains("nothing");
        }
    }

    @Test
    void frames_ofOtherSizes_orNone_orNoPictures_areInputErrors() {
        List<String> two = List.of(frame(1, 64, 48), frame(2, 48, 64));
        data.file("data://.session/text").await().put(new byte[10]);

        assertThatThrownBy(() -> join("{\"frames\": [\"" + String.join("\",\"", two) + "\"]}"))
                .hasMessage("data://.session/f2 must be as large as the first frame, 64x48, was 48x64");
        assertThatThrownBy(() -> join("{\"frames\": []}"))
                .hasMessage("frames must be a list of 1 to 100, was one of 0");
        assertThatThrownBy(() -> join("{\"frames\": [\"data://.session/text\"]}"))
                .hasMessageStartingWith("data://.session/text: is no picture");
        assertThatThrownBy(() -> join("{\"frames\": [\"data://.session/f1\"], \"sound\": \"data://.session/text\"}"))
                .hasMessageStartingWith("data://.session/text: its sound can't be read: ");
        assertThatThrownBy(() -> join("{\"frames\": [\"data://.session/f1\"], \"metadata\": 7}"))
                .hasMessage("metadata must be an object of at most 100 texts, was NUMBER");
    }
}
