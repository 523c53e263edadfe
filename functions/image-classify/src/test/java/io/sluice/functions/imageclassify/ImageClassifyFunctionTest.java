package io.sluice.functions.imageclassify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.functions.Data;
import io.sluice.functions.FunctionContext;
import io.sluice.functions.media.PictureFormat;
import io.sluice.functions.media.Pictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a model whose classes are the picture's mean colours. */
class ImageClassifyFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Data data = Data.inMemory();
    private final ImageClassifyFunction function =
            new ImageClassifyFunction(data, Optional.empty(), Optional.of("data://.my/m/labels.txt"), 10_000);

    private record Asked(String contentType) implements FunctionContext {

        @Override
        public String function() {
            return "image-classify";
        }

        @Override
        public String invocation() {
            return "";
        }

        @Override
        public Duration remaining() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Optional<String> traceParent() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("content-type", contentType);
        }
    }

    @BeforeEach
    void files() throws IOException {
        try (InputStream model = ImageClassifyFunctionTest.class.getResourceAsStream("average-colour.onnx")) {
            data.file("data://.my/m/colours.onnx").await().put(model.readAllBytes());
        }
        put("labels.txt", "red\ngreen\nblue\n\n");
        data.file("data://.my/m/green.png").await().put(picture(Color.GREEN));
        data.file("data://.my/m/blue.png").await().put(picture(Color.BLUE));
    }

    private void put(String name, String text) {
        data.file("data://.my/m/" + name).await().put(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] picture(Color colour) {
        BufferedImage picture = Pictures.blank(90, 70);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 90, 70);
        graphics.dispose();
        return Pictures.encode(picture, PictureFormat.PNG);
    }

    private JsonNode classify(String input) {
        byte[] json = input.replace('\'', '"').replace("M/", "data://.my/m/").getBytes(StandardCharsets.UTF_8);
        return JSON.valueToTree(function.classify(json, new Asked("application/json")));
    }

    @Test
    void picture_hasTheLabelsOfItsClasses_theSurestFirst() {
        JsonNode labels = classify("{'image': 'M/green.png', 'model': 'M/colours.onnx', 'top': 2}")
                .path("labels");

        assertThat(labels.size()).isEqualTo(2);
        assertThat(labels.path(0).path("label").asText()).isEqualTo("green");
        assertThat(labels.path(0).path("score").asDouble())
                .isBetween(labels.path(1).path("score").asDouble(), 1.0);
    }

    @Test
    void pictures_areAnsweredInTheirOrder() {
        JsonNode images = classify("{'images': ['M/blue.png', 'M/green.png'], 'model': 'M/colours.onnx'}")
                .path("images");

        assertThat(images.findValuesAsText("label")).startsWith("blue").hasSize(6);
        assertThat(images.path(1).path("labels").path(0).path("label").asText()).isEqualTo("green");
    }

    @Test
    void scores_thatAreProbabilities_areLeftAlone() {
        // Without mean and deviation the model's numbers for green are 0, 1 and 0.
        JsonNode labels = classify(
                        "{'image': 'M/green.png', 'model': 'M/colours.onnx', 'mean': [0, 0, 0], 'std': [1, 1, 1]}")
                .path("labels");

        assertThat(labels.path(0).path("score").asDouble()).isCloseTo(1, within(1e-6));
        assertThat(Classifier.probabilities(1, 1)).containsExactly(0.5, 0.5);
    }

    @Test
    void wrongInput_isAnInputErrorThatSaysWhat() {
        put("two.txt", "red\ngreen");

        assertThatThrownBy(() -> classify("{'image': 'M/green.png'}")).hasMessageStartingWith("no model is there");
        assertThatThrownBy(() -> classify("{'image': 'M/green.png', 'model': 'M/labels.txt'}"))
                .hasMessageStartingWith("data://.my/m/labels.txt: is no ONNX model");
        assertThatThrownBy(() -> classify("{'image': 'M/green.png', 'model': 'M/colours.onnx', 'labels': 'M/two.txt'}"))
                .hasMessage("labels must be as many lines as data://.my/m/colours.onnx has classes, 3, was 2");
        assertThatThrownBy(() -> classify("{'image': 'M/labels.txt', 'model': 'M/colours.onnx'}"))
                .hasMessageStartingWith("data://.my/m/labels.txt: is no picture");
        assertThatThrownBy(() -> classify("{'image': 'M/green.png', 'model': 'M/colours.onnx', 'std': [1, 0, 1]}"))
                .hasMessage("std must be three numbers that are not 0, was [1,0,1]");
    }

    @Test
    void shape_isToldByTheDimensions() {
        assertThat(Shape.of(1, 3, 224, 225)).contains(new Shape(225, 224, true));
        assertThat(Shape.of(-1, -1, -1, 3)).contains(new Shape(224, 224, false));
        assertThat(Shape.of(1, 1000)).isEmpty();
        assertThat(Shape.of(8, 3, 224, 224)).isEmpty();
    }
}
