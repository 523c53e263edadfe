package io.sluice.cli.metadata;

import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rewritten classes call in place of the JDK's look-ups, which they do and note. For any thread. */
public final class Recorder {

    static final Set<String> TYPES = new ConcurrentSkipListSet<>();
    static final Set<String> RESOURCES = new ConcurrentSkipListSet<>();
    static final Set<String> BUNDLES = new ConcurrentSkipListSet<>();
    static final Set<String> PROXIES = new ConcurrentSkipListSet<>();
    static final Set<String> LIBRARIES = new ConcurrentSkipListSet<>();

    private Recorder() {}

    private static void note(Class<?> type) {
        // The JDK's own are the builder's business.
        if (type.getClassLoader() instanceof RecordingLoader) {
            TYPES.add(type.getName());
        }
    }

    // The names are those of what they stand for.

    public static Class<?> forName(String name) throws ClassNotFoundException {
        return forName(name, true, Thread.currentThread().getContextClassLoader());
    }

    public static Class<?> forName(String name, boolean initialize, ClassLoader loader) throws ClassNotFoundException {
        Class<?> found = Class.forName(name, initialize, loader);
        note(found);
        return found;
    }

    public static Field[] getDeclaredFields(Class<?> type) {
        note(type);
        return type.getDeclaredFields();
    }

    public static Field[] getFields(Class<?> type) {
        note(type);
        return type.getFields();
    }

    public static Method[] getDeclaredMethods(Class<?> type) {
        note(type);
        return type.getDeclaredMethods();
    }

    public static Method[] getMethods(Class<?> type) {
        note(type);
        return type.getMethods();
    }

    public static Constructor<?>[] getDeclaredConstructors(Class<?> type) {
        note(type);
        return type.getDeclaredConstructors();
    }

    public static Constructor<?>[] getConstructors(Class<?> type) {
        note(type);
        return type.getConstructors();
    }

    public static Field getDeclaredField(Class<?> type, String name) throws NoSuchFieldException {
        note(type);
        return type.getDeclaredField(name);
    }

    public static Method getDeclaredMethod(Class<?> type, String name, Class<?>... parameters)
            throws NoSuchMethodException {
        note(type);
        return type.getDeclaredMethod(name, parameters);
    }

    public static Method getMethod(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        note(type);
        return type.getMethod(name, parameters);
    }

    public static Constructor<?> getDeclaredConstructor(Class<?> type, Class<?>... parameters)
            throws NoSuchMethodException {
        note(type);
        return type.getDeclaredConstructor(parameters);
    }

    public static Constructor<?> getConstructor(Class<?> type, Class<?>... parameters) throws NoSuchMethodException {
        note(type);
        return type.getConstructor(parameters);
    }

    public static @Nullable URL getResource(Class<?> type, String name) {
        return found(absolute(type, name), type.getResource(name));
    }

    public static @Nullable InputStream getResourceAsStream(Class<?> type, String name) {
        return found(absolute(type, name), type.getResourceAsStream(name));
    }

    public static @Nullable URL getResource(ClassLoader loader, String name) {
        return found(name, loader.getResource(name));
    }

    public static @Nullable InputStream getResourceAsStream(ClassLoader loader, String name) {
        return found(name, loader.getResourceAsStream(name));
    }

    private static String absolute(Class<?> type, String name) {
        return name.startsWith("/") ? name.substring(1) : type.getPackageName().replace('.', '/') + "/" + name;
    }

    private static <T> @Nullable T found(String name, @Nullable T found) {
        if (found != null) {
            RESOURCES.add(name);
        }
        return found;
    }

    public static ResourceBundle getBundle(String name) {
        return getBundle(name, Locale.getDefault());
    }

    public static ResourceBundle getBundle(String name, Locale locale) {
        return getBundle(name, locale, Thread.currentThread().getContextClassLoader());
    }

    public static ResourceBundle getBundle(String name, Locale locale, ClassLoader loader) {
        ResourceBundle found = ResourceBundle.getBundle(name, locale, loader);
        BUNDLES.add(name);
        return found;
    }

    public static Object newProxyInstance(ClassLoader loader, Class<?>[] interfaces, InvocationHandler handler) {
        PROXIES.add(Arrays.stream(interfaces).map(Class::getName).collect(Collectors.joining(",")));
        return Proxy.newProxyInstance(loader, interfaces, handler);
    }

    public static void loadLibrary(String name) {
        LIBRARIES.add(name);
        System.loadLibrary(name);
    }

    public static void load(String file) {
        LIBRARIES.add(file);
        System.load(file);
    }
}
