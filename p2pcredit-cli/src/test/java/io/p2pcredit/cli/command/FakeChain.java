package io.p2pcredit.cli.command;

import io.p2pcredit.cli.peer.Chain;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.spi.Ledger.Capability;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A Fakechain that does as a test says. */
public final class FakeChain implements Chain {
    private final List<User> users = new ArrayList<>();
    private Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    private Optional<FakechainReply.Failed<Object>> failure = Optional.empty();

    public void user(String name, String address, long balance) {
        users.add(new User(name, address, balance));
    }

    public void beUnreachable() {
        failWith(new FakechainReply.Unreachable<>("http://127.0.0.1:5000 does not answer"));
    }

    /** From now on this is what comes of every request. */
    public void failWith(FakechainReply.Failed<Object> reply) {
        failure = Optional.of(reply);
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:5000");
    }

    @Override
    public String candidate() {
        return "p2pcredit";
    }

    @Override
    public CompletableFuture<FakechainReply<OptionalLong>> balance() {
        return reply(OptionalLong.of(90));
    }

    /** From now on it can do this and no more. */
    public void can(Capability... capability) {
        capabilities = Set.of(capability);
    }

    @Override
    public CompletableFuture<FakechainReply<Set<Capability>>> capabilities() {
        return reply(capabilities);
    }

    @Override
    public CompletableFuture<Optional<String>> address() {
        return CompletableFuture.completedFuture(
                failure.isEmpty() ? Optional.of("ws://127.0.0.1:4001") : Optional.empty());
    }

    @Override
    public CompletableFuture<FakechainReply<List<User>>> users() {
        return reply(List.copyOf(users));
    }

    @Override
    public CompletableFuture<FakechainReply<Integer>> deleteAllUsers() {
        int count = users.size();
        users.clear();
        return reply(count);
    }

    @SuppressWarnings("unchecked") // a failure holds nothing of the kind
    private <T> CompletableFuture<FakechainReply<T>> reply(T value) {
        return CompletableFuture.completedFuture(
                failure.isPresent()
                        ? (FakechainReply<T>) (FakechainReply<?>) failure.get()
                        : new FakechainReply.Done<>(value));
    }
}
