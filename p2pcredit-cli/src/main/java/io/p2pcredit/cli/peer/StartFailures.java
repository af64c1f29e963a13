package io.p2pcredit.cli.peer;

import io.p2pcredit.StartException;
import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.Texts;
import org.slf4j.LoggerFactory;

/** Why a peer could not be started, in one line that also says what to do, with the code to leave with. */
final class StartFailures {
    private final PeerSettings settings;

    StartFailures(PeerSettings settings) {
        this.settings = settings;
    }

    FailedException of(StartException failure) {
        LoggerFactory.getLogger(StartFailures.class).warn("{} cannot start", settings.name(), failure);
        String reason = Texts.printable(String.valueOf(failure.getMessage()));
        return switch (failure.code()) {
            case LEDGER_UNREACHABLE ->
                new FailedException(
                        ExitCode.LEDGER,
                        "Fakechain at " + settings.fakechain() + " does not answer: " + howToReachFakechain());
            case NAME_TAKEN ->
                new FailedException(
                        ExitCode.IDENTITY,
                        "the name " + settings.name() + " is taken on Fakechain, or the password is not the one it was"
                                + " taken with: give that password, or choose another name");
            case DIRECTORY_REFUSED ->
                new FailedException(
                        ExitCode.LEDGER, settings.fakechain() + " does not take " + settings.name() + ": " + reason);
            case CANNOT_LISTEN ->
                new FailedException(
                        ExitCode.CANNOT_LISTEN,
                        "cannot listen on port " + settings.reachability().port()
                                + ": it is in use or not allowed; choose another with --port PORT");
            case STORE_LOCKED -> store(StorageException.Code.LOCKED, reason);
            case STORE_DAMAGED -> store(StorageException.Code.DAMAGED, reason);
            case STORE_NEWER -> store(StorageException.Code.NEWER, reason);
            case STORE_FAILED -> store(StorageException.Code.FAILED, reason);
        };
    }

    FailedException of(StorageException failure) {
        LoggerFactory.getLogger(StartFailures.class).warn("{} cannot open its store", settings.name(), failure);
        return store(failure.code(), Texts.printable(String.valueOf(failure.getMessage())));
    }

    private FailedException store(StorageException.Code code, String reason) {
        return new FailedException(
                ExitCode.STORAGE, "what " + settings.name() + " has stored cannot be used: " + reason + advice(code));
    }

    private static String advice(StorageException.Code code) {
        return switch (code) {
            case LOCKED, FENCED -> "; leave the other one first, or give each peer a store of its own";
            case DAMAGED -> "; nothing was changed: bring it back from a copy";
            case NEWER -> "; nothing was changed: start the newer version";
            case FULL -> "; make room, and start again";
            case CLOSED, FAILED -> "; mend that, and start again";
        };
    }

    private String howToReachFakechain() {
        String host = String.valueOf(settings.fakechain().getHost());
        boolean here = host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]");
        if (!here) {
            return "see whether it runs, or say where it is with --fakechain URL";
        }
        int port = settings.fakechain().getPort();
        return "start one with p2pcredit fakechain" + (port == -1 ? "" : " --port " + port)
                + ", or say where it is with --fakechain URL";
    }
}
