package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
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

    @Test
    void imageFilter_ofAbsentData_saysWhich() {
        Reply reply = client.call("demo/image-filter", "\"data://.my/pictures/absent.png\"");

        assertThat(reply.errorType()).isEqualTo("InputError");
        assertThat(reply.message()).contains("data://.my/pictures/absent.png");
    }
}
