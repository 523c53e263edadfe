package io.sluice.cli;

import com.sun.net.httpserver.HttpServer;
import io.sluice.cli.command.SluiceCommand;
import io.sluice.cli.console.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A training run of this program: what is done often, with its words going nowhere, so that the JVM can record what that
 * needs. The launcher has it recorded after a build.
 */
final class Rehearsal {

    private static final List<List<String>> COMMANDS = List.of(
            List.of("version"),
            List.of("--help"),
            List.of("list"),
            List.of("list", "-o", "json"),
            List.of("call", "demo/shout", "-d", "\"quiet\""));

    private Rehearsal() {}

    /** Runs the commands against a runtime that has nothing. */
    public static void main(String[] arguments) throws IOException {
        HttpServer nothing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        nothing.createContext("/", exchange -> {
            byte[] empty = "[]".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, empty.length);
            exchange.getResponseBody().write(empty);
            exchange.close();
        });
        nothing.start();
        try {
            String url = "http://127.0.0.1:" + nothing.getAddress().getPort();
            Map<String, String> environment = Map.of("SLUICE_URL", url, "SLUICE_KEY", "none");
            COMMANDS.forEach(words -> run(environment, words));
        } finally {
            nothing.stop(0);
        }
    }

    private static void run(Map<String, String> environment, List<String> words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console silent = new Console(InputStream.nullInputStream(), nowhere, nowhere, false, false, false, 80);
        SluiceCommand.run(environment, silent, words.toArray(String[]::new));
    }
}
