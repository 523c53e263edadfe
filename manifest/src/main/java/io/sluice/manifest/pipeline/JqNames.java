package io.sluice.manifest.pipeline;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import net.thisptr.jackson.jq.Expression;

/** Which functions an expression calls and defines: the library asks for them only when it evaluates it. */
final class JqNames {

    private static final String TREE = "net.thisptr.jackson.jq.internal.tree.";

    private final Set<String> called = new TreeSet<>();
    private final Set<String> defined = new TreeSet<>();

    /** Notes what this part of the expression calls or defines. */
    void note(Expression part) {
        switch (part.getClass()
                .getName()
                .substring(Math.min(TREE.length(), part.getClass().getName().length()))) {
            case "FunctionCall" -> called.add(field(part, "name") + "/" + size(field(part, "args")));
            case "FunctionDefinition" -> {
                defined.add(field(part, "fname") + "/" + size(field(part, "args")));
                ((List<?>) field(part, "args")).forEach(argument -> defined.add(argument + "/0"));
            }
            default -> {}
        }
    }

    private static int size(Object list) {
        return ((List<?>) list).size();
    }

    private static Object field(Expression part, String name) {
        try {
            Field field = part.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("jq expression '" + part + "' can't be looked into", e);
        }
    }

    /** A function, with how many arguments it is called, that is neither defined nor known. */
    Optional<String> unknown(BiPredicate<String, Integer> known) {
        return called.stream()
                .filter(each -> !defined.contains(each))
                .filter(each -> {
                    int slash = each.lastIndexOf('/');
                    return !known.test(each.substring(0, slash), Integer.parseInt(each.substring(slash + 1)));
                })
                .findFirst();
    }
}
