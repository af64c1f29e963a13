package io.p2pcredit.cli.bench.peer;

import io.p2pcredit.StartException;
import io.p2pcredit.cli.ExitCode;

/** With which code the program ends if a node cannot be started. */
public final class StartCodes {
    private StartCodes() {}

    public static ExitCode of(StartException.Code code) {
        return switch (code) {
            case CANNOT_LISTEN -> ExitCode.CANNOT_LISTEN;
            case STORE_LOCKED, STORE_DAMAGED, STORE_NEWER, STORE_FAILED -> ExitCode.STORAGE;
            case LEDGER_UNREACHABLE, NAME_TAKEN, DIRECTORY_REFUSED -> ExitCode.UNEXPECTED;
        };
    }
}
