package io.sluice.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A registry on a free port that takes everything and gives it back, with a certificate that nobody vouches for. */
final class FakeRegistry implements AutoCloseable {

    private record Content(String type, byte[] bytes) {}

    private static final String PASSWORD = "nothing secret";

    private final Map<String, Content> contents = new ConcurrentHashMap<>();
    private final AtomicInteger uploads = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpsServer server;

    /** @param folder an empty one, for its certificate */
    FakeRegistry(Path folder) throws IOException, GeneralSecurityException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate(folder.resolve("registry.p12"))));
        server.setExecutor(threads);
        server.createContext("/v2/", this::answer);
        server.start();
    }

    private static SSLContext certificate(Path store) throws IOException, GeneralSecurityException {
        if (!Files.exists(store)) {
            Command.run(
                    "keytool",
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "registry",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            store.toString()));
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** What images are named by that are in it. */
    String name(String image) {
        return "localhost:" + server.getAddress().getPort() + "/" + image;
    }

    /** How many things it has: layers, configurations and manifests. */
    int size() {
        return contents.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "POST" -> {
                    exchange.getResponseHeaders().set("Location", path + uploads.incrementAndGet());
                    exchange.sendResponseHeaders(202, -1);
                }
                case "PATCH" -> {
                    contents.put(path, read(exchange));
                    exchange.getResponseHeaders().set("Location", path);
                    exchange.sendResponseHeaders(202, -1);
                }
                case "PUT" -> put(exchange, path);
                default -> give(exchange, contents.get(path));
            }
        }
    }

    /** An upload becomes the blob of the digest in the query; a manifest is found by its tag and its digest. */
    private void put(HttpExchange exchange, String path) throws IOException {
        @Nullable String query = exchange.getRequestURI().getQuery();
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        if (query != null && query.startsWith("digest=")) {
            Content upload = contents.remove(path);
            contents.put(
                    folder.replace("uploads/", "") + query.substring("digest=".length()),
                    upload == null ? read(exchange) : upload);
        } else {
            Content manifest = read(exchange);
            contents.put(path, manifest);
            contents.put(folder + digest(manifest), manifest);
        }
        exchange.sendResponseHeaders(201, -1);
    }

    private static void give(HttpExchange exchange, @Nullable Content content) throws IOException {
        if (content == null) {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/v2/") ? 200 : 404, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", content.type());
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest(content));
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.bytes().length));
        }
        exchange.sendResponseHeaders(200, head ? -1 : content.bytes().length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(content.bytes());
            }
        }
    }

    private static String digest(Content content) {
        return "sha256:" + TestBase.sha256(content.bytes());
    }

    private static Content read(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return new Content(type == null ? "" : type, exchange.getRequestBody().readAllBytes());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
