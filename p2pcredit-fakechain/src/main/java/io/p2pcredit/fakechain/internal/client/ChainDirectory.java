package io.p2pcredit.fakechain.internal.client;

import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainReply.Done;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.spi.PeerDirectory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A Fakechain as a directory, which also shows those that are no peers, and says why it does not know something. */
public interface ChainDirectory extends PeerDirectory {
    /** Everybody, by name. */
    CompletionStage<FakechainReply<List<FakechainUser>>> users();

    /** Makes the candidate's chain empty, for everybody, and says how many users it had. */
    CompletionStage<FakechainReply<Integer>> deleteAllUsers();

    @Override
    default CompletionStage<Optional<List<PeerRecord>>> list() {
        return users().thenApply(reply ->
                reply instanceof Done<List<FakechainUser>> done ? Optional.of(peers(done.value())) : Optional.empty());
    }

    private static List<PeerRecord> peers(List<FakechainUser> users) {
        return users.stream().flatMap(user -> user.peer().stream()).toList();
    }
}
