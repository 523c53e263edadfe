package io.sluice.cli.client;

import com.fasterxml.jackson.core.JacksonException;
import io.sluice.cli.console.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The folder where a runtime keeps its state, and where it says how to reach it. */
public record Home(Path folder) {

    /** Where a runtime answers, and its process. */
    public record Running(String url, long pid) {}

    /** {@code $SLUICE_HOME}, or {@code ~/.sluice}. */
    public static Home of(Map<String, String> environment) {
        String home = environment.getOrDefault("SLUICE_HOME", "");
        return new Home(
                home.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".sluice")
                        : Path.of(home).toAbsolutePath());
    }

    /** The file that a running runtime writes. */
    public Path runtimeFile() {
        return folder.resolve("runtime.json");
    }

    /** The file with the administrator's key. */
    public Path keyFile() {
        return folder.resolve("admin.key");
    }

    /** The runtime that runs with this folder; empty when there is none, or only the file of one that is gone. */
    public Optional<Running> running() {
        try {
            Running running = Json.MAPPER.readValue(Files.readString(runtimeFile()), Running.class);
            return ProcessHandle.of(running.pid())
                    .filter(ProcessHandle::isAlive)
                    .map(process -> running);
        } catch (JacksonException e) {
            return Optional.empty(); // half written: the next look will find it whole
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The administrator's key, where this user may read it. */
    public Optional<String> key() {
        try {
            return Optional.of(Files.readString(keyFile()).strip()).filter(key -> !key.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
