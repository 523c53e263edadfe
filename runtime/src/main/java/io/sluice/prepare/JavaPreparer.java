package io.sluice.prepare;

import io.sluice.manifest.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java function needs nothing beside its jars. One that was compiled to an executable, {@code app/NAME-runner}, is checked to
 * be one that this machine can run, and laid where it may be executed, as {@value #RUNNER}.
 */
public final class JavaPreparer implements PackagePreparer {

    /** The executable's name among what was prepared. */
    public static final String RUNNER = "runner";

    private static final int HEADER_BYTES = 20;
    private static final int MACHINE_AT = 18;
    private static final int ELF = 0x7F454C46;
    private static final int X86_64 = 62;
    private static final int AARCH_64 = 183;

    private final String processor;

    /** @param processor what this machine has, as {@code os.arch} says it */
    public JavaPreparer(String processor) {
        this.processor = processor;
    }

    @Override
    public void prepare(Path packageFolder, Manifest manifest, Path target) throws IOException {
        Path app = packageFolder.resolve("app");
        List<Path> runners = runners(app);
        if (runners.isEmpty()) {
            return;
        }
        if (runners.size() > 1 || Files.exists(app.resolve("quarkus-run.jar"))) {
            throw new PreparationFailed("function '" + manifest.name()
                    + "': its package folder must hold one native runner" + " or quarkus-run.jar, it holds more; empty "
                    + manifest.packageFolder() + " and build again");
        }
        requireFit(manifest, runners.getFirst());
        Path runner = Files.copy(runners.getFirst(), target.resolve(RUNNER));
        Files.setPosixFilePermissions(runner, PosixFilePermissions.fromString("r-x------"));
    }

    private static List<Path> runners(Path app) throws IOException {
        List<Path> runners = new ArrayList<>();
        if (Files.isDirectory(app)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(app, "*-runner")) {
                found.forEach(runners::add);
            }
        }
        return runners;
    }

    private void requireFit(Manifest manifest, Path runner) throws IOException {
        String name = "function '" + manifest.name() + "': its native runner app/" + runner.getFileName();
        byte[] header;
        try (InputStream in = Files.newInputStream(runner)) {
            header = in.readNBytes(HEADER_BYTES);
        }
        ByteBuffer bytes = ByteBuffer.wrap(header);
        if (header.length < HEADER_BYTES || bytes.getInt(0) != ELF) {
            throw new PreparationFailed(name
                    + " is not an executable of Linux (ELF); build it with 'sluice build --native' on such a machine");
        }
        String made = machine(bytes.order(ByteOrder.LITTLE_ENDIAN).getShort(MACHINE_AT));
        if (!made.equals(processor)) {
            throw new PreparationFailed(name + " is for the processor " + made + ", this machine has " + processor
                    + "; build it on such a machine, or deploy its jars");
        }
    }

    private static String machine(int number) {
        return switch (number) {
            case X86_64 -> "amd64";
            case AARCH_64 -> "aarch64";
            default -> "number " + number;
        };
    }
}
