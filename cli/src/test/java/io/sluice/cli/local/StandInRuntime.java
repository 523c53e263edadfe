package io.sluice.cli.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that announces itself as the runtime does, and ends at SIGTERM; java.* only, as it runs from a jar of its own. */
public final class StandInRuntime {

    private StandInRuntime() {}

    /** Serves the readiness probe on the port of the environment. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(System.getenv("SLUICE_HOME"));
        if (Files.exists(home.resolve("fail"))) {
            System.out.println("the state is damaged");
            System.exit(9);
        }
        int port = Integer.parseInt(System.getenv("SLUICE_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(System.getenv("SLUICE_HOST"), port), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Path file = home.resolve("runtime.json");
        Files.writeString(
                file,
                "{\"url\":\"" + url + "\",\"pid\":" + ProcessHandle.current().pid() + "}");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> file.toFile().delete()));
    }
}
