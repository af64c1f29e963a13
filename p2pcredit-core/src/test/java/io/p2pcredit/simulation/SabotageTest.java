package io.p2pcredit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.contract.ForwardingJournal;
import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.simulation.invariant.Violation;
import io.p2pcredit.simulation.world.FakeEd25519;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.TransactionId;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Something broken is put between the nodes and their world, and the invariants notice within a stated number of seeds.
 */
class SabotageTest {
    private static final long BASE = 7_000;

    @Test
    void noticesAJournalThatLosesItsLastGroupInACrash() {
        Collaborators forgetful = new Collaborators() {
            @Override
            public Journal journal(PeerId owner, Journal journal) {
                return new ForgetfulJournal(journal);
            }
        };
        assertThat(isCaughtBy("I22 RebuiltStateIsTheSame", forgetful, 20)).isTrue();
    }

    @Test
    void noticesALedgerThatPaysTwice() {
        Collaborators generous = new Collaborators() {
            @Override
            public Ledger ledger(PeerId owner, Ledger ledger) {
                return new GenerousLedger(ledger);
            }
        };
        assertThat(isCaughtBy("I4 SettlementsAreAgreed", generous, 50)).isTrue();
    }

    @Test
    void noticesALedgerThatConfirmsWhatItHasNotDone() {
        Collaborators lying = new Collaborators() {
            @Override
            public Ledger ledger(PeerId owner, Ledger ledger) {
                return new LyingLedger(ledger);
            }
        };
        assertThat(isCaughtBy("I6 EverythingRecovers", lying, 50)).isTrue();
    }

    @Test
    void noticesANetworkThatNeverHeals() {
        Collaborators cut = new Collaborators() {
            @Override
            public Transport transport(PeerId owner, Transport transport) {
                return new CutTransport(transport);
            }
        };
        assertThat(isCaughtBy("I6 EverythingRecovers", cut, 1)).isTrue();
    }

    @Test
    void noticesNodesThatBelieveEverySignature() {
        Collaborators gullible = new Collaborators() {
            @Override
            public Provider signatures(PeerId owner, Provider provider) {
                return FakeEd25519.gullible();
            }

            @Override
            public Signer signer(PeerId owner, Signer signer) {
                return new SloppySigner(signer);
            }
        };
        assertThat(isCaughtBy("I10 AcceptedProofsVerify", gullible, 1)).isTrue();
    }

    /** Whether the invariant is violated in one of so many seeds. */
    private static boolean isCaughtBy(String invariant, Collaborators collaborators, int seeds) {
        return LongStream.range(BASE, BASE + seeds)
                .anyMatch(seed -> violated(seed, collaborators).equals(invariant));
    }

    private static String violated(long seed, Collaborators collaborators) {
        try {
            Simulation.run(Scenario.of(seed).among(collaborators));
            return "";
        } catch (SimulationFailure failure) {
            return failure.getCause() instanceof Violation violation ? violation.invariant() : failure.toString();
        }
    }

    /** Says that a group is durable when only the one before is. */
    private static final class ForgetfulJournal extends ForwardingJournal {
        private Optional<Bytes> pending = Optional.empty();

        ForgetfulJournal(Journal journal) {
            super(journal);
        }

        @Override
        public long append(ByteBuffer group) {
            pending.ifPresent(before -> super.append(before.buffer()));
            pending = Optional.of(Bytes.of(group));
            return super.end() + 1;
        }

        @Override
        public long end() {
            return super.end() + (pending.isPresent() ? 1 : 0);
        }
    }

    /** Signs something else than what it is given. */
    private record SloppySigner(Signer signer) implements Signer {
        @Override
        public PublicKey publicKey() {
            return signer.publicKey();
        }

        @Override
        public Signature sign(Bytes content) {
            return signer.sign(Bytes.utf8(content.toHex()));
        }
    }

    /** Makes every transfer a second time under another key. */
    private static final class GenerousLedger extends ForwardingLedger {
        GenerousLedger(Ledger ledger) {
            super(ledger);
        }

        @Override
        public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
            SettlementKey other =
                    new SettlementKey(~transfer.key().first(), transfer.key().second());
            Transfer again = new Transfer(other, transfer.payer(), transfer.payee(), transfer.amount());
            return super.submit(transfer).thenCombine(super.submit(again), (first, second) -> first);
        }
    }

    /** Confirms transfers that it does not make. */
    private static final class LyingLedger extends ForwardingLedger {
        LyingLedger(Ledger ledger) {
            super(ledger);
        }

        @Override
        public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
            return CompletableFuture.completedFuture(new SubmitOutcome.Confirmed(TransactionId.of("tx")));
        }
    }

    /** Lets nobody dial. */
    private record CutTransport(Transport transport) implements Transport {
        @Override
        public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
            return transport.listen(acceptor);
        }

        @Override
        public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
            return CompletableFuture.failedFuture(new IOException("the cable is cut"));
        }
    }
}
