package io.sluice.functions.lemmatize;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import opennlp.tools.lemmatizer.LemmatizerModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;
import opennlp.tools.postag.POSModel;

/**
 * Makes the files of {@link HashedModel} of OpenNLP's, while the function is built: unpacking and reading those took most of
 * the time in which an instance started.
 */
public final class HashedModelFile {

    private HashedModelFile() {}

    /** Writes both models' files into the folder that is the argument. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        try (var tags = resource("/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin");
                var lemmas = resource("/opennlp-en-ud-ewt-lemmas-1.3-2.5.4.bin")) {
            write(new POSModel(tags).getArtifact("pos.model"), folder.resolve("tags.model"));
            write(new LemmatizerModel(lemmas).getArtifact("lemmatizer.model"), folder.resolve("lemmas.model"));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(HashedModelFile.class.getResourceAsStream(name), name);
    }

    @SuppressWarnings("unchecked")
    private static void write(AbstractModel model, Path file) throws IOException {
        // What they are is said in the documentation of AbstractModel.
        Object[] parts = model.getDataStructures();
        write((String[]) parts[2], hashed((Map<String, Context>) parts[1]), file);
    }

    private static Map<Long, Context> hashed(Map<String, Context> features) throws IOException {
        var hashed = new TreeMap<Long, Context>();
        for (var feature : features.entrySet()) {
            if (hashed.put(HashedModel.hash(feature.getKey()), feature.getValue()) != null) {
                throw new IOException(
                        "two features of the model have one hash; one is '%s'".formatted(feature.getKey()));
            }
        }
        return hashed;
    }

    private static void write(String[] outcomes, Map<Long, Context> features, Path file) throws IOException {
        int weights = features.values().stream()
                .mapToInt(it -> it.getParameters().length)
                .sum();
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(outcomes.length);
            for (var outcome : outcomes) {
                out.writeUTF(outcome);
            }
            out.writeInt(features.size());
            out.writeInt(weights);
            for (long feature : features.keySet()) {
                out.writeLong(feature);
            }
            for (var feature : features.values()) {
                for (double weight : feature.getParameters()) {
                    out.writeDouble(weight);
                }
            }
            int end = 0;
            for (var feature : features.values()) {
                end += feature.getParameters().length;
                out.writeInt(end);
            }
            for (var feature : features.values()) {
                for (int outcome : feature.getOutcomes()) {
                    out.writeShort(outcome);
                }
            }
        }
    }
}
