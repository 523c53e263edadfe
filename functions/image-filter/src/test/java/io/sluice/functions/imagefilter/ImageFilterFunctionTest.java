package io.sluice.functions.imagefilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.functions.Data;
import io.sluice.functions.FunctionContext;
import io.sluice.functions.media.PictureFormat;
import io.sluice.functions.media.Pictures;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageFilterFunctionTest {

    private static final int ORANGE = 0xff8040;

    private final Data data = Data.inMemory();
    private final ImageFilterFunction function = new ImageFilterFunction(data, "invert", 10_000);

    /** A call with input of that type. */
    private record Typed(String type) implements FunctionContext {

        @Override
        public String function() {
            return "image-filter";
        }

        @Override
        public String invocation() {
            return "req-1";
        }

        @Override
        public Duration remaining() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Optional<String> traceParent() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("content-type", type);
        }
    }

    private Object json(String input) {
        return function.filter(input.getBytes(StandardCharsets.UTF_8), new Typed("application/json"));
    }

    private static BufferedImage plain(int rgb, int width, int height) {
        BufferedImage picture = Pictures.blank(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, rgb);
            }
        }
        return picture;
    }

    private static byte[] png(int rgb, int width, int height) {
        return Pictures.encode(plain(rgb, width, height), PictureFormat.PNG);
    }

    private static int rgb(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xffffff;
    }

    private BufferedImage at(String address) {
        return Pictures.decode(data.file(address).await().get(), "result", 10_000);
    }

    @Test
    void bytes_areAnsweredWithBytes_byTheFilterOfTheEnvironment() {
        byte[] answer = (byte[]) function.filter(png(0x000000, 8, 8), new Typed("application/octet-stream"));

        assertThat(rgb(Pictures.decode(answer, "result", 100), 4, 4)).isEqualTo(0xffffff);
    }

    @Test
    void address_isAnsweredWithAnAddressInTheSession() {
        data.file("data://.my/in/a.png").await().put(png(ORANGE, 3, 5));

        Map<?, ?> answer = (Map<?, ?>) json(
                "{\"image\": \"data://.my/in/a.png\", \"filter\": \"invert\", \"format\": \"png\", \"name\": \"b\"}");

        assertThat(answer.get("image")).isEqualTo("data://.session/b.png");
        assertThat(rgb(at("data://.session/b.png"), 2, 4)).isEqualTo(0x007fbf);
    }

    @Test
    void severalAddresses_areAnsweredInTheirOrder() {
        data.file("data://.my/in/a.png").await().put(png(0x000000, 2, 2));
        data.file("data://.my/in/b.png").await().put(png(0xffffff, 2, 2));

        Map<?, ?> answer = (Map<?, ?>) json("{\"images\": [\"data://.my/in/a.png\", \"data://.my/in/b.png\"],"
                + " \"to\": \"data://.my/out/\", \"name\": \"c\", \"format\": \"png\"}");

        assertThat(answer.get("images"))
                .isEqualTo(List.of("data://.my/out/c-000001.png", "data://.my/out/c-000002.png"));
        assertThat(rgb(at("data://.my/out/c-000002.png"), 0, 0)).isZero();
    }

    @Test
    void address_comesAsTextAndAsJsonString_too() {
        data.file("data://.my/in/a.png").await().put(png(ORANGE, 2, 2));

        byte[] text = "data://.my/in/a.png\n".getBytes(StandardCharsets.UTF_8);

        assertThat(function.filter(text, new Typed("text/plain"))).isInstanceOf(Map.class);
        assertThat(json("\"data://.my/in/a.png\"")).isInstanceOf(Map.class);
    }

    @ParameterizedTest
    @CsvSource({
        "GRAY,0x9e9e9e",
        "SEPIA,0xd2bb92",
        "INVERT,0x007fbf",
        "POSTERIZE,0xffaa55",
        "BLUR,0xff8040",
        "SHARPEN,0xff8040",
        "EDGES,0x000000",
        "EMBOSS,0xff8040"
    })
    void filter_ofAPlainPicture_isPlain(Filter filter, String expected) {
        BufferedImage filtered = filter.apply(plain(ORANGE, 5, 4));

        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 5; x++) {
                assertThat(rgb(filtered, x, y)).as("%d,%d", x, y).isEqualTo(Integer.decode(expected));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Filter.class)
    void filter_ofOnePixel_isOnePixel(Filter filter) {
        BufferedImage filtered = filter.apply(plain(ORANGE, 1, 1));

        assertThat(filtered.getWidth() * filtered.getHeight()).isEqualTo(1);
    }

    @Test
    void edges_areWhereColoursChange() {
        BufferedImage halves = plain(0x000000, 6, 3);
        for (int y = 0; y < 3; y++) {
            halves.setRGB(3, y, 0xffffff);
            halves.setRGB(4, y, 0xffffff);
            halves.setRGB(5, y, 0xffffff);
        }

        BufferedImage edges = Filter.EDGES.apply(halves);

        assertThat(rgb(edges, 3, 1)).isEqualTo(0xffffff);
        assertThat(rgb(edges, 5, 1)).isZero();
        assertThat(rgb(edges, 1, 1)).isZero();
    }

    @Test
    void strength_mixesWithTheOriginal() {
        data.file("data://.my/in/a.png").await().put(png(0x000000, 2, 2));

        json("{\"image\": \"data://.my/in/a.png\", \"strength\": 0.5, \"name\": \"m\", \"format\": \"png\"}");

        assertThat(rgb(at("data://.session/m.png"), 0, 0)).isEqualTo(0x808080);
    }

    @Test
    void whatIsNoPicture_orTooLarge_orBroken_isAnInputErrorWithItsName() {
        data.file("data://.my/in/text").await().put("hello".getBytes(StandardCharsets.UTF_8));
        data.file("data://.my/in/large").await().put(png(ORANGE, 200, 100));
        byte[] whole = Pictures.encode(plain(ORANGE, 50, 50), PictureFormat.PNG);
        data.file("data://.my/in/half").await().put(Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> json("\"data://.my/in/text\""))
                .hasMessage("data://.my/in/text: is no picture (JPEG, PNG, GIF and BMP are), 5 bytes");
        assertThatThrownBy(() -> json("\"data://.my/in/large\""))
                .hasMessage("data://.my/in/large must be at most 10000 pixels, was 200x100 (20000)");
        assertThatThrownBy(() -> json("\"data://.my/in/half\""))
                .hasMessageStartingWith("data://.my/in/half: is a broken picture: ");
        assertThatThrownBy(() -> json("\"data://.my/in/absent\"")).hasMessageStartingWith("data://.my/in/absent: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|'image', an address of data, or 'images'",
                "7|the input must be an object with filter, format, image, images, name, strength, to, was 7",
                "{\"image\": 7}|image must be a text, was 7",
                "{\"images\": []}|images must be a list of 1 to 1000, was one of 0",
                "{\"images\": [\"a\", null]}|images[1] must be a text, was null",
                "{\"image\": \"a\", \"images\": [\"b\"]}|'image', an address of data, or 'images'",
                "{\"image\": \"data://a/b/c\", \"filter\": \"x\"}|filter must be one of gray, sepia,",
                "{\"image\": \"data://a/b/c\", \"strength\": 2}|strength must be a number from 0 to 1, was 2",
                "{\"image\": \"data://a/b/c\", \"to\": \"/tmp\"}|to must be the address of a collection",
                "{\"image\": \"data://a/b/c\", \"name\": \"a/b\"}|name must be without slashes, was 'a/b'",
                "{\"image\": \"a.png\"}|'a.png': must be the address of a file",
                "{\"image\": \"data://a/b/c\", \"fliter\": \"x\"}|'fliter' is no option here",
                "{|the input must be a picture's bytes, or JSON"
            })
    void otherInput_isAnInputErrorThatSaysWhatWasThere(String input, String message) {
        assertThatThrownBy(() -> json(input)).hasMessageContaining(message);
    }
}
