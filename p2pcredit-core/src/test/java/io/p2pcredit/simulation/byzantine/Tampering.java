package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.simulation.world.Chance;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.spi.Transport;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What carries the messages of a node that keeps to the protocol, and changes some of them: drops one, sends it twice or
 * later, an older one in its place, or one that says something else under a valid signature. Not thread-safe.
 */
public final class Tampering implements Transport {
    private final Transport transport;
    private final Signer signer;
    private final Chance chance;
    private final Consumer<String> counts;
    private final double share;

    /** @param signer has the node's key */
    public Tampering(Transport transport, Signer signer, Chance chance, Consumer<String> counts) {
        this.transport = transport;
        this.signer = signer;
        this.chance = chance;
        this.counts = counts;
        this.share = chance.oneOf(0.01, 0.05, 0.2);
    }

    @Override
    public CompletionStage<Listening> listen(ConnectionAcceptor acceptor) {
        return transport.listen(between(acceptor));
    }

    @Override
    public CompletionStage<Connection> dial(URI address, ConnectionAcceptor acceptor) {
        List<Connection> made = new ArrayList<>();
        return transport
                .dial(address, connection -> {
                    made.add(new Tampered(connection));
                    return acceptor.accept(made.get(0));
                })
                .thenApply(connection -> made.get(0));
    }

    private ConnectionAcceptor between(ConnectionAcceptor acceptor) {
        return connection -> acceptor.accept(new Tampered(connection));
    }

    private final class Tampered implements Connection {
        private final Connection connection;
        private final List<PeerMessage> sent = new ArrayList<>();
        private Optional<PeerMessage> held = Optional.empty();

        Tampered(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void send(PeerMessage message) {
            Optional<PeerMessage> late = held;
            held = Optional.empty();
            if (chance.hits(share)) {
                tamper(message);
            } else {
                pass(message);
            }
            late.ifPresent(this::pass);
        }

        private void tamper(PeerMessage message) {
            switch (chance.below(6)) {
                case 0 -> counts.accept("tampering drops");
                case 1 -> {
                    counts.accept("tampering repeats");
                    pass(message);
                    pass(message);
                }
                case 2 -> {
                    counts.accept("tampering delays");
                    held = Optional.of(message);
                }
                case 3 -> {
                    counts.accept("tampering replays");
                    pass(sent.isEmpty() ? message : sent.get(chance.below(sent.size())));
                }
                default -> pass(message instanceof Deliver deliver ? forged(deliver.update()) : message);
            }
        }

        private PeerMessage forged(Update update) {
            if (update.proof().paid() == 0 && update.isAcknowledgement()) {
                return new Deliver(update);
            }
            counts.accept("tampering forges");
            BalanceProof proof = update.proof();
            BalanceProof other = switch (chance.below(5)) {
                case 0 -> Lies.withPaid(proof, proof.paid() - 1);
                case 1 -> Lies.withPaid(proof, proof.paid() + chance.between(1, Amount.MAX_UNITS));
                case 2 -> Lies.withCredited(proof, proof.credited() + 1);
                case 3 -> Lies.withLimit(proof, proof.limit().units() ^ 1);
                default -> Lies.withHash(proof, Lies.anotherHash(proof.entriesHash()));
            };
            return new Deliver(
                    new Update(update.entries(), new SignedProof(other, signer.sign(other.canonicalBytes()))));
        }

        private void pass(PeerMessage message) {
            sent.add(message);
            connection.send(message);
        }

        @Override
        public boolean isWritable() {
            return connection.isWritable();
        }

        @Override
        public void authenticated() {
            connection.authenticated();
        }

        @Override
        public void close(CloseCode code) {
            connection.close(code);
        }

        @Override
        public String remote() {
            return connection.remote();
        }
    }
}
