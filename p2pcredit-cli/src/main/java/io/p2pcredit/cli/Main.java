package io.p2pcredit.cli;

import org.slf4j.LoggerFactory;

/** The program {@code p2pcredit}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler(Main::log);
        System.exit(new Program(Invocation.ofThisProcess()).run(arguments).number());
    }

    /** What fails on a thread of its own is for the log; the terminal belongs to the shell. */
    private static void log(Thread thread, Throwable failure) {
        LoggerFactory.getLogger(Main.class).error("unexpected in {}", thread.getName(), failure);
    }
}
