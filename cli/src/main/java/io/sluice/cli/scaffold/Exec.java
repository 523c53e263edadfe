package io.sluice.cli.scaffold;

import io.sluice.contract.FunctionName;
import java.util.Map;

/** A program that serves HTTP; this one in Python, for want of a smaller one. */
final class Exec implements Language {

    @Override
    public String word() {
        return "exec";
    }

    @Override
    public Map<String, String> files() {
        return Map.of(
                "sluice.yaml.template", "sluice.yaml",
                "README.md.template", "README.md",
                "gitignore.template", ".gitignore",
                "serve.py.template", "serve.py",
                "test_serve.py.template", "test_serve.py");
    }

    @Override
    public Map<String, String> words(FunctionName name, String repository) {
        return Map.of();
    }
}
