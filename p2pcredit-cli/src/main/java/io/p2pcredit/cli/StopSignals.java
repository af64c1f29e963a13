package io.p2pcredit.cli;

import org.jline.utils.Signals;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGHUP: the program stops at once and settles nothing. What is read from a terminal after the signal is
 * no wish of the user's any more, so whoever reads asks {@link #isStopping}.
 */
final class StopSignals {
    private volatile boolean stopping;

    private StopSignals() {}

    static StopSignals install() {
        StopSignals signals = new StopSignals();
        signals.on("TERM", ExitCode.TERMINATED);
        signals.on("HUP", ExitCode.HUNG_UP);
        return signals;
    }

    boolean isStopping() {
        return stopping;
    }

    private void on(String signal, ExitCode code) {
        Object unused = Signals.register(signal, () -> {
            stopping = true;
            LoggerFactory.getLogger(StopSignals.class).info("stopped by SIG{}", signal);
            System.exit(code.number());
        });
    }
}
