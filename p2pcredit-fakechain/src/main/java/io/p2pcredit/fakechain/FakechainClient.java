package io.p2pcredit.fakechain;

import io.p2pcredit.fakechain.FakechainReply.Done;
import io.p2pcredit.fakechain.FakechainReply.Failed;
import io.p2pcredit.fakechain.internal.client.Access;
import io.p2pcredit.fakechain.internal.client.Identity;
import io.p2pcredit.fakechain.internal.client.Interfaces;
import io.p2pcredit.fakechain.internal.client.OriginalDirectory;
import io.p2pcredit.fakechain.internal.client.OriginalLedger;
import io.p2pcredit.fakechain.internal.client.V2Directory;
import io.p2pcredit.fakechain.internal.client.V2Ledger;
import io.p2pcredit.fakechain.internal.exchange.Calls;
import io.p2pcredit.fakechain.internal.exchange.ServerUrl;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.Texts;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One user's way to a Fakechain: a node's ledger, and its directory.
 *
 * <pre>{@code
 * try (FakechainClient chain = FakechainClient.builder()
 *         .url("http://127.0.0.1:5000")
 *         .name(PeerId.of("Alice"))
 *         .password(secret)
 *         .startingFunds(100)
 *         .build()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>It speaks {@code /v2} of {@link FakechainServer}. With a server that has the original interface only it uses that
 * one: then it can pay and read balances, {@link #capabilities} says so, and every transfer that gets through is a payment
 * of its own, because there are no keys. It finds out which one there is when it is first used, and then keeps to it. Until
 * it has found out it sends nothing that changes anything.
 *
 * <p>No call puts a request that changes something on the wire more than once. A transfer that got no clear answer is
 * {@link io.p2pcredit.spi.Ledger.SubmitOutcome.Unknown}; over {@code /v2} the caller may submit the same one again, and
 * the server executes it once. One of which nothing was sent is {@link io.p2pcredit.spi.Ledger.SubmitOutcome.NotSent}.
 *
 * <p>Thread-safe; nothing blocks; every stage completes within 30 seconds and never exceptionally. The password goes into
 * requests to the server, over the original interface into their URLs, and nowhere else.
 */
public final class FakechainClient implements Ledger, PeerDirectory, AutoCloseable {
    private final ServerUrl url;
    private final Identity identity;
    private final Calls calls;
    private final Interfaces interfaces;

    private FakechainClient(Identity identity, Builder settings) {
        this.url = settings.url;
        this.identity = identity;
        calls = new Calls(url, settings.timeout, settings.tls());
        Access v2 = new Access(
                FakechainInterface.V2,
                new V2Ledger(calls, identity),
                new V2Directory(calls, identity, settings.startingFunds));
        Access original = new Access(
                FakechainInterface.ORIGINAL,
                new OriginalLedger(calls, identity),
                new OriginalDirectory(calls, identity, settings.startingFunds));
        interfaces = new Interfaces(calls, identity, v2, original, settings.timeout);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Which interface is in use, or why that is not known yet: then the next call finds out. */
    public CompletionStage<FakechainReply<FakechainInterface>> askInterface() {
        return interfaces.chosen().thenApply(reply -> reply.map(Access::kind));
    }

    @Override
    public CompletionStage<Optional<Set<Capability>>> capabilities() {
        return over(access -> access.ledger().capabilities(), failed -> Optional.empty());
    }

    /** What {@link #capabilities} says, or why nobody knows. */
    public CompletionStage<FakechainReply<Set<Capability>>> askCapabilities() {
        return over(access -> access.ledger().askCapabilities(), FakechainClient::recast);
    }

    @Override
    public AccountId accountOf(PeerId peer) {
        return AccountId.of(peer.name());
    }

    @Override
    public CompletionStage<InstanceOutcome> instance() {
        return over(access -> access.ledger().instance(), failed -> new InstanceOutcome.Unknown(failed.reason()));
    }

    @Override
    public CompletionStage<BalanceOutcome> balance(AccountId account) {
        return over(access -> access.ledger().balance(account), failed -> new BalanceOutcome.Unknown(failed.reason()));
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
        return over(access -> access.ledger().submit(transfer), failed -> new SubmitOutcome.NotSent(failed.reason()));
    }

    @Override
    public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
        return over(access -> access.ledger().lookUp(payer, key), failed -> new LookUpOutcome.Unknown(failed.reason()));
    }

    @Override
    public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
        return over(access -> access.ledger().incoming(payee, after), failed -> Optional.empty());
    }

    /** Registers this user with its starting funds, or moves it to another address: then its balance stays. */
    @Override
    public CompletionStage<PublishOutcome> publish(PeerRecord own) {
        return over(access -> access.directory().publish(own), Interfaces::unpublished);
    }

    @Override
    public CompletionStage<FindOutcome> find(PeerId peer) {
        return over(access -> access.directory().find(peer), failed -> new FindOutcome.Unreachable(failed.reason()));
    }

    @Override
    public CompletionStage<Optional<List<PeerRecord>>> list() {
        return over(access -> access.directory().list(), failed -> Optional.empty());
    }

    /** Everybody on this candidate's chain by name, also those that no node can dial. */
    public CompletionStage<FakechainReply<List<FakechainUser>>> users() {
        return over(access -> access.directory().users(), FakechainClient::recast);
    }

    /**
     * Deletes every user of this candidate, with all balances and transfers, and says how many there were, over the
     * original interface a moment before. There is no way back.
     */
    public CompletionStage<FakechainReply<Integer>> deleteAllUsers() {
        return over(access -> access.directory().deleteAllUsers(), FakechainClient::recast);
    }

    /** Asks over the interface that there is. */
    private <T> CompletionStage<T> over(
            Function<Access, CompletionStage<T>> question, Function<Failed<Access>, T> withoutInterface) {
        return interfaces
                .chosen()
                .thenCompose(reply -> reply instanceof Done<Access> chosen
                        ? question.apply(chosen.value())
                        : CompletableFuture.completedFuture(withoutInterface.apply((Failed<Access>) reply)));
    }

    private static <T> FakechainReply<T> recast(Failed<Access> failed) {
        return failed.map(access -> {
            throw new IllegalStateException("a failure has no value");
        });
    }

    /** Lets go of its threads. Called after the node is closed; may be called twice. */
    @Override
    public void close() {
        calls.close();
    }

    /** Who is known where, without any secret. */
    @Override
    public String toString() {
        return identity + " at " + url;
    }

    /** Says whose client this is and where the server is. Not thread-safe. */
    public static final class Builder {
        private static final Duration MAX_TIMEOUT = Duration.ofSeconds(10);
        private static final int MAX_CANDIDATE_BYTES = 128;
        private static final long MAX_FUNDS = 0xFFFF_FFFFL;

        private ServerUrl url = ServerUrl.parse("http://127.0.0.1:5000");
        private String candidate = "p2pcredit";
        private @Nullable PeerId name;
        private @Nullable Supplier<char[]> password;
        private long startingFunds;
        private Duration timeout = MAX_TIMEOUT;
        private @Nullable SSLContext tls;

        private Builder() {}

        /**
         * Where the server is; {@code http://127.0.0.1:5000} if not given.
         *
         * @throws IllegalArgumentException if this is no such URL; the message is for the user
         */
        public Builder url(String value) {
            url = ServerUrl.parse(value);
            return this;
        }

        /** The key that separates one group's chain from the others'; {@code p2pcredit} if not given. */
        public Builder candidate(String value) {
            if (!Texts.printable(value).equals(value)
                    || value.isEmpty()
                    || value.getBytes(StandardCharsets.UTF_8).length > MAX_CANDIDATE_BYTES) {
                throw new IllegalArgumentException("a candidate has 1 to 128 bytes of printable text");
            }
            candidate = value;
            return this;
        }

        /** The user's name. Must be given. */
        public Builder name(PeerId value) {
            name = value;
            return this;
        }

        /** The user's private key, of which a copy is kept. This or the other form must be given. */
        public Builder password(char[] value) {
            char[] copy = value.clone();
            password = copy::clone;
            return this;
        }

        /** Where to get the user's private key, each time that it is needed. The array is overwritten after use. */
        public Builder password(Supplier<char[]> value) {
            password = value;
            return this;
        }

        /** What the user starts with if its name is new; 0 if not given. */
        public Builder startingFunds(long value) {
            if (value < 0 || value > MAX_FUNDS) {
                throw new IllegalArgumentException("starting funds are 0 to " + MAX_FUNDS + ": " + value);
            }
            startingFunds = value;
            return this;
        }

        /** How long one request may take, from connecting to the answer's end: at most 10 seconds, as if not given. */
        public Builder timeout(Duration value) {
            if (value.isNegative() || value.isZero() || value.compareTo(MAX_TIMEOUT) > 0) {
                throw new IllegalArgumentException("a request may take up to " + MAX_TIMEOUT + ", not " + value);
            }
            timeout = value;
            return this;
        }

        /** Whom to trust if the URL is {@code https}; whom the platform trusts if not given. */
        public Builder tls(SSLContext value) {
            tls = value;
            return this;
        }

        private SSLContext tls() {
            try {
                return tls == null ? SSLContext.getDefault() : tls;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this platform has no TLS", e);
            }
        }

        public FakechainClient build() {
            PeerId user = Objects.requireNonNull(name, "a client needs the user's name");
            Supplier<char[]> secret = Objects.requireNonNull(password, "a client needs the user's password");
            return new FakechainClient(new Identity(candidate, user, secret), this);
        }
    }
}
