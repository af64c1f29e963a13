package io.p2pcredit.simulation.mutant.planted;

import io.p2pcredit.contract.ForwardingLedger;
import io.p2pcredit.simulation.Collaborators;
import io.p2pcredit.simulation.world.FakeEd25519;
import io.p2pcredit.spi.Connection;
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
import java.security.Provider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Ledgers, networks and signers that do not keep what they promise. */
final class BrokenSurroundings {
    private BrokenSurroundings() {}

    static Collaborators ledgerThatPaysTwice() {
        return ledgers(GenerousLedger::new);
    }

    static Collaborators ledgerThatOnlySaysThatItPays() {
        return ledgers(LyingLedger::new);
    }

    static Collaborators networkThatNeverHeals() {
        return new Collaborators() {
            @Override
            public Transport transport(PeerId owner, Transport transport) {
                return new CutTransport(transport);
            }
        };
    }

    /** Nobody signs what is to be signed, and everybody believes it. */
    static Collaborators signaturesOfAnything() {
        return new Collaborators() {
            @Override
            public Provider signatures(PeerId owner, Provider provider) {
                return FakeEd25519.gullible();
            }

            @Override
            public Signer signer(PeerId owner, Signer signer) {
                return new SloppySigner(signer);
            }
        };
    }

    private static Collaborators ledgers(UnaryOperator<Ledger> broken) {
        return new Collaborators() {
            @Override
            public Ledger ledger(PeerId owner, Ledger ledger) {
                return broken.apply(ledger);
            }
        };
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
}
