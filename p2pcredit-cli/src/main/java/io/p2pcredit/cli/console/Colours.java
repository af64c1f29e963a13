package io.p2pcredit.cli.console;

import java.util.List;
import org.jline.reader.LineReader;

/** How the shell tells kinds of lines apart, where colours are wanted; otherwise it does not. */
public final class Colours {
    private static final String BOLD = "1";
    private static final String RED = "31";
    private static final String CYAN = "36";

    private static final List<String> OF_THE_EDITOR = List.of(
            LineReader.COMPLETION_STYLE_STARTING,
            LineReader.COMPLETION_STYLE_DESCRIPTION,
            LineReader.COMPLETION_STYLE_GROUP,
            LineReader.COMPLETION_STYLE_BACKGROUND,
            LineReader.COMPLETION_STYLE_LIST_STARTING,
            LineReader.COMPLETION_STYLE_LIST_DESCRIPTION,
            LineReader.COMPLETION_STYLE_LIST_GROUP,
            LineReader.COMPLETION_STYLE_LIST_BACKGROUND);

    private final boolean wanted;

    public Colours(boolean wanted) {
        this.wanted = wanted;
    }

    String prompt(String text) {
        return in(BOLD, text);
    }

    String failure(String line) {
        return in(RED, line);
    }

    String notice(String line) {
        return in(CYAN, line);
    }

    /** The line editor has colours of its own, and asks nobody. */
    void applyTo(LineReader reader) {
        if (!wanted) {
            OF_THE_EDITOR.forEach(style -> reader.setVariable(style, "fg:default"));
        }
    }

    private String in(String style, String text) {
        return wanted && !text.isEmpty() ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }
}
