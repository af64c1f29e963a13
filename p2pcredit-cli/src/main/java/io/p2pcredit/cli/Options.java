package io.p2pcredit.cli;

import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Options and parameters of the command line whose values have a form of their own. */
final class Options {
    private Options() {}

    /** An option without a value. */
    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).description(description).build();
    }

    static <T> OptionSpec valued(String name, String label, Form<T> form, Class<T> type, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(type)
                .converters(converter(form))
                .description(description)
                .build();
    }

    static <T> PositionalParamSpec parameter(int index, String label, Form<T> form, Class<T> type, String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .paramLabel(label)
                .required(true)
                .type(type)
                .converters(converter(form))
                .description(description)
                .build();
    }

    static <T> Optional<T> valueOf(ParseResult line, String name) {
        return Optional.ofNullable(line.<T>matchedOptionValue(name, null));
    }

    private static <T> ITypeConverter<T> converter(Form<T> form) {
        return text -> {
            try {
                return form.parse(text);
            } catch (MalformedException e) {
                throw new TypeConversionException(e.line());
            }
        };
    }

    /** Reads a value of one kind, or throws {@link MalformedException}. */
    @FunctionalInterface
    interface Form<T> {
        T parse(String text);
    }
}
