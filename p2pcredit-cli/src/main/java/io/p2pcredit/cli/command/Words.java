package io.p2pcredit.cli.command;

import io.p2pcredit.cli.MalformedException;
import io.p2pcredit.cli.Values;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command line, taken word by word. A word that is missing, too many or malformed is a {@link CommandFailedException}
 * that shows how the command is used.
 */
public final class Words {
    private final String synopsis;
    private String rest;

    private Words(String synopsis, String rest) {
        this.synopsis = synopsis;
        this.rest = rest;
    }

    /** The words after the command's own. */
    public static Words of(String arguments, String synopsis) {
        return new Words(synopsis, arguments.strip());
    }

    public PeerId peer() {
        return value(Values::name, required("PEER"));
    }

    public Amount amount() {
        return value(Values::amount, required("AMOUNT"));
    }

    public CreditLimit limit() {
        return value(Values::limit, required("AMOUNT"));
    }

    public Optional<Amount> optionalAmount() {
        return nextValue().map(word -> value(Values::amount, word));
    }

    public Optional<CreditLimit> optionalLimit() {
        return next().map(word -> value(Values::limit, word));
    }

    public Optional<String> next() {
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        int end = 0;
        while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
            end++;
        }
        String word = rest.substring(0, end);
        rest = rest.substring(end).strip();
        return Optional.of(word);
    }

    /** Everything that is left, as it was typed, without the quotation marks around it if there are any. */
    public String remainder() {
        String text = rest;
        rest = "";
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** All that is left, which must be some of these options, each at most once. */
    public Set<String> options(String... known) {
        Set<String> given = new HashSet<>();
        for (Optional<String> word = next(); word.isPresent(); word = next()) {
            if (!List.of(known).contains(word.get()) || !given.add(word.get())) {
                throw misused(Values.quoted(word.get()) + " makes no sense here");
            }
        }
        return given;
    }

    /** The next word unless it is an option. */
    public Optional<String> nextValue() {
        return rest.startsWith("--") ? Optional.empty() : next();
    }

    /** Whether the user has confirmed already what would otherwise be asked. */
    public boolean confirmation() {
        Optional<String> word = next();
        if (word.isPresent() && !word.get().equals("--yes")) {
            throw misused(Values.quoted(word.get()) + " makes no sense here");
        }
        return word.isPresent();
    }

    /** Nothing more is expected. */
    public void end() {
        if (!rest.isEmpty()) {
            throw new CommandFailedException(Values.quoted(rest) + " is too much: " + synopsis);
        }
    }

    public <T> T value(Form<T> form, String word) {
        try {
            return form.parse(word);
        } catch (MalformedException e) {
            throw new CommandFailedException(e.line());
        }
    }

    public CommandFailedException misused(String what) {
        return new CommandFailedException(what + ": " + synopsis);
    }

    private String required(String what) {
        return next().orElseThrow(() -> misused(what + " is missing"));
    }

    /** Reads a value of one kind. */
    @FunctionalInterface
    public interface Form<T> {
        T parse(String word);
    }
}
