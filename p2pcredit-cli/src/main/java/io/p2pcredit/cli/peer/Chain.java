package io.p2pcredit.cli.peer;

import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.spi.Ledger.Capability;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Fakechain, as its users see it: what the shell asks beside the node. Stages complete on any thread and never
 * exceptionally: a reply says why nothing came of a request.
 */
public interface Chain {
    URI url();

    /** The access key of the group that this peer belongs to. */
    String candidate();

    /** The own balance, in units; empty if the name is unknown there. */
    CompletableFuture<FakechainReply<OptionalLong>> balance();

    /** What it can do for settlements. */
    CompletableFuture<FakechainReply<Set<Capability>>> capabilities();

    /** Where it tells others to dial this peer; empty also if they cannot. */
    CompletableFuture<Optional<String>> address();

    /** Everybody of the group, by name. */
    CompletableFuture<FakechainReply<List<User>>> users();

    /** Deletes everybody of the group; says how many they were. */
    CompletableFuture<FakechainReply<Integer>> deleteAllUsers();

    /**
     * An account.
     *
     * @param name foreign text: need not be a peer's name
     * @param address where to dial its owner; empty if it cannot be dialled
     * @param balance in units
     */
    record User(String name, String address, long balance) {}
}
