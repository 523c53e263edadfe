package io.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line and a runtime that it knows by a context only. */
final class ContextsIT {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private CommandLine.Run run(String in, String... arguments) {
        return new CommandLine(Map.of(
                        "SLUICE_HOME", folder.resolve("nowhere").toString(),
                        "XDG_CONFIG_HOME", folder.resolve("config").toString()))
                .runWith(in, arguments);
    }

    private void done(String in, String... arguments) {
        CommandLine.Run run = run(in, arguments);
        assertThat(run.code()).as(String.join(" ", arguments) + ": " + run).isEqualTo(ExitCode.OK);
    }

    @Test
    void call_whileTheRuntimeStartsAnew_isAnsweredWhenItIsBack()
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        Map<String, String> port = Map.of("SLUICE_PORT", Integer.toString(freePort()));
        try (Sluice before = Sluice.start(folder, port)) {
            done(
                    before.administratorKey(),
                    "context",
                    "add",
                    "near",
                    before.address().toString(),
                    "--key-file",
                    "-");
            done("", "context", "use", "near");
            done(
                    "",
                    "deploy",
                    "--no-build",
                    "--owner",
                    "cli",
                    Installation.function("clean").toString());
        }
        assertThat(run("", "--wait", "0", "call", "cli/clean", "-d", "\"x\"").code())
                .isEqualTo(ExitCode.UNREACHABLE);

        FutureTask<CommandLine.Run> call =
                new FutureTask<>(() -> run("", "--wait", "60", "call", "cli/clean", "-d", "\"fine\""));
        Thread.ofVirtual().start(call);
        try (Sluice after = Sluice.start(folder, port)) {
            CommandLine.Run answered = ((Future<CommandLine.Run>) call).get(60, TimeUnit.SECONDS);

            assertThat(answered.code()).as(answered.err()).isEqualTo(ExitCode.OK);
            assertThat(answered.out()).contains("fine");
            assertThat(after.errors()).isEmpty();
        }
    }

    @Test
    void runtimeBehindTls_isTrustedByTheCertificateOfItsContextOnly() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Path certificate = folder.resolve("ca.pem");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "s",
                "-dname",
                "CN=sluice",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-keystore",
                keys.toString());
        keytool("-exportcert", "-rfc", "-alias", "s", "-file", certificate.toString(), "-keystore", keys.toString());
        HttpsServer server = server(keys);
        try {
            String url = "https://127.0.0.1:" + server.getAddress().getPort();
            done("", "context", "add", "trusted", url, "--ca", certificate.toString());
            done("", "context", "add", "unknown", url);

            assertThat(run("", "--context", "trusted", "list", "-o", "json").out())
                    .isEqualTo("[]\n");
            CommandLine.Run refused = run("", "--context", "unknown", "list");
            assertThat(refused.code()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(refused.err()).contains("is not trusted").contains("--ca");
        } finally {
            server.stop(0);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** What answers every request with an empty list. */
    private static HttpsServer server(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            byte[] body = "[]".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
