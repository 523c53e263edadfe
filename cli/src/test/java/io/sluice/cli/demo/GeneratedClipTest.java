package io.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedClipTest {

    @TempDir
    private Path folder;

    @Test
    void clip_isPicturesAndATone_thatOthersCanRead() throws Exception {
        List<String> names = GeneratedClip.write(folder, 2);

        assertThat(names).hasSize(6);
        BufferedImage first = ImageIO.read(folder.resolve(names.getFirst()).toFile());
        BufferedImage last = ImageIO.read(folder.resolve(names.getLast()).toFile());
        assertThat(first.getWidth()).isEqualTo(320);
        assertThat(first.getRGB(30, 90)).isNotEqualTo(last.getRGB(30, 90));
        try (AudioInputStream tone = AudioSystem.getAudioInputStream(
                folder.resolve(GeneratedClip.TONE).toFile())) {
            assertThat(tone.getFrameLength() / tone.getFormat().getFrameRate()).isCloseTo(3, within(0.01f));
        }
    }
}
