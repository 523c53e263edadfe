package io.sluice.cli.simulate;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part of something, from 0 to 1; the command line says it in percent. */
record Share(double part) {

    /** Percentages such as 50%. */
    static final class Converter implements ITypeConverter<Share> {

        @Override
        public Share convert(String text) {
            if (text.matches("\\d{1,3}(\\.\\d{1,6})?%")) {
                double percent = Double.parseDouble(text.substring(0, text.length() - 1));
                if (percent <= 100) {
                    return new Share(percent / 100);
                }
            }
            throw new TypeConversionException("must be a percentage from 0% to 100%, was '" + text + "'");
        }
    }
}
