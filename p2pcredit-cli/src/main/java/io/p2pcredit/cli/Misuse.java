package io.p2pcredit.cli;

import io.p2pcredit.trustline.Texts;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/** A command line that makes no sense, in one line: what is wrong with it, and how it is right. */
final class Misuse {
    private static final Pattern PREAMBLE = Pattern.compile(
            "^Invalid value for (?:option '([^']+)'|positional parameter at index \\d+ \\(([^)]+)\\)): ");

    private final ParameterException failure;
    private final CommandLine command;

    Misuse(ParameterException failure) {
        this.failure = failure;
        this.command = failure.getCommandLine();
    }

    String line() {
        String name = command.getCommandName();
        boolean general = command.getParent() == null || name.equals("help");
        return Texts.printable(what()) + "; see p2pcredit help" + (general ? "" : " " + name);
    }

    /** An option that does not exist comes first: whatever else is wrong may follow from that. */
    private String what() {
        return unmatched(true)
                .map(word -> Values.quoted(word) + " is not an option of " + command.getCommandName())
                .orElseGet(this::whatElse);
    }

    private String whatElse() {
        if (failure instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing().get(0));
        }
        if (failure instanceof OverwrittenOptionException twice
                && twice.getOverwritten() instanceof OptionSpec option) {
            return option.longestName() + " is given twice";
        }
        return unmatched(false)
                .map(word -> Values.quoted(word) + " is too much: " + synopsis())
                .orElseGet(this::whatTheValueIs);
    }

    private String missing(ArgSpec argument) {
        return argument.paramLabel() + " is missing: "
                + (argument instanceof OptionSpec option
                        ? option.longestName() + ' ' + option.paramLabel()
                        : synopsis());
    }

    /** The name of the option or parameter, and what is wrong with its value. */
    private String whatTheValueIs() {
        return PREAMBLE.matcher(String.valueOf(failure.getMessage())).replaceFirst("$1$2: ");
    }

    private Optional<String> unmatched(boolean options) {
        return command.getUnmatchedArguments().stream()
                .filter(word -> options == word.startsWith("-"))
                .findFirst();
    }

    private String synopsis() {
        String parameters = command.getCommandSpec().positionalParameters().stream()
                .map(parameter ->
                        ' ' + (parameter.required() ? parameter.paramLabel() : '[' + parameter.paramLabel() + ']'))
                .collect(Collectors.joining());
        return "p2pcredit " + command.getCommandName() + parameters;
    }
}
