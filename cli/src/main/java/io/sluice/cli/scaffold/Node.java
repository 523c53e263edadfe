package io.sluice.cli.scaffold;

import io.sluice.contract.FunctionName;
import java.util.Map;

/** A module in JavaScript that exports one function. */
final class Node implements Language {

    @Override
    public String word() {
        return "node";
    }

    @Override
    public Map<String, String> files() {
        return Map.of(
                "package.json.template", "package.json",
                "sluice.yaml.template", "sluice.yaml",
                "README.md.template", "README.md",
                "gitignore.template", ".gitignore",
                "index.js.template", "index.js",
                "index.test.js.template", "test/index.test.js");
    }

    @Override
    public Map<String, String> words(FunctionName name, String repository) {
        return Map.of();
    }
}
