package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OldClassesTest {

    private static final String RESOURCE = "words.txt";

    @TempDir
    private Path folder;

    private Path jar(int version, String more) throws IOException {
        Path jar = folder.resolve("old.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream to = new ZipOutputStream(out)) {
            to.putNextEntry(new ZipEntry("Greater.class"));
            to.write(type(version));
            to.putNextEntry(new ZipEntry(more));
            to.write("as it was".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    /** {@code static int of(int a, int b)} with a branch, which needs a stack map in newer versions. */
    private static byte[] type(int version) {
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);
        return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
                .build(ClassDesc.of("Greater"), to -> to.withVersion(version, 0)
                        .withMethodBody(
                                "of", type, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, OldClassesTest::greater));
    }

    private static void greater(CodeBuilder code) {
        code.iload(0)
                .iload(1)
                .ifThenElse(Opcode.IF_ICMPGT, first -> first.iload(0).ireturn(), second -> second.iload(1)
                        .ireturn());
    }

    @Test
    void oldClass_isOneThatTodaysVerifierTakes_andAllElseStays() throws Exception {
        Path jar = jar(ClassFile.JAVA_5_VERSION, RESOURCE);

        OldClasses.main(new String[] {folder.toString()});

        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(version(loader)).isEqualTo(ClassFile.JAVA_8_VERSION);
            var greater = loader.loadClass("Greater").getMethod("of", int.class, int.class);
            assertThat(greater.invoke(null, 2, 1)).isEqualTo(2);
            assertThat(greater.invoke(null, 1, 2)).isEqualTo(2);
            try (var text = Objects.requireNonNull(loader.getResourceAsStream(RESOURCE))) {
                assertThat(text).hasContent("as it was");
            }
        }
    }

    @Test
    void jarWithoutOldClasses_orWithASignature_isLeftAlone() throws Exception {
        FileTime before = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(jar(ClassFile.JAVA_8_VERSION, RESOURCE), before);
        OldClasses.main(new String[] {folder.toString()});
        assertThat(Files.getLastModifiedTime(folder.resolve("old.jar"))).isEqualTo(before);

        Files.setLastModifiedTime(jar(ClassFile.JAVA_5_VERSION, "META-INF/A.SF"), before);
        OldClasses.main(new String[] {folder.toString()});
        assertThat(Files.getLastModifiedTime(folder.resolve("old.jar"))).isEqualTo(before);
    }

    private static int version(URLClassLoader loader) throws IOException {
        try (var in = Objects.requireNonNull(loader.getResourceAsStream("Greater.class"))) {
            byte[] head = in.readNBytes(8);
            return head[7];
        }
    }
}
