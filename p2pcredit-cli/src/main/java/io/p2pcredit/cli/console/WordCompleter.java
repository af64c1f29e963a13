package io.p2pcredit.cli.console;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers the suggestions of the moment to the line editor. */
final class WordCompleter implements Completer {
    private volatile Suggestions suggestions = words -> List.of();

    void use(Suggestions next) {
        suggestions = next;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        for (String word : suggestions.after(line.words().subList(0, line.wordIndex()))) {
            candidates.add(new Candidate(word));
        }
    }
}
