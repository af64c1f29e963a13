package io.p2pcredit.cli.peer;

import io.p2pcredit.fakechain.FakechainClient;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A peer's account on Fakechain, over HTTP. */
final class FakechainAccount implements Chain {
    private final FakechainClient client;
    private final PeerId owner;
    private final URI url;
    private final String candidate;

    FakechainAccount(FakechainClient client, PeerSettings settings) {
        this.client = client;
        this.owner = settings.name();
        this.url = settings.fakechain();
        this.candidate = settings.candidate();
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public String candidate() {
        return candidate;
    }

    @Override
    public CompletableFuture<OptionalLong> balance() {
        return client.balance(client.accountOf(owner))
                .thenApply(BalanceOutcome::known)
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<Optional<Set<Capability>>> capabilities() {
        return client.capabilities().toCompletableFuture();
    }

    @Override
    public CompletableFuture<Optional<String>> address() {
        return client.find(owner)
                .thenApply(found -> found instanceof FindOutcome.Found self
                        ? self.peer().address().map(URI::toString)
                        : Optional.<String>empty())
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<Optional<List<User>>> users() {
        return client.users()
                .thenApply(reply -> done(reply).map(FakechainAccount::users))
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<Boolean> deleteAllUsers() {
        return client.deleteAllUsers()
                .thenApply(reply -> done(reply).isPresent())
                .toCompletableFuture();
    }

    private static List<User> users(List<FakechainUser> users) {
        return users.stream()
                .map(user -> new User(user.name(), user.address(), user.balance()))
                .toList();
    }

    private static <T> Optional<T> done(FakechainReply<T> reply) {
        return reply instanceof FakechainReply.Done<T> done ? Optional.of(done.value()) : Optional.empty();
    }
}
