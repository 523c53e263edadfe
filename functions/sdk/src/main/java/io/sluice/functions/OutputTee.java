package io.sluice.functions;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Standard output, or error, of which each call that wants it gets what is written in its course. */
final class OutputTee extends OutputStream {

    private final PrintStream out;
    private final Supplier<@Nullable CallOutput> current;

    private OutputTee(PrintStream out, Supplier<@Nullable CallOutput> current) {
        this.out = out;
        this.current = current;
    }

    /**
     * Puts itself in the place of standard output and error.
     *
     * @param current what is to get what is written on this thread now, or null
     */
    static void install(Supplier<@Nullable CallOutput> current) {
        System.setOut(new PrintStream(new OutputTee(System.out, current), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new OutputTee(System.err, current), true, StandardCharsets.UTF_8));
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        out.write(bytes, from, count);
        CallOutput wanted = current.get();
        if (wanted != null) {
            wanted.add(bytes, from, count);
        }
    }

    @Override
    public void flush() {
        out.flush();
    }
}
