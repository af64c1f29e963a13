package io.p2pcredit.cli.data;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log: {@code p2pcredit.log} in the data directory and two older ones, 10 MB each, readable by their owner only.
 */
public final class LogFile {
    public static final String NAME = "p2pcredit.log";

    private static final String WEB_SOCKETS = "org.java_websocket";

    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{24} %msg%n";
    private static final int OLDER_FILES = 2;
    private static final FileSize LARGEST = FileSize.valueOf("10MB");

    private LogFile() {}

    /**
     * Sends everything that is logged in this process from now on to the file.
     *
     * @throws FailedException with code 5 if the file cannot be written
     */
    public static Path open(DataDirectory directory, String level) {
        return open(directory, level, LARGEST);
    }

    /** Sends everything that is logged in this process from now on to the error stream. */
    static void toTheErrorStream(String level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context));
        appender.start();
        use(context, appender, level);
    }

    /** The same with files of another size. */
    static Path open(DataDirectory directory, String level, FileSize largest) {
        try {
            Path file = directory.ownFile(NAME);
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            use(context, appender(context, file, largest), level);
            return file;
        } catch (IOException e) {
            throw new FailedException(
                    ExitCode.STORAGE,
                    "the log file " + NAME + " in "
                            + Values.quoted(directory.folder().toString())
                            + " cannot be written: mend its permissions, or choose another folder with --data DIR");
        }
    }

    private static void use(LoggerContext context, Appender<ILoggingEvent> appender, String level) {
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(Level.toLevel(level));
        context.getLogger(WEB_SOCKETS).setLevel(Level.OFF); // it reports every stranger's mistake with a stack trace
    }

    private static OwnFileAppender appender(LoggerContext context, Path file, FileSize largest) {
        OwnFileAppender appender = new OwnFileAppender();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(context));
        appender.setTriggeringPolicy(trigger(context, largest));
        appender.setRollingPolicy(rolling(context, appender, file));
        appender.start();
        return appender;
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }

    private static SizeBasedTriggeringPolicy<ILoggingEvent> trigger(LoggerContext context, FileSize largest) {
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(largest);
        trigger.setCheckIncrement(Duration.buildByMilliseconds(0)); // looks at the size each time
        trigger.start();
        return trigger;
    }

    private static FixedWindowRollingPolicy rolling(LoggerContext context, OwnFileAppender appender, Path file) {
        FixedWindowRollingPolicy policy = new FixedWindowRollingPolicy();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setMinIndex(1);
        policy.setMaxIndex(OLDER_FILES);
        policy.setFileNamePattern(file + ".%i");
        policy.start();
        return policy;
    }

    /** Makes each new file before it is opened, so that nobody else could ever read it. */
    private static final class OwnFileAppender extends RollingFileAppender<ILoggingEvent> {
        @Override
        public void openFile(String name) throws IOException {
            DataDirectory.ownFile(Path.of(name));
            super.openFile(name);
        }
    }
}
