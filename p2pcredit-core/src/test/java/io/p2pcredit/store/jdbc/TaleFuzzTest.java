package io.p2pcredit.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import io.p2pcredit.spi.History.RecordedEvent;
import io.p2pcredit.store.jdbc.TaleFormTest.Sample;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Cursor;
import io.p2pcredit.trustline.entry.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What a history keeps of the events of a line, some of which are entries of updates that it keeps beside them. */
class TaleFuzzTest extends DecoderFuzz {
    private final List<Sample> tales = new ArrayList<>();

    TaleFuzzTest() {
        RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(1);
        for (int i = 0; i < 20; i++) {
            tales.add(Sample.random(random));
        }
    }

    @Override
    protected List<byte[]> samples() {
        return tales.stream().map(tale -> tale.form().toArray()).toList();
    }

    /** With the updates of each tale, so that what it refers to is mostly there. */
    @Override
    protected void feed(byte[] input) {
        Bytes stored = Bytes.of(input);
        try {
            PlainText.check(TaleForm.head(stored).toString());
        } catch (MalformedException e) {
            PlainText.check(e);
        }
        tales.subList(0, 3).forEach(tale -> feed(stored, tale));
    }

    private static void feed(Bytes stored, Sample sample) {
        List<RecordedEvent> told;
        try {
            told = read(stored, sample, new Cursor(7, 0));
        } catch (MalformedException e) {
            PlainText.check(e);
            return;
        }
        if (!told.isEmpty()) {
            Bytes again = TaleForm.of(told, sample.entries());
            assertThat(read(again, sample, told.get(0).cursor())).isEqualTo(told);
        }
    }

    private static List<RecordedEvent> read(Bytes stored, Sample sample, Cursor first) {
        TaleForm.Place place = new TaleForm.Place(first, TaleFormTest.LINE, TaleFormTest.BOB);
        return TaleForm.read(place, stored, number -> {
            if (!sample.updates().containsKey(number)) {
                throw new MalformedException("no such update");
            }
            return sample.updates().get(number);
        });
    }
}
