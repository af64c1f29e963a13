package io.p2pcredit.cli;

/** How the program ends, as a number for whoever started it. */
public enum ExitCode {
    FINE(0),
    /** A fault of the program; in {@code demo}: something differs from what it should be. */
    UNEXPECTED(1),
    /** The command line makes no sense. */
    USAGE(2),
    /** Left with debts that are not settled. */
    DEBTS_LEFT(3),
    /** The ledger does not answer, or is none that can be used. */
    LEDGER(4),
    /** Files cannot be read or written. */
    STORAGE(5),
    /** The name is somebody else's, or the password is wrong. */
    IDENTITY(6),
    /** A command of the shell was refused, with {@code --fail-fast}. */
    COMMAND_REFUSED(7),
    /** The port is in use or the address is not ours. */
    CANNOT_LISTEN(8),
    /** The terminal has gone: as after SIGHUP. */
    HUNG_UP(129),
    /** Ended by SIGTERM. */
    TERMINATED(143);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
