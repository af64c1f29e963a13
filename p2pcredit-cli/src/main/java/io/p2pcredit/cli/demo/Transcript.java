package io.p2pcredit.cli.demo;

import java.io.PrintStream;

/** The story as its reader sees it: numbered steps, and below each what came of it. */
final class Transcript {
    private final PrintStream out;
    private int steps;

    Transcript(PrintStream out) {
        this.out = out;
    }

    void title(String line) {
        out.println(line);
    }

    /** The story goes on. */
    void step(String line) {
        steps++;
        out.println();
        out.println(steps + ". " + line);
    }

    /** What somebody sees, says or does. */
    void detail(String line) {
        out.println("     " + line);
    }

    void end(String line) {
        out.println();
        out.println(line);
        out.flush();
    }
}
