package io.p2pcredit.cli.kill;

import io.p2pcredit.cli.kill.Marks.Doing;
import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.spi.Journal;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/** A journal that marks what it does, and stops where it is told to, until its process is killed. */
final class MarkedJournal extends ForwardingJournal {
    private final Marks marks;

    MarkedJournal(Journal journal, Marks marks) {
        super(journal);
        this.marks = marks;
    }

    @Override
    public long append(ByteBuffer group) {
        marks.appending();
        if (marks.stopsBefore()) {
            stop();
        }
        long position = super.append(group);
        marks.doing(Doing.BETWEEN);
        if (marks.stopsAfter()) {
            stop();
        }
        return position;
    }

    private void stop() {
        marks.doing(Doing.STOPPED);
        while (true) {
            LockSupport.park();
        }
    }
}
