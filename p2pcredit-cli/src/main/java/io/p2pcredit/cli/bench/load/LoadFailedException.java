package io.p2pcredit.cli.bench.load;

/** What was asked for was not paid, so that there is nothing to measure. No stack trace. */
public final class LoadFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadFailedException(String reason) {
        super(reason, null, false, false);
    }
}
