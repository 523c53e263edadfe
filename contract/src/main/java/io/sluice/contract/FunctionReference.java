package io.sluice.contract;

/**
 * A function as a caller names it: {@code demo/clean}, {@code demo/clean@1.2.*}, {@code demo/clean/1.2.3} or
 * {@code algo://demo/clean}.
 */
public record FunctionReference(FunctionName name, VersionSelector version) {

    /**
     * Reads a reference in one of the spellings above.
     *
     * @throws IllegalArgumentException when the text is none of them
     */
    public static FunctionReference parse(String text) {
        String bare = text.startsWith("algo://") ? text.substring("algo://".length()) : text;
        int at = bare.indexOf('@');
        int split = at >= 0 ? at : bare.indexOf('/', bare.indexOf('/') + 1);
        if (split < 0) {
            return new FunctionReference(FunctionName.parse(bare), VersionSelector.LATEST);
        }
        return new FunctionReference(
                FunctionName.parse(bare.substring(0, split)), VersionSelector.parse(bare.substring(split + 1)));
    }

    @Override
    public String toString() {
        return version instanceof VersionSelector.Latest ? name.toString() : name + "@" + version;
    }
}
