package io.p2pcredit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link PeerDirectory} has promised. Every test begins with a directory that knows nobody. */
public abstract class PeerDirectoryContract extends Contract {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerId BOB = PeerId.of("Bob");

    /** The owner's access to the one directory of the test. */
    protected abstract PeerDirectory of(PeerId owner);

    /** Access for somebody who has not the secret that goes with the owner's name, after the owner has published. */
    protected abstract PeerDirectory withoutTheSecretOf(PeerId owner);

    /** A directory that cannot be reached or never answers; empty if this one is always there. */
    protected abstract Optional<PeerDirectory> outOfReach();

    /** An address that a record may have: of this directory's form, nobody need listen there. */
    protected URI address(int number) {
        return URI.create("ws://127.0.0.1:" + (40_000 + number));
    }

    @Test
    public void findsWhatWasPublished() {
        publish(of(ALICE), record(ALICE, 1));
        assertThat(find(of(BOB), ALICE)).isEqualTo(new FindOutcome.Found(record(ALICE, 1)));
    }

    @Test
    public void findsNobodyWhoHasNotPublished() {
        publish(of(ALICE), record(ALICE, 1));
        assertThat(find(of(ALICE), BOB)).isEqualTo(new FindOutcome.NotFound());
    }

    @Test
    public void movesItsOwnerToAnotherAddress() {
        PeerDirectory directory = of(ALICE);
        publish(directory, record(ALICE, 1));
        publish(directory, record(ALICE, 2));
        assertThat(find(of(BOB), ALICE)).isEqualTo(new FindOutcome.Found(record(ALICE, 2)));
        assertThat(list(directory)).containsExactly(record(ALICE, 2));
    }

    @Test
    public void knowsPeersThatCannotBeDialled() {
        PeerRecord withoutAddress = new PeerRecord(ALICE, Optional.empty(), Optional.of(Samples.key(1)));
        publish(of(ALICE), withoutAddress);
        assertThat(find(of(BOB), ALICE)).isEqualTo(new FindOutcome.Found(withoutAddress));
    }

    @Test
    public void tellsNamesApartByEveryLetter() {
        PeerId lower = PeerId.of("alice");
        publish(of(ALICE), record(ALICE, 1));
        publish(of(lower), record(lower, 2));
        assertThat(find(of(ALICE), ALICE)).isEqualTo(new FindOutcome.Found(record(ALICE, 1)));
        assertThat(find(of(ALICE), lower)).isEqualTo(new FindOutcome.Found(record(lower, 2)));
    }

    @Test
    public void keepsANameForItsOwner() {
        publish(of(ALICE), record(ALICE, 1));
        PublishOutcome outcome = answer(() -> withoutTheSecretOf(ALICE).publish(record(ALICE, 2)));
        assertThat(outcome).isInstanceOf(PublishOutcome.NameTaken.class);
        assertThat(find(of(BOB), ALICE)).isEqualTo(new FindOutcome.Found(record(ALICE, 1)));
    }

    @Test
    public void listsEverybodyByName() {
        List<PeerRecord> records = Stream.of("Zoe", "Alice", "bob", "Bob", "1st")
                .map(name -> record(PeerId.of(name), name.length()))
                .toList();
        records.forEach(record -> publish(of(record.name()), record));
        assertThat(list(of(ALICE)).stream().map(record -> record.name().name()))
                .containsExactly("1st", "Alice", "Bob", "Zoe", "bob");
        assertThat(list(of(ALICE))).containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    public void saysSoWhenItCannotBeAsked() {
        Optional<PeerDirectory> away = outOfReach();
        assumeTrue(away.isPresent(), "this directory is never away");
        PeerDirectory directory = away.orElseThrow();
        assertThat(answer(() -> directory.find(ALICE))).isInstanceOf(FindOutcome.Unreachable.class);
        assertThat(answer(() -> directory.publish(record(ALICE, 1)))).isInstanceOf(PublishOutcome.Unreachable.class);
        assertThat(answer(directory::list)).isEmpty();
    }

    private PeerRecord record(PeerId name, int number) {
        return new PeerRecord(name, Optional.of(address(number)), Optional.of(Samples.key(number)));
    }

    private void publish(PeerDirectory directory, PeerRecord record) {
        assertThat(answer(() -> directory.publish(record))).isEqualTo(new PublishOutcome.Published());
    }

    private FindOutcome find(PeerDirectory directory, PeerId peer) {
        return answer(() -> directory.find(peer));
    }

    private List<PeerRecord> list(PeerDirectory directory) {
        Optional<List<PeerRecord>> list = answer(directory::list);
        assertThat(list).isPresent();
        return list.orElseThrow();
    }

    private <T> T answer(Callable<CompletionStage<T>> question) {
        return waiting().answer(waiting().atOnce(question));
    }
}
