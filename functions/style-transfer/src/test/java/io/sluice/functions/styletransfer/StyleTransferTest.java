package io.sluice.functions.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.functions.media.LastLoaded;
import io.sluice.functions.media.Pictures;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleTransferTest {

    private static final long[] PICTURES = {-1, 3, -1, -1};

    private static BufferedImage noise(int width, int height) {
        BufferedImage picture = Pictures.blank(width, height);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        return picture;
    }

    private static int[] pixels(BufferedImage picture) {
        int width = picture.getWidth();
        return picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
    }

    @ParameterizedTest
    @CsvSource({"256,144", "1,1", "5,7", "301,299", "200,500", "900,150"})
    void picture_throughAModelThatDoesNothing_comesBackUnchanged_inTilesOrNot(int width, int height) {
        try (StyleModel model = StyleModel.load(TinyModel.of("Identity", PICTURES), "model")) {
            BufferedImage picture = noise(width, height);

            BufferedImage painted = new Painter(160 * 160).paint(picture, model);

            assertThat(pixels(painted)).isEqualTo(pixels(picture));
        }
    }

    @Test
    void pictures_thatDoNotFitInMemoryTogether_arePaintedOneAfterTheOther() throws Exception {
        BufferedImage picture = noise(300, 300);
        Painter painter = new Painter(16);
        List<Callable<BufferedImage>> calls = new ArrayList<>();
        try (StyleModel model = StyleModel.load(TinyModel.of("Identity", PICTURES), "model");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                calls.add(() -> painter.paint(picture, model));
            }
            for (Future<BufferedImage> painted : threads.invokeAll(calls, 30, TimeUnit.SECONDS)) {
                assertThat(pixels(painted.get())).isEqualTo(pixels(picture));
            }
        }
    }

    @Test
    void values_outOfRange_areCut() {
        try (StyleModel model = StyleModel.load(TinyModel.of("Neg", PICTURES), "model")) {
            assertThat(pixels(new Painter(10_000).paint(noise(8, 8), model))).containsOnly(0xff000000);
        }
    }

    @ParameterizedTest
    @CsvSource({"100,100,40000", "1920,1080,442368", "129,2000,16384", "640,10,4000", "3,3,16"})
    void tiles_coverAPicture_withinTheirSize(int width, int height, int pixels) {
        List<Tile> tiles = Tile.covering(width, height, pixels, 4);
        boolean[] covered = new boolean[width * height];
        for (Tile tile : tiles) {
            assertThat(tile.width() % 4 + tile.height() % 4).isZero();
            assertThat((long) tile.width() * tile.height()).isLessThanOrEqualTo(Math.max(pixels, 128 * 128));
            for (int y = tile.y(); y < Math.min(height, tile.y() + tile.height()); y++) {
                for (int x = tile.x(); x < Math.min(width, tile.x() + tile.width()); x++) {
                    covered[y * width + x] = true;
                }
            }
        }
        assertThat(covered).doesNotContain(false);
    }

    private static LastLoaded<StyleModel>.Use use(LastLoaded<StyleModel> models, String operator) {
        return models.of(TinyModel.of(operator, PICTURES), bytes -> StyleModel.load(bytes, "data://.my/m/a"));
    }

    @Test
    void model_isKeptByItsBytes() {
        LastLoaded<StyleModel> models = new LastLoaded<>();
        try (LastLoaded<StyleModel>.Use identity = use(models, "Identity");
                LastLoaded<StyleModel>.Use again = use(models, "Identity");
                LastLoaded<StyleModel>.Use other = use(models, "Neg")) {
            assertThat(again.get()).isSameAs(identity.get());
            assertThat(other.get()).isNotSameAs(identity.get());
        }
    }

    @Test
    void model_thatAnotherTookThePlaceOf_isUsedToTheEnd() {
        LastLoaded<StyleModel> models = new LastLoaded<>();
        BufferedImage picture = noise(8, 8);
        StyleModel replaced;
        try (LastLoaded<StyleModel>.Use identity = use(models, "Identity")) {
            replaced = identity.get();
            use(models, "Neg").close();

            assertThat(pixels(new Painter(10_000).paint(picture, replaced))).isEqualTo(pixels(picture));
        }
        assertThatThrownBy(() -> new Painter(10_000).paint(picture, replaced))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsNoStyleModel_isAnInputErrorWithItsName() {
        assertThatThrownBy(() -> StyleModel.load(new byte[] {1, 2, 3}, "data://a/b/c"))
                .hasMessageStartingWith("data://a/b/c: is no ONNX model that can be run: ");
        assertThatThrownBy(() -> StyleModel.load(TinyModel.of("Identity", 1, 1000), "data://a/b/c"))
                .hasMessageStartingWith(
                        "data://a/b/c must be a model of one input of floats, [n,3,height,width], was ");
    }
}
