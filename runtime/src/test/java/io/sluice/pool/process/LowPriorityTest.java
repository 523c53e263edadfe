package io.sluice.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LowPriorityTest {

    @Test
    void program_isNiceInItsSession_andGetsItsArgumentsAsTheyAre() throws Exception {
        assertThat(output("sh", "-c", "nice; echo \"$0|$1\"", "a  b", "c*")).isEqualTo("19\na  b|c*\n");
    }

    @Test
    void session_isNiceToOthers_whereTheKernelSharesBySessions() throws Exception {
        boolean shares = Files.exists(Path.of("/proc/self/autogroup"));

        assertThat(output("sh", "-c", "cat /proc/self/autogroup || echo none"))
                .endsWith(shares ? " nice 19\n" : "none\n");
    }

    private static String output(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("setsid", "--wait"));
        words.addAll(LowPriority.words(List.of(command)));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
