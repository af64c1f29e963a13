package io.p2pcredit.cli.console;

/** How the shell tells kinds of lines apart, where colours are wanted; otherwise it does not. */
public final class Colours {
    private static final String BOLD = "1";
    private static final String RED = "31";
    private static final String CYAN = "36";

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

    private String in(String style, String text) {
        return wanted && !text.isEmpty() ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }
}
