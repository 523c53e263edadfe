package io.sluice.cli.metadata;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads the classes of the class path once more, with their look-ups by name leading to the {@link Recorder}. */
final class RecordingLoader extends URLClassLoader {

    private static final ClassDesc RECORDER = ClassDesc.of(Recorder.class.getName());

    /** Name and type of what the recorder stands in for, as it takes it. */
    private static final Set<String> RECORDED = Arrays.stream(Recorder.class.getMethods())
            .filter(method -> method.getDeclaringClass() == Recorder.class)
            .map(method -> method.getName()
                    + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                            .toMethodDescriptorString())
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> OWNERS = Set.of(
            "java/lang/Class",
            "java/lang/ClassLoader",
            "java/lang/System",
            "java/lang/reflect/Proxy",
            "java/util/ResourceBundle");

    RecordingLoader() {
        super(
                "recording",
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(RecordingLoader::url)
                        .toArray(URL[]::new),
                RecordingLoader.class.getClassLoader());
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (name.startsWith("java.") || name.equals(Recorder.class.getName())) {
                return super.loadClass(name, resolve);
            }
            URL there = findResource(name.replace('.', '/') + ".class");
            return there == null ? super.loadClass(name, resolve) : define(name, there);
        }
    }

    private Class<?> define(String name, URL there) throws ClassNotFoundException {
        try (InputStream in = there.openStream()) {
            byte[] bytes = rewritten(in.readAllBytes());
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static byte[] rewritten(byte[] bytes) {
        ClassFile format = ClassFile.of();
        return format.transformClass(format.parse(bytes), ClassTransform.transformingMethodBodies(CALLS));
    }

    private static final CodeTransform CALLS = RecordingLoader::call;

    private static void call(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeInstruction call
                && OWNERS.contains(call.owner().asInternalName())
                && call.opcode() != Opcode.INVOKESPECIAL) {
            MethodTypeDesc taken = call.opcode() == Opcode.INVOKESTATIC
                    ? call.typeSymbol()
                    : call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol());
            if (RECORDED.contains(call.name().stringValue() + taken.descriptorString())) {
                code.invokestatic(RECORDER, call.name().stringValue(), taken);
                return;
            }
        }
        code.with(element);
    }
}
