package io.sluice.functions.maxent;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.BinaryFileDataReader;
import opennlp.tools.ml.model.Context;
import opennlp.tools.ml.model.GenericModelReader;

/**
 * Makes the files of {@link HashedModel} of OpenNLP's, while a function is built: unpacking and reading those took most of
 * the time in which an instance started.
 */
public final class HashedModelFile {

    private HashedModelFile() {}

    /** Writes one file: arguments are OpenNLP's file on the class path, the entry in it that is the model, and where to. */
    public static void main(String[] arguments) throws IOException {
        write(read(arguments[0], arguments[1]), Path.of(arguments[2]));
    }

    private static AbstractModel read(String resource, String entry) throws IOException {
        try (var in = new ZipInputStream(
                Objects.requireNonNull(HashedModelFile.class.getResourceAsStream(resource), resource))) {
            for (var next = in.getNextEntry(); next != null; next = in.getNextEntry()) {
                if (next.getName().equals(entry)) {
                    return new GenericModelReader(new BinaryFileDataReader(in)).getModel();
                }
            }
        }
        throw new IOException("%s has no entry '%s'".formatted(resource, entry));
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
