package io.sluice.cli.scaffold;

import io.sluice.contract.FunctionName;
import java.util.Map;

/** A folder with one function in Python and its test. */
final class Python implements Language {

    @Override
    public String word() {
        return "python";
    }

    @Override
    public Map<String, String> files() {
        return Map.of(
                "sluice.yaml.template", "sluice.yaml",
                "README.md.template", "README.md",
                "gitignore.template", ".gitignore",
                "requirements.txt.template", "requirements.txt",
                "main.py.template", "main.py",
                "test_main.py.template", "test_main.py");
    }

    @Override
    public Map<String, String> words(FunctionName name, String repository) {
        return Map.of();
    }
}
