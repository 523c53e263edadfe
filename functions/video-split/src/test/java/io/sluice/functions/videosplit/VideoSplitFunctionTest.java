package io.sluice.functions.videosplit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.functions.Data;
import io.sluice.functions.media.Pictures;
import io.sluice.functions.video.Film;
import io.sluice.functions.video.FilmFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoSplitFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "data://.my/in/film.mp4";

    @TempDir
    private Path folder;

    private final Data data = Data.inMemory();
    private final VideoSplitFunction function = new VideoSplitFunction(data, 60, 100_000, 50);

    /** Two seconds at ten frames a second, each brighter than the one before. */
    @BeforeEach
    void film() {
        Path local = folder.resolve("film");
        try (Film film = new Film(local, FilmFormat.MP4, 64, 48, 10, null, Map.of("title", "brighter"))) {
            for (int i = 0; i < 20; i++) {
                BufferedImage picture = Pictures.blank(64, 48);
                int grey = 10 + 12 * i;
                for (int y = 0; y < 48; y++) {
                    for (int x = 0; x < 64; x++) {
                        picture.setRGB(x, y, grey << 16 | grey << 8 | grey);
                    }
                }
                film.add(picture);
            }
        }
        data.file(ADDRESS).await().put(local);
    }

    private Frames split(String input) throws IOException {
        return function.split(JSON.readTree(input));
    }

    private int brightness(String frame) {
        BufferedImage picture = Pictures.decode(data.file(frame).await().get(), frame, 100_000);
        return picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2) & 0xff;
    }

    @Test
    void video_atItsOwnRate_isAllOfItsFramesInOrder() throws IOException {
        Frames frames = split("{\"video\": \"" + ADDRESS + "\", \"to\": \"data://.my/out\", \"name\": \"f\"}");

        assertThat(frames.frames())
                .hasSize(20)
                .startsWith("data://.my/out/f-000001.jpg", "data://.my/out/f-000002.jpg");
        assertThat(frames.width()).isEqualTo(64);
        assertThat(frames.seconds()).isEqualTo(2);
        assertThat(frames.sound()).isFalse();
        assertThat(frames.metadata()).containsEntry("title", "brighter");
        for (int i = 1; i < 20; i++) {
            assertThat(brightness(frames.frames().get(i)))
                    .isGreaterThan(brightness(frames.frames().get(i - 1)));
        }
    }

    @Test
    void video_atALowerRate_isEveryFewFrames_andAtAHigherRepeatsThem() throws IOException {
        assertThat(split("{\"video\": \"" + ADDRESS + "\", \"fps\": 5}").frames())
                .hasSize(10)
                .doesNotHaveDuplicates();

        Frames twice = split("{\"video\": \"" + ADDRESS + "\", \"fps\": 20}");

        assertThat(twice.frames()).hasSize(40);
        assertThat(twice.frames().stream().distinct()).hasSize(20);
    }

    @Test
    void video_isScaled_andAnAddressAloneWillDo() throws IOException {
        assertThat(split("{\"video\": \"" + ADDRESS + "\", \"width\": 32}").height())
                .isEqualTo(24);
        assertThat(split("\"" + ADDRESS + "\"").frames()).hasSize(20);
    }

    @Test
    void videoThatIsNone_brokenOff_orOfTooManyFrames_isAnInputErrorWithItsAddress() throws IOException {
        data.file("data://.my/in/text").await().put(new byte[100]);
        byte[] whole = data.file(ADDRESS).await().get();
        data.file("data://.my/in/half").await().put(Arrays.copyOf(whole, whole.length * 3 / 4));

        assertThatThrownBy(() -> split("\"data://.my/in/text\""))
                .hasMessageStartingWith("data://.my/in/text: is no video");
        assertThatThrownBy(() -> split("\"data://.my/in/half\""))
                .hasMessageStartingWith("data://.my/in/half: breaks off after ");
        assertThatThrownBy(() -> split("{\"video\": \"" + ADDRESS + "\", \"fps\": 60}"))
                .hasMessage(ADDRESS + " must be at most 50 frames at 60.0 a second, was more: choose fewer with 'fps'");
        assertThatThrownBy(() -> split("{}")).hasMessage("'video' is missing");
        assertThatThrownBy(() -> split("{\"video\": \"" + ADDRESS + "\", \"fps\": 0}"))
                .hasMessage("fps must be a number from 0.1 to 60, was 0");
    }
}
