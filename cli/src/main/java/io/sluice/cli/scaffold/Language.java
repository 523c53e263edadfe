package io.sluice.cli.scaffold;

import io.sluice.contract.FunctionName;
import java.util.Map;

/** What a new project in one language consists of. */
interface Language {

    /** The word for it at the command line, and the folder of its templates in the resources. */
    String word();

    /** Template to the file that it becomes; words are filled in, in both. */
    Map<String, String> files();

    /**
     * What {@code @word@}s in templates stand for, beside {@code @owner@} and {@code @name@}.
     *
     * @param repository the address of the file repository with the SDK
     */
    Map<String, String> words(FunctionName name, String repository);
}
