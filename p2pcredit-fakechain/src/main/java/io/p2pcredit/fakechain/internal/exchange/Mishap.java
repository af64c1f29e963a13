package io.p2pcredit.fakechain.internal.exchange;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What an exception tells of a request's fate. Messages of exceptions may quote the other side, so none is shown. */
final class Mishap {
    private final ServerUrl server;
    private final Duration timeout;

    Mishap(ServerUrl server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
    }

    /** What became of a request that was handed to the JDK's client. */
    Reply of(Throwable failure) {
        boolean isBeforeSending =
                is(failure, ConnectException.class, HttpConnectTimeoutException.class, SSLHandshakeException.class);
        return isBeforeSending ? beforeSending(failure) : afterSending(failure);
    }

    /** What became of a request of which nothing was written. */
    Reply.NotSent beforeSending(Throwable failure) {
        if (is(failure, UnknownHostException.class, UnresolvedAddressException.class)) {
            return new Reply.NotSent("there is no host named " + server.host(), false);
        }
        if (is(failure, CertificateException.class)) {
            return new Reply.NotSent(
                    server + " does not prove who it is: no trusted certificate for " + server.host(), true);
        }
        if (is(failure, SSLException.class)) {
            return new Reply.NotSent(server.answersOddly("no TLS that could be agreed on"), true);
        }
        return new Reply.NotSent("nothing answers at " + server, false);
    }

    /** What became of a request of which something may have been written. */
    Reply afterSending(Throwable failure) {
        if (is(failure, TimeoutException.class)) {
            return new Reply.NoAnswer(server + " gave no answer within " + timeout.toMillis() / 1000.0 + " s");
        }
        if (is(failure, RejectedExecutionException.class)) {
            return new Reply.NoAnswer("the client was closed meanwhile");
        }
        return isNonsense(failure)
                ? new Reply.Garbled(server.answersOddly("no HTTP, or too much of it"))
                : new Reply.NoAnswer(server + " hung up before its answer was complete");
    }

    /** The JDK's client has no exception of its own for chunks of a nonsensical size. */
    private static boolean isNonsense(Throwable failure) {
        return is(failure, ProtocolException.class, IllegalArgumentException.class)
                || (!is(failure, EOFException.class)
                        && causes(failure)
                                .anyMatch(cause ->
                                        String.valueOf(cause.getMessage()).contains("chunk")));
    }

    private static boolean is(Throwable failure, Class<?>... kinds) {
        return causes(failure).anyMatch(cause -> Stream.of(kinds).anyMatch(kind -> kind.isInstance(cause)));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(16);
    }
}
