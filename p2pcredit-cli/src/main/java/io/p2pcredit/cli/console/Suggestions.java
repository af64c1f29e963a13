package io.p2pcredit.cli.console;

import java.util.List;

/** What a line could go on with. */
@FunctionalInterface
public interface Suggestions {
    /** Candidates for the word after the given ones. Must not block. */
    List<String> after(List<String> words);
}
