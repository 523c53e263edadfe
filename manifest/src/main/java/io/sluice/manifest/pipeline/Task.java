package io.sluice.manifest.pipeline;

import io.sluice.contract.FunctionReference;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one step of a pipeline does with the value that it is given. */
public sealed interface Task {

    /**
     * Calls a function.
     *
     * @param input what the function is given, or null: the task's own input
     */
    record Call(FunctionReference function, @Nullable Template input) implements Task {}

    /**
     * Makes an HTTP request.
     *
     * @param method in capitals
     * @param address a text with the simple expansions of RFC 6570, such as {@code {id}}, or an expression
     * @param headers an object, or null: none
     * @param query an object, or null: nothing beside what the address has
     * @param body or null: none
     */
    record Http(
            String method,
            Template address,
            @Nullable Template headers,
            @Nullable Template query,
            @Nullable Template body,
            @Nullable Authentication authentication,
            HttpAnswer answer)
            implements Task {}

    /**
     * Makes the HTTP request of an operation that an OpenAPI document describes.
     *
     * @param document where the document is, as the address of {@link Http}
     * @param documentAuthentication what the document itself is asked for with, or null: nothing
     * @param parameters an object, or null: none
     */
    record OpenApi(
            Template document,
            @Nullable Authentication documentAuthentication,
            String operation,
            @Nullable Template parameters,
            @Nullable Authentication authentication,
            HttpAnswer answer)
            implements Task {}

    /**
     * What an HTTP request leaves.
     *
     * @param redirects whether statuses from 300 to 399 are answers as any other, not failures
     */
    record HttpAnswer(Form form, boolean redirects) {

        /** Which part of the response. */
        public enum Form {
            /** The body, as what its type says that it is. */
            CONTENT,
            /** An object with the request, the status, the headers and the body. */
            RESPONSE,
            /** The bytes of the body. */
            RAW
        }
    }

    /** Sends a CloudEvent to the functions that take its type. */
    record Emit(Template event) implements Task {}

    /** Does others, one after the other. */
    record Do(List<Step> steps) implements Task {
        public Do {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Does others for each item of a list.
     *
     * @param each the variable that has the item
     * @param at the variable that has its index
     * @param items the list
     * @param goOn is asked before each item, and ends the loop by false; or null
     * @param parallel how many items are worked on at once, their results in the items' order; 0 where each round is given
     *     what the one before left
     * @param collects whether a round that fails leaves its error beside the others' results, instead of ending the loop
     */
    record For(
            String each,
            String at,
            Expression items,
            @Nullable Expression goOn,
            int parallel,
            boolean collects,
            List<Step> steps)
            implements Task {
        public For {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Does all of its branches at once.
     *
     * @param compete whether the first that is done is the result, else a list of all
     */
    record Fork(List<Step> branches, boolean compete) implements Task {
        public Fork {
            branches = List.copyOf(branches);
        }
    }

    /** Goes on with the first case that holds, or with the task's own {@code then}. */
    record Switch(List<Case> cases) implements Task {
        public Switch {
            cases = List.copyOf(cases);
        }

        /** @param when null for the case that always holds */
        public record Case(String name, @Nullable Expression when, Then then) {}
    }

    /** Does others, and something else when they fail. */
    record Try(List<Step> steps, Catch recovery) implements Task {
        public Try {
            steps = List.copyOf(steps);
        }
    }

    /**
     * What is done with failures.
     *
     * @param filter which failures it is for
     * @param as the variable that has the failure
     * @param retry or null: not tried again
     * @param steps what is done when there is no further try; may be empty
     */
    record Catch(ErrorFilter filter, String as, @Nullable RetryPolicy retry, List<Step> steps) {
        public Catch {
            steps = List.copyOf(steps);
        }
    }

    /** Makes a value. */
    record Set(Template value) implements Task {}

    /** Lets time go by. */
    record Wait(Duration time) implements Task {}

    /** Fails. */
    record Raise(Template error) implements Task {}
}
