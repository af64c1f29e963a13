package io.p2pcredit.cli;

/** The program {@code p2pcredit}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new Program(Invocation.ofThisProcess()).run(arguments).number());
    }
}
