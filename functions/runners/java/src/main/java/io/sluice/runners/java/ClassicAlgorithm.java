package io.sluice.runners.java;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.sluice.contract.Failure;
import io.sluice.runners.java.Overload.Fit;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A class with public {@code apply} methods, of which a call gets the one that fits its input best: a text is one argument,
 * so are bytes, an array's elements are as many, where there is such a method, and else it is one as a whole.
 */
final class ClassicAlgorithm implements Algorithm {

    private static final String ACCEPTS_JSON = "com.algorithmia.algo.AcceptsJson";
    private static final String RETURNS_JSON = "com.algorithmia.algo.ReturnsJson";

    private final Object instance;
    private final List<Overload> overloads;
    private final @Nullable Overload takesJson;

    private ClassicAlgorithm(Object instance, List<Overload> overloads) throws NotServed {
        this.instance = instance;
        this.overloads = overloads;
        List<Overload> marked = overloads.stream()
                .filter(each -> isMarked(each.method(), ACCEPTS_JSON))
                .toList();
        if (!marked.isEmpty() && overloads.size() > 1) {
            throw new NotServed(instance.getClass().getName()
                    + ": a class with an apply that is marked @AcceptsJson must have no other apply");
        }
        this.takesJson = marked.isEmpty() ? null : marked.getFirst();
    }

    /** Whether a class is in that form. */
    static boolean is(Class<?> type) {
        return applies(type).findAny().isPresent();
    }

    private static Stream<Method> applies(Class<?> type) {
        return Stream.of(type.getMethods()).filter(method -> method.getName().equals("apply") && !method.isBridge());
    }

    /** Makes an instance; what its constructor throws is passed on. */
    static ClassicAlgorithm of(Class<?> type) throws Throwable {
        List<Overload> overloads = applies(type)
                .peek(method -> method.setAccessible(true))
                .map(Overload::new)
                .toList();
        if (overloads.stream().allMatch(each -> Modifier.isStatic(each.method().getModifiers()))) {
            return new ClassicAlgorithm(type, overloads);
        }
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return new ClassicAlgorithm(constructor.newInstance(), overloads);
        } catch (NoSuchMethodException | InstantiationException e) {
            throw new NotServed(type.getName() + " must be a class with a constructor that takes nothing");
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static boolean isMarked(Method method, String annotation) {
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getName().equals(annotation));
    }

    @Override
    public Result apply(Input input) throws Throwable {
        Fit fit = fitFor(input);
        Method method = fit.overload().method();
        Object returned;
        try {
            returned = method.invoke(instance, fit.arguments());
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
        return Result.of(returned, method.getGenericReturnType(), isMarked(method, RETURNS_JSON));
    }

    private Fit fitFor(Input input) throws AlgorithmFailure {
        Overload json = takesJson;
        Optional<Fit> fit = json != null && json.takes(String.class)
                ? Optional.of(new Fit(json, new Object[] {asText(input.json())}, 0))
                : best(input);
        if (fit.isEmpty()) {
            throw new AlgorithmFailure(
                    "no apply method takes " + kind(input) + "; there is "
                            + String.join(
                                    " and ",
                                    overloads.stream()
                                            .map(ClassicAlgorithm::shown)
                                            .toList()),
                    Failure.INPUT_ERROR);
        }
        return fit.get();
    }

    private static String asText(JsonElement json) {
        return Values.isText(json) ? json.getAsString() : Values.text(json);
    }

    private Optional<Fit> best(Input input) {
        if (input instanceof Input.Bytes binary) {
            Optional<Overload> bytes =
                    overloads.stream().filter(each -> each.takes(byte[].class)).findFirst();
            if (bytes.isPresent()) {
                return Optional.of(new Fit(bytes.get(), new Object[] {binary.bytes()}, 0));
            }
        }
        if (input instanceof Input.Json(JsonArray array)) {
            Optional<Fit> spread = best(elements(array));
            return spread.isPresent() ? spread : best(List.of(array));
        }
        return best(List.of(input.json()));
    }

    private static List<JsonElement> elements(JsonArray array) {
        List<JsonElement> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private Optional<Fit> best(List<JsonElement> values) {
        return overloads.stream()
                .map(each -> each.fit(values))
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(Fit::rank));
    }

    private static String kind(Input input) {
        return switch (input) {
            case Input.Bytes bytes -> "bytes";
            case Input.Text text -> "a text";
            case Input.Json(JsonArray array) -> "an array of " + array.size();
            case Input.Json(JsonElement json) when json.isJsonObject() -> "an object";
            case Input.Json(JsonElement json) -> json.isJsonNull() ? "null" : "a value such as this";
        };
    }

    private static String shown(Overload overload) {
        return "apply("
                + String.join(
                        ", ",
                        Stream.of(overload.method().getParameterTypes())
                                .map(Class::getSimpleName)
                                .toList())
                + ")";
    }
}
