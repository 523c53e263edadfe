package io.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Brings the classes of libraries that are in the form of Java 5, such as picocli's, to that of Java 8: an AOT cache can't hold
 * older ones, which have no stack maps. The build runs it over the jars that this program is started with.
 */
public final class OldClasses {

    private static final String CLASS = ".class";
    private static final String SIGNATURE = ".SF";

    private OldClasses() {}

    /** Rewrites the jars in the folder that is the one argument, where they have such classes and no signature. */
    public static void main(String[] arguments) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            for (Path jar : jars) {
                if (isOld(jar)) {
                    rewrite(jar);
                }
            }
        }
    }

    private static boolean isOld(Path jar) throws IOException {
        boolean old = false;
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : entries(zip)) {
                if (entry.getName().endsWith(SIGNATURE)) {
                    return false;
                }
                old = old || entry.getName().endsWith(CLASS) && isOld(read(zip, entry));
            }
        }
        return old;
    }

    private static void rewrite(Path jar) throws IOException {
        Path made = jar.resolveSibling(jar.getFileName() + ".made");
        try (ZipFile zip = new ZipFile(jar.toFile());
                URLClassLoader classes =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()});
                OutputStream out = Files.newOutputStream(made);
                ZipOutputStream to = new ZipOutputStream(out)) {
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
            for (ZipEntry entry : entries(zip)) {
                byte[] bytes = read(zip, entry);
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(entry.getName().endsWith(CLASS) && isOld(bytes) ? modern(format, bytes) : bytes);
            }
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<? extends ZipEntry> entries(ZipFile zip) {
        return zip.stream().toList();
    }

    private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** The major version stands in the seventh and eighth byte of a class. */
    private static boolean isOld(byte[] type) {
        return ((type[6] & 0xff) << 8 | type[7] & 0xff) < ClassFile.JAVA_6_VERSION;
    }

    private static byte[] modern(ClassFile format, byte[] bytes) {
        ClassModel type = format.parse(bytes);
        return format.build(type.thisClass().asSymbol(), to -> {
            to.withVersion(ClassFile.JAVA_8_VERSION, 0);
            type.forEach(element -> copy(element, to));
        });
    }

    /** Code goes instruction by instruction, since what is handed on as a whole gets no stack map. */
    private static void copy(ClassElement element, ClassBuilder to) {
        if (element instanceof MethodModel method) {
            to.transformMethod(method, MethodTransform.transformingCode(OldClasses::copy));
        } else if (!(element instanceof ClassFileVersion)) {
            to.with(element);
        }
    }

    private static void copy(CodeBuilder to, CodeElement element) {
        to.with(element);
    }
}
