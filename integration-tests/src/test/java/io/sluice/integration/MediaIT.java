package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Picture functions in instances: bytes, and data by reference. */
@ExtendWith(SharedSluice.class)
final class MediaIT {

    private final Client client;

    MediaIT(Sluice sluice) {
        this.client = sluice.administrator();
    }

    @BeforeAll
    static void deploy(Sluice sluice) {
        Client client = sluice.administrator();
        client.deployed(Packages.function("image-filter"));
        client.deployed(Packages.function("image-classify"));
        assertThat(client.post("/v1/data/.my", Client.JSON, "{\"name\":\"pictures\"}")
                        .status())
                .isEqualTo(200);
    }

    private static byte[] white() throws IOException {
        BufferedImage picture = new BufferedImage(16, 8, BufferedImage.TYPE_3BYTE_BGR);
        picture.createGraphics().fillRect(0, 0, 16, 8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private static int middle(byte[] picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture)).getRGB(8, 4) & 0xffffff;
    }

    private void put(String path, byte[] bytes) {
        Reply reply = client.send(client.request("/v1/data/" + path)
                .PUT(BodyPublishers.ofByteArray(bytes))
                .build());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @Test
    void imageFilter_ofBytes_answersBytes() throws IOException {
        Reply reply = client.post("/v1/algo/demo/image-filter", Client.BINARY, white());

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(middle(Base64.getDecoder().decode(reply.result().asText()))).isZero();
    }

    @Test
    void imageFilter_ofData_writesData_onBehalfOfItsCaller() throws IOException {
        put(".my/pictures/white.png", white());

        Reply reply = client.call(
                "demo/image-filter",
                "{\"image\": \"data://.my/pictures/white.png\", \"filter\": \"invert\", \"to\": \"data://.my/pictures\","
                        + " \"name\": \"black\", \"format\": \"png\"}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.result().path("image").asText()).isEqualTo("data://.my/pictures/black.png");
        assertThat(middle(client.get("/v1/data/.my/pictures/black.png").bytes()))
                .isZero();
    }

    /** Its classes are the mean red, green and blue. */
    private void putColours() throws IOException {
        Path model = Installation.function("image-classify")
                .resolve("src/test/resources/io/sluice/functions/imageclassify/average-colour.onnx");
        put(".my/pictures/colours.onnx", Files.readAllBytes(model));
        put(".my/pictures/colours.txt", "red\ngreen\nblue\n".getBytes(StandardCharsets.UTF_8));
    }

    private Reply classify(String options) {
        return client.call(
                "demo/image-classify",
                "{'image': 'BOX/green.png', 'model': 'BOX/colours.onnx', 'labels': 'BOX/colours.txt'%s}"
                        .formatted(options)
                        .replace('\'', '"')
                        .replace("BOX", "data://.my/pictures"));
    }

    @Test
    void imageClassify_byAModelInData_saysWhatIsOnThePicture_theSurestFirst() throws IOException {
        putColours();
        BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.GREEN);
        graphics.fillRect(0, 0, 40, 30);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        put(".my/pictures/green.png", bytes.toByteArray());

        Reply reply = classify(", 'top': 2");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.result().path("labels").size()).isEqualTo(2);
        assertThat(reply.result().path("labels").path(0).path("label").asText()).isEqualTo("green");
        assertThat(reply.result().path("labels").path(0).path("score").asDouble())
                .isBetween(0.5, 1.0);
    }

    @Test
    void imageClassify_withLabelsOfAnotherModel_orWithoutAny_isAnInputErrorThatSaysWhat() throws IOException {
        putColours();
        put(".my/pictures/green.png", white());
        put(".my/pictures/two.txt", "red\ngreen\n".getBytes(StandardCharsets.UTF_8));

        Reply two = client.call(
                "demo/image-classify",
                "{\"image\": \"data://.my/pictures/green.png\", \"model\": \"data://.my/pictures/colours.onnx\","
                        + " \"labels\": \"data://.my/pictures/two.txt\"}");
        Reply none = client.call("demo/image-classify", "\"data://.my/pictures/green.png\"");

        assertThat(two.errorType()).as(two.text()).isEqualTo("InputError");
        assertThat(two.message())
                .contains("labels must be as many lines as data://.my/pictures/colours.onnx has classes, 3");
        assertThat(none.errorType()).as(none.text()).isEqualTo("InputError");
        assertThat(none.message()).contains("no model is there: name a file in data by 'model'");
    }

    @Test
    void imageFilter_ofAbsentData_saysWhich() {
        Reply reply = client.call("demo/image-filter", "\"data://.my/pictures/absent.png\"");

        assertThat(reply.errorType()).isEqualTo("InputError");
        assertThat(reply.message()).contains("data://.my/pictures/absent.png");
    }
}
