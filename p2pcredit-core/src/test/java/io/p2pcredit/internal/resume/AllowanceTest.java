package io.p2pcredit.internal.resume;

import static io.p2pcredit.internal.resume.Written.batch;
import static io.p2pcredit.internal.resume.Written.one;
import static io.p2pcredit.trustline.Direction.INCOMING;
import static io.p2pcredit.trustline.Direction.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowanceTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1", "1, 1"})
    void isTheWindowForAPeerThatHasShownSomething(long own, long theirs) {
        Allowance allowance = Allowance.of(own, theirs);

        assertThat(sendAll(allowance, OUTGOING)).isEqualTo(Window.MAX_UPDATES);
    }

    @Test
    void isTheWindowInBytesToo() {
        Allowance allowance = Allowance.of(1, 1);
        int size = CanonicalForm.of(batch(OUTGOING, 1, 10_000)).size();

        assertThat(sendBatches(allowance, 10_000)).isEqualTo(Window.MAX_BYTES / size);
    }

    @Test
    void isLittleForAPeerThatHasShownNothingAndSaidNothing() {
        Allowance allowance = Allowance.of(0, 0);
        int size = CanonicalForm.of(one(OUTGOING, 1, 0)).size();

        assertThat(sendAll(allowance, OUTGOING)).isEqualTo(Allowance.STRANGER_BYTES / size);
        allowance.progressed(0, 0);
        assertThat(sendAll(allowance, INCOMING)).isEqualTo(Window.MAX_UPDATES - Allowance.STRANGER_BYTES / size);
    }

    @Test
    void admitsNothingLargeToAStranger() {
        Allowance allowance = Allowance.of(0, 0);

        assertThat(allowance.admits(batch(OUTGOING, 1, 10_000))).isFalse();
        allowance.progressed(0, 0);
        assertThat(allowance.admits(batch(OUTGOING, 1, 10_000))).isTrue();
    }

    @ParameterizedTest(name = "{0} of ours and {1} of theirs")
    @CsvSource({"0, 0, 0", "1, 0, 1", "0, 1, 1", "10, 20, 30", "1023, 1023, 1024", "9999999, 9999999, 1024"})
    void growsByWhatThePeerHasStoredOfEitherChain(long ownStored, long theirsStored, long more) {
        Allowance allowance = Allowance.of(1, 1);
        for (int seq = 1; seq <= Window.MAX_UPDATES / 2; seq++) {
            allowance.sent(OUTGOING, one(OUTGOING, seq, 0));
            allowance.sent(INCOMING, one(INCOMING, seq, 0));
        }
        assertThat(allowance.admits(one(OUTGOING, 5_000, 0))).isFalse();
        allowance.progressed(ownStored, theirsStored);

        assertThat(sendAll(allowance, OUTGOING)).isEqualTo(more);
    }

    private static long sendAll(Allowance allowance, Direction writer) {
        long sent = 0;
        for (Update next = one(writer, 10_000, 0); allowance.admits(next); next = one(writer, 10_000 + sent, 0)) {
            allowance.sent(writer, next);
            sent++;
        }
        return sent;
    }

    private static long sendBatches(Allowance allowance, int payments) {
        Update batch = batch(OUTGOING, 1, payments);
        long sent = 0;
        while (allowance.admits(batch)) {
            allowance.sent(OUTGOING, batch);
            sent++;
        }
        return sent;
    }
}
