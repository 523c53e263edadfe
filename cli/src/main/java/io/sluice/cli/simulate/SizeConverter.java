package io.sluice.cli.simulate;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes as manifests spell them, such as 256MiB or 1GiB, in bytes. */
final class SizeConverter implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
        if (!text.matches("[1-9]\\d{0,6}(MiB|GiB)")) {
            throw new TypeConversionException("must be a size such as 256MiB or 1GiB, was '" + text + "'");
        }
        long number = Long.parseLong(text.substring(0, text.length() - 3));
        return number << (text.endsWith("GiB") ? 30 : 20);
    }
}
