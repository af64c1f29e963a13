package io.p2pcredit.doubles;

import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.spi.Journal;

/** Keeps what another journal keeps, with snapshots at another pace. */
public class PacedJournal extends ForwardingJournal {
    private final Pace pace;

    public PacedJournal(Journal honest, Pace pace) {
        super(honest);
        this.pace = pace;
    }

    @Override
    public Pace pace() {
        return pace;
    }
}
