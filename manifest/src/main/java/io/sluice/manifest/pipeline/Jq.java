package io.sluice.manifest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * jq, by jackson-jq, with what the pipeline's author must not reach taken out and a meter on every function and every other part. Evaluating
 * computes, for as long as the meter lets it: not for event loops.
 */
public final class Jq {

    private static final Version VERSION = Versions.JQ_1_6;

    /** What would show the runtime's own environment, or wait for what never comes. */
    private static final List<String> TAKEN_OUT =
            List.of("env/0", "input/0", "inputs/0", "debug/0", "input_line_number/0");

    private static final ScopedValue<JqMeter> METER = ScopedValue.newInstance();
    private static final Scope FUNCTIONS = functions();

    private Jq() {}

    private static Scope functions() {
        Scope scope = Scope.newEmptyScope();
        Map<String, Function> builtins = BuiltinFunctionLoader.getInstance().listFunctions(VERSION, scope);
        builtins.forEach((name, function) -> {
            if (!TAKEN_OUT.contains(name)) {
                scope.addFunction(name, metered(function));
            }
        });
        return scope;
    }

    private static Function metered(Function function) {
        return (scope, arguments, in, path, output, version) -> {
            JqMeter meter = METER.get();
            meter.tick();
            function.apply(
                    scope,
                    arguments,
                    in,
                    path,
                    (out, outPath) -> {
                        meter.tick();
                        output.emit(out, outPath);
                    },
                    version);
        };
    }

    /** A part of an expression that counts what comes out of it. */
    private static net.thisptr.jackson.jq.Expression metered(net.thisptr.jackson.jq.Expression part) {
        return new MeteredPart(part);
    }

    /** One that ticks; {@code toString} is the part's own, for messages. */
    private record MeteredPart(net.thisptr.jackson.jq.Expression part) implements net.thisptr.jackson.jq.Expression {
        @Override
        public void apply(Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
                throws JsonQueryException {
            JqMeter meter = METER.get();
            meter.tick();
            part.apply(
                    scope,
                    in,
                    path,
                    (out, outPath) -> {
                        meter.tick();
                        output.emit(out, outPath);
                    },
                    requirePath);
        }

        @Override
        public String toString() {
            return part.toString();
        }
    }

    /** @throws JsonQueryException when the text is not jq */
    static Expression compile(String text) throws JsonQueryException {
        JsonQuery query = JsonQuery.compile(text, VERSION);
        JqNames names = new JqNames();
        JqParts.wrap(query, part -> {
            names.note(part);
            return metered(part);
        });
        return new Expression(text, query, names);
    }

    /** A function that an expression calls and that is not there, such as {@code nosuch/1}. */
    static Optional<String> unknownFunction(Expression expression) {
        return expression.names().unknown((name, arguments) -> FUNCTIONS.getFunction(name, arguments) != null);
    }

    /**
     * The value of an expression: null where it has none, a list where it has several.
     *
     * @param variables by their names, without {@code $}
     * @throws JqFailure when it fails, or the meter is at its end
     */
    public static JsonNode evaluate(
            Expression expression, JsonNode in, Map<String, JsonNode> variables, JqMeter meter) {
        Scope scope = Scope.newChildScope(FUNCTIONS);
        variables.forEach(scope::setValue);
        List<JsonNode> out = new ArrayList<>();
        try {
            ScopedValue.where(METER, meter).call(() -> {
                expression.query().apply(scope, in, value -> {
                    meter.tick();
                    out.add(value);
                });
                return out;
            });
        } catch (JsonQueryException e) {
            throw new JqFailure("jq expression '" + expression + "' failed: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            // Of one value that alone is too large: what adds up the meter has ended before.
            throw new JqFailure("jq expression '" + expression + "' failed: it makes a value that is too large");
        } catch (StackOverflowError e) {
            throw new JqFailure("jq expression '" + expression + "' failed: it calls itself too deep");
        } catch (JqFailure e) {
            throw new JqFailure("jq expression '" + expression + "' " + e.getMessage());
        }
        return switch (out.size()) {
            case 0 -> JsonNodeFactory.instance.nullNode();
            case 1 -> out.getFirst();
            default -> JsonNodeFactory.instance.arrayNode(out.size()).addAll(out);
        };
    }
}
