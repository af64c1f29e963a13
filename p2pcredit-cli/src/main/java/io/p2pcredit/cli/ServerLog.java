package io.p2pcredit.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.p2pcredit.trustline.Texts;
import java.io.PrintStream;
import org.slf4j.LoggerFactory;

/** What a server's operator must know while it runs, such as a full disk: one line each, on the error output. */
final class ServerLog extends AppenderBase<ILoggingEvent> {
    private static final String SERVER = "io.p2pcredit.fakechain";

    private final PrintStream err;

    private ServerLog(PrintStream err) {
        this.err = err;
    }

    /** From now on, warnings and errors of servers in this process go there. */
    static void open(PrintStream err) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ServerLog log = new ServerLog(err);
        log.setContext(context);
        log.start();
        Logger server = context.getLogger(SERVER);
        server.detachAndStopAllAppenders();
        server.addAppender(log);
        server.setLevel(Level.WARN);
    }

    @Override
    protected void append(ILoggingEvent event) {
        err.println("p2pcredit: " + Texts.printable(event.getFormattedMessage()));
        err.flush();
    }
}
