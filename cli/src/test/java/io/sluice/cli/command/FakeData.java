package io.sluice.cli.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A runtime's data in memory, in small pages, that breaks off in the middle of a file where the test wants it to. */
final class FakeData implements AutoCloseable {

    private static final String PREFIX = "/v1/data/";
    private static final int PAGE = 2;

    /** Files by their whole path; a collection is a path without bytes in {@link #access}. */
    final Map<String, byte[]> files = new ConcurrentSkipListMap<>();

    final Map<String, String> access = new ConcurrentSkipListMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    volatile @Nullable String breaking;

    private final HttpServer server;

    FakeData() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(PREFIX, this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    FakeData collection(String path) {
        access.put(path, "[\"algo://.my/*\"]");
        return this;
    }

    FakeData file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    String text(String path) {
        return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String path = URLDecoder.decode(
                exchange.getRequestURI().getRawPath().substring(PREFIX.length()), StandardCharsets.UTF_8);
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "HEAD" -> head(exchange, path);
                case "GET" -> get(exchange, path);
                case "PUT" -> put(exchange, path);
                case "POST" -> make(exchange, path);
                case "PATCH" -> change(exchange, path);
                case "DELETE" -> delete(exchange, path);
                default -> throw new IllegalStateException(exchange.getRequestMethod());
            }
        }
    }

    private void head(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = files.get(path);
        if (bytes == null && !access.containsKey(path)) {
            exchange.getResponseHeaders().set("X-Error-Message", "there is no data://" + path);
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes == null ? 0 : bytes.length));
        exchange.sendResponseHeaders(200, -1);
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            list(exchange, path);
        } else if (path.equals(breaking)) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            throw new IOException("broken off, as the test wants it");
        } else {
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void list(HttpExchange exchange, String path) throws IOException {
        if (path.split("/").length == 2 && !access.containsKey(path)) {
            refuse(exchange, 404, "there is no data://" + path);
            return;
        }
        String prefix = path.isEmpty() ? "" : path + "/";
        Map<String, String> entries = new TreeMap<>();
        access.keySet().forEach(key -> entry(entries, prefix, key));
        files.keySet().forEach(key -> entry(entries, prefix, key));
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        String after = query.startsWith("marker=") ? query.substring("marker=".length()) : "";
        List<String> rest = entries.keySet().stream()
                .filter(name -> name.compareTo(after) > 0)
                .toList();
        List<String> parts = new ArrayList<>();
        List<String> page = rest.stream().limit(PAGE).toList();
        parts.add(part("folders", page.stream().map(entries::get).filter(it -> it.contains("\"name\""))));
        parts.add(part("files", page.stream().map(entries::get).filter(it -> it.contains("filename"))));
        parts.add("\"acl\":{\"read\":" + access.get(path) + "}");
        if (rest.size() > PAGE) {
            parts.add("\"marker\":\"" + page.getLast() + "\"");
        }
        reply(exchange, "{" + String.join(",", parts) + "}");
    }

    private void entry(Map<String, String> entries, String prefix, String key) {
        if (!key.startsWith(prefix) || key.length() == prefix.length()) {
            return;
        }
        String name = key.substring(prefix.length()).split("/")[0];
        byte[] bytes = files.get(prefix + name);
        entries.put(
                name,
                bytes == null
                        ? "{\"name\":\"" + name + "\"}"
                        : "{\"filename\":\"" + name + "\",\"size\":" + bytes.length
                                + ",\"last_modified\":\"2026-05-01T10:20:30.000Z\"}");
    }

    private static String part(String name, Stream<String> entries) {
        return "\"" + name + "\":" + entries.collect(Collectors.joining(",", "[", "]"));
    }

    private void put(HttpExchange exchange, String path) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        if (!access.containsKey(path.substring(0, path.lastIndexOf('/')))) {
            refuse(exchange, 404, "there is no data://" + path.substring(0, path.lastIndexOf('/')));
            return;
        }
        files.put(path, bytes);
        reply(exchange, "{\"result\":\"data://" + path + "\"}");
    }

    private void make(HttpExchange exchange, String path) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String made = path + "/" + body.replaceAll(".*\"name\":\"([^\"]*)\".*", "$1");
        access.put(
                made, body.contains("read") ? body.replaceAll(".*\"read\":(\\[[^]]*]).*", "$1") : "[\"algo://.my/*\"]");
        reply(exchange, "{\"result\":\"data://" + made + "\"}");
    }

    private void change(HttpExchange exchange, String path) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        access.put(path, body.replaceAll(".*\"read\":(\\[[^]]*]).*", "$1"));
        exchange.sendResponseHeaders(200, -1);
    }

    private void delete(HttpExchange exchange, String path) throws IOException {
        boolean full = files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
        if (full && !"force=true".equals(exchange.getRequestURI().getQuery())) {
            refuse(exchange, 400, "data://" + path + " is not empty");
            return;
        }
        boolean there = files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
        there |= access.remove(path) != null;
        if (there) {
            reply(exchange, "{\"result\":{\"deleted\":1}}");
        } else {
            refuse(exchange, 404, "path not found");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
        answer(exchange, status, "{\"error\":{\"message\":\"" + message + "\"}}");
    }

    private static void reply(HttpExchange exchange, String body) throws IOException {
        answer(exchange, 200, body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
